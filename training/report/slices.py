"""Where the tagger is good and where it is not: by source, by month of the Jalali calendar, by length."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

import jdatetime
import numpy as np

from training.labels import Labels
from training.report.contents import Decisions, Estimate, Slice
from training.report.figures import Floats, Weights, f1
from training.report.intervals import RESAMPLES, Verdict, draw, f1_interval, percentiles, verdict
from training.report.judgements import Judgements

LARGEST: Final = 30  # slices of a kind that are shown, the largest
_LENGTHS: Final = (500, 1500, 4000)  # characters, from which on a longer class begins
_CHANCE: Final = 0.05  # of one false verdict among the slices of a kind

Kind = Literal["source", "month", "length"]


def slices_of_articles(judgements: Judgements, seed: int) -> tuple[Slice, ...]:
    """Return the slices that the data allow; an article without a source or a date is in none of that kind."""
    articles = judgements.articles
    sources = [labelled.source for labelled in articles]
    months = [_month(labelled.date) for labelled in articles]
    lengths = [_length(len(labelled.article.whole)) for labelled in articles]
    by_size = [name for name, _ in Counter(filter(None, sources)).most_common(LARGEST)]
    largest_months = [name for name, _ in Counter(filter(None, months)).most_common(LARGEST)]
    in_order = sorted(set(lengths), key=lambda name: int(name.split("–")[0].rstrip("+")))
    return (
        *_slices(judgements, "source", sources, by_size, seed),
        *_slices(judgements, "month", months, sorted(largest_months), seed),
        *_slices(judgements, "length", lengths, in_order, seed),
    )


def _month(date: datetime.date | None) -> str:
    """Return year and month of the Jalali calendar, as 1398-07; empty before the calendar begins."""
    try:
        jalali = jdatetime.date.fromgregorian(date=date) if date else None
    except ValueError:
        return ""
    return f"{jalali.year:04}-{jalali.month:02}" if jalali else ""


def _length(characters: int) -> str:
    limits = (0, *_LENGTHS)
    place = int(np.searchsorted(limits, characters, side="right")) - 1
    return f"{limits[place]}–{limits[place + 1] - 1}" if place < len(_LENGTHS) else f"{limits[place]}+"


def _slices(judgements: Judgements, by: Kind, names: Sequence[str], shown: Sequence[str], seed: int) -> list[Slice]:
    if not shown:
        return []
    counts = _counts(judgements)
    member = np.array(names)[:, None] == np.array(shown)
    inside_f1, rest_f1 = _resampled_f1(judgements, member, counts, seed)
    return [
        Slice(
            by=by,
            name=name,
            articles=int(inside.sum()),
            decisions=_decisions(counts[inside], int(judgements.sure[inside].sum()), own),
            verdict=_verdict((counts[inside], own), (counts[~inside], others), _CHANCE / len(shown)),
        )
        for name, inside, own, others in zip(shown, member.T, inside_f1.T, rest_f1.T, strict=True)
    ]


def _decisions(counts: Weights, judged: int, resampled: Floats) -> Decisions:
    right, given, positive = counts.sum(axis=0).tolist()
    return Decisions(
        precision=right / given if given else None,
        recall=right / positive if positive else None,
        f1=Estimate(
            2 * right / (given + positive) if positive else None,
            f1_interval(resampled, right, given, positive) if positive else None,
            2 * positive / (positive + judged) if positive else None,
        ),
    )


def _verdict(inside: tuple[Weights, Floats], rest: tuple[Weights, Floats], chance: float) -> Verdict:
    """Return what the counts and resampled F1 of a slice and of the rest say; few articles say nothing."""
    right, given, positive = inside[0].sum(axis=0).tolist()
    own = f1_interval(inside[1], right, given, positive, level=1 - chance)
    right, given, positive = rest[0].sum(axis=0).tolist()
    if own is None or not positive or own.low <= 2 * right / (given + positive) <= own.high:
        return "cannot tell"
    return verdict(percentiles(inside[1] - rest[1], 1 - chance))


def _counts(judgements: Judgements) -> Weights:
    """Return how many decisions of each article are right, given and true."""
    given, truth = judgements.given & judgements.sure, judgements.truth & judgements.sure
    counts: Weights = np.stack([(given & truth).sum(axis=1), given.sum(axis=1), truth.sum(axis=1)], axis=1).astype(
        np.float32
    )
    return counts


def _resampled_f1(judgements: Judgements, member: Labels, counts: Weights, seed: int) -> tuple[Floats, Floats]:
    """Return the F1 of each slice and of all other articles, one row per resample."""
    inside = (member[:, :, None] * counts[:, None, :]).reshape(len(counts), -1).astype(np.float32)
    own, rest = [], []
    for weights in draw(judgements.stories, 1, RESAMPLES, seed):
        sums: Floats = (weights @ inside).astype(np.float64).reshape(len(weights), -1, 3)
        others: Floats = (weights @ counts).astype(np.float64)[:, None, :] - sums
        own.append(f1(sums[..., 0], sums[..., 1], sums[..., 2]))
        rest.append(f1(others[..., 0], others[..., 1], others[..., 2]))
    return np.concatenate(own), np.concatenate(rest)
