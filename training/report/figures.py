"""The figures of a report, for many weightings of the articles at once.

A weighting is one row of `weights`: how often each article counts. Ones give the figures themselves, and
random ones what the bootstrap needs, by the same code. A figure that a weighting cannot tell is NaN.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.report.judgements import Judgements

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]  # whole numbers: sums below 16 million are exact
FIGURES = ("precision", "recall", "f1", "average_precision")


@dataclass(frozen=True, slots=True)
class Figures:
    """The four figures in [0, 1]; one row per weighting, and for tags one column per tag."""

    precision: Floats
    recall: Floats
    f1: Floats
    average_precision: Floats


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that is measured under a weighting; one row per weighting."""

    tags: Figures
    prevalence: Floats  # per tag
    brier: Floats  # per tag
    macro: Figures
    micro: Figures
    subset_accuracy: Floats
    false_alarm_rate: Floats


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Decisions from the most to the least probable, prepared for average precision."""

    articles: npt.NDArray[np.int64]  # whose decision stands at each place
    positives: npt.NDArray[np.int64]  # the places of true ones
    ends: npt.NDArray[np.int64]  # for each true one, the last place with the same probability
    last: npt.NDArray[np.int64]  # for each true one, the last true one with the same probability


@dataclass(frozen=True, slots=True)
class Prepared:
    """Judgements in the form that measuring under many weightings needs."""

    counts: Weights  # per article: right, given, positive, judged and squared error of each tag
    tags: int
    rankings: tuple[_Ranking, ...]
    pooled: _Ranking
    averaged: npt.NDArray[np.bool_]  # the tags that have a positive article: macro figures are over these
    articles: Weights  # per article: all decided, and all right of these; untagged, and given a tag of these


def prepare(judgements: Judgements) -> Prepared:
    """Return the judgements made ready for `measure`."""
    truth, sure, given = judgements.truth, judgements.sure, judgements.given
    error = np.square(judgements.probability - truth)
    counts = np.concatenate([given & truth & sure, given & sure, truth & sure, sure, np.where(sure, error, 0)], axis=1)
    decided, untagged = sure.all(axis=1), judgements.untagged
    right = decided & (given == truth).all(axis=1)
    rows, columns = np.nonzero(sure)
    per_tag = [np.flatnonzero(column) for column in sure.T]
    return Prepared(
        counts=counts.astype(np.float32),
        tags=len(judgements.tags),
        rankings=tuple(
            _rank(known, judgements.probability[known, tag], truth[known, tag]) for tag, known in enumerate(per_tag)
        ),
        pooled=_rank(rows, judgements.probability[rows, columns], truth[rows, columns]),
        averaged=(truth & sure).any(axis=0),
        articles=np.stack([decided, right, untagged, untagged & given.any(axis=1)], axis=1).astype(np.float32),
    )


def _rank(articles: npt.NDArray[np.int64], probability: Floats, truth: npt.NDArray[np.bool_]) -> _Ranking:
    order = np.argsort(-probability, kind="stable")
    falling = -probability[order]
    positives = np.flatnonzero(truth[order])
    ends = np.searchsorted(falling, falling[positives], side="right") - 1
    return _Ranking(articles[order], positives, ends, np.searchsorted(positives, ends, side="right") - 1)


def measure(prepared: Prepared, weights: Weights) -> Measured:
    """Return what each weighting of the articles measures."""
    sums = (weights @ prepared.counts).astype(np.float64)
    right, given, positive, known, error = np.split(sums, 5, axis=1) if prepared.tags else [sums] * 5
    ranked = [_average_precision(ranking, weights) for ranking in prepared.rankings]
    ranked_columns = np.stack(ranked, axis=1) if ranked else np.zeros((len(weights), 0))
    tags = _figures(right, given, positive, ranked_columns)
    pooled = _average_precision(prepared.pooled, weights)
    decided, all_right, untagged, alarmed = (weights @ prepared.articles).astype(np.float64).T
    return Measured(
        tags=tags,
        prevalence=ratio(positive, known),
        brier=ratio(error, known),
        macro=_macro(tags, prepared.averaged),
        micro=_figures(right.sum(axis=1), given.sum(axis=1), positive.sum(axis=1), pooled),
        subset_accuracy=ratio(all_right, decided),
        false_alarm_rate=ratio(alarmed, untagged),
    )


def _figures(right: Floats, given: Floats, positive: Floats, average_precision: Floats) -> Figures:
    return Figures(ratio(right, given), ratio(right, positive), f1(right, given, positive), average_precision)


def f1(right: Floats, given: Floats, positive: Floats) -> Floats:
    """Return the harmonic mean of precision and recall, NaN without a true one: it would be 0 for any tagger."""
    return np.where(positive > 0, ratio(2 * right, given + positive), np.nan)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, NaN where the whole is zero."""
    return np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)


def _average_precision(ranking: _Ranking, weights: Weights) -> Floats:
    """Return the mean, over the true ones, of the precision among all that are at least as probable."""
    drawn = weights[:, ranking.articles]
    true = drawn[:, ranking.positives].astype(np.float64)
    seen = np.cumsum(drawn, axis=1, dtype=np.float32)[:, ranking.ends]
    found = np.cumsum(true, axis=1)[:, ranking.last]
    gained = np.where(seen > 0, true * found / np.maximum(seen, 1e-9), 0.0).sum(axis=1)
    return ratio(gained, true.sum(axis=1))


def _macro(tags: Figures, averaged: npt.NDArray[np.bool_]) -> Figures:
    """Average over the tags that have a positive article: the others cannot be judged."""
    return Figures(*(_mean(getattr(tags, name)[:, averaged]) for name in FIGURES))


def _mean(columns: Floats) -> Floats:
    known = np.isfinite(columns)
    return ratio(np.where(known, columns, 0.0).sum(axis=1), known.sum(axis=1).astype(np.float64))
