"""Figures with their intervals and what no skill would score: from counts and resampled measurements."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.fit import Progress
from training.report.contents import Estimate, Quality
from training.report.figures import FIGURES, Figures, Floats, Measured, measure, prepare
from training.report.intervals import Share, bounded_interval, f1_interval, mean_interval, resample, share_interval
from training.report.judgements import Judgements


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is measured on the articles, and on random draws of them.

    `witnesses` is how much an article counts as a witness of its own, in (0, 1]: less where stories are told twice.
    """

    measured: Measured
    resampled: Measured
    witnesses: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Of so many decisions judged, how many were truly yes, how many were given, and how many both."""

    judged: int
    positive: int
    given: int
    right: int


def sample(judgements: Judgements, seed: int, progress: Progress) -> Sampled:
    """Return what is measured on the judgements and on draws of them; the same seed gives the same draws."""
    prepared, articles = prepare(judgements), len(judgements.articles)
    return Sampled(
        measure(prepared, np.ones((1, articles), dtype=np.float32)),
        resample(prepared, judgements.stories, seed, progress=progress),
        len(np.unique(judgements.stories)) / max(articles, 1),
    )


def tag_quality(sampled: Sampled, column: int, counts: Counts) -> Quality:
    """Return the quality of one tag's decisions."""
    measured, resampled = (
        Figures(*(getattr(one.tags, name)[:, column] for name in FIGURES))
        for one in (sampled.measured, sampled.resampled)
    )
    return _quality(measured, resampled, counts, sampled.witnesses)


def micro_quality(sampled: Sampled, counts: Sequence[Counts]) -> Quality:
    """Return the quality of all decisions together, given the counts of each tag."""
    whole = Counts(
        sum(one.judged for one in counts),
        sum(one.positive for one in counts),
        sum(one.given for one in counts),
        sum(one.right for one in counts),
    )
    return _quality(sampled.measured.micro, sampled.resampled.micro, whole, sampled.witnesses)


def _quality(figures: Figures, resampled: Figures, counts: Counts, witnesses: float) -> Quality:
    right, given, positive = (witnesses * count for count in (counts.right, counts.given, counts.positive))
    values = [known(getattr(figures, name)[0]) for name in FIGURES]
    intervals = (
        share_interval(resampled.precision, Share(right, given)),
        share_interval(resampled.recall, Share(right, positive)),
        f1_interval(resampled.f1, right, given, positive),
        share_interval(resampled.average_precision, Share((values[3] or 0.0) * positive, positive)),
    )
    share = counts.positive / counts.judged if counts.judged else 0.0
    # Without skill: give the tag to every article, in any order.
    baseline = (share, 1.0, 2 * share / (1 + share), share) if share else (None,) * 4
    return Quality(
        *(
            Estimate(value, None if value is None else interval, no_skill)
            for value, interval, no_skill in zip(values, intervals, baseline, strict=True)
        )
    )


def macro_quality(sampled: Sampled, of_tags: Sequence[Quality]) -> Quality:
    """Return the mean quality of the tags that some article has."""
    estimates = []
    for name in FIGURES:
        parts: list[Estimate] = [getattr(quality, name) for quality in of_tags]
        known_parts = [(one.value, one.interval) for one in parts if one.value is not None and one.interval is not None]
        interval = mean_interval(getattr(sampled.resampled.macro, name), known_parts)
        no_skill = [one.no_skill for one in parts if one.no_skill is not None]
        value = known(getattr(sampled.measured.macro, name)[0])
        estimates.append(Estimate(value, interval, sum(no_skill) / len(no_skill) if no_skill else None))
    return Quality(*estimates)


def share(
    sampled: Sampled, measured: Floats, resampled: Floats, trials: int, no_skill: float | None = None
) -> Estimate:
    """Return the estimate of a share of so many trials."""
    value = known(measured[0])
    if value is None:
        return Estimate(None)
    trials_told = sampled.witnesses * trials
    return Estimate(value, share_interval(resampled, Share(value * trials_told, trials_told)), no_skill)


def brier(sampled: Sampled, column: int, counts: Counts) -> Estimate:
    """Return the estimate of one tag's Brier score."""
    value = known(sampled.measured.brier[0, column])
    if value is None:
        return Estimate(None)
    prevalence = counts.positive / counts.judged
    interval = bounded_interval(sampled.resampled.brier[:, column], value)
    return Estimate(value, interval, prevalence * (1 - prevalence))


def known(value: float) -> float | None:
    """Return the figure, None if it could not be told."""
    return float(value) if np.isfinite(value) else None
