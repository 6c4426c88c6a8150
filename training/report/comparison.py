"""One version against another on the same articles, by the paired bootstrap.

Both are measured on the same draws, so what is hard about an article is hard for both and cancels out. The
intervals of the tags are widened (Bonferroni) so that all of them together are right in 95 of 100 data sets.
The bootstrap believes in differences of two or three decisions; a verdict needs as many as a sign test would.
"""

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifier import CorpusError
from training.fit import Progress, silent
from training.labels import Labels
from training.report.contents import Comparison, Difference
from training.report.figures import Floats, Measured, measure, prepare
from training.report.intervals import percentiles, resample, verdict
from training.report.judgements import Judgements

_RESAMPLES: Final = 2000  # of which a twentieth of 5 % still leaves some on either side
_CHANCE: Final = 0.05
MACRO: Final = "macro"


@dataclass(frozen=True, slots=True)
class _Side:
    """One version: its name, its decisions and probabilities, its figures, and those of every draw."""

    judgements: Judgements
    measured: Measured
    resampled: Measured


def compare(ours: Judgements, theirs: Judgements, seed: int = 0, progress: Progress = silent) -> Comparison:
    """Return how ours differ from theirs on the tags that both know. Raises CorpusError if there is none."""
    left, right = (_side(judgements, seed, progress) for judgements in _alike(ours, theirs))
    return Comparison(
        against=theirs.subject,
        f1=_differences("f1", left, right, left.judgements.given != right.judgements.given),
        average_precision=_differences(
            "average_precision", left, right, left.judgements.probability != right.judgements.probability
        ),
    )


def _alike(ours: Judgements, theirs: Judgements) -> tuple[Judgements, Judgements]:
    """Return both with the same tags in the same order, and sure of the same decisions."""
    known = {tag.id: column for column, tag in enumerate(theirs.tags)}
    mine = [column for column, tag in enumerate(ours.tags) if tag.id in known]
    if not mine:
        raise CorpusError(f"{ours.subject} and {theirs.subject} have no tag in common; compare versions that do")
    yours = [known[ours.tags[column].id] for column in mine]
    sure = ours.sure[:, mine] & theirs.sure[:, yours]
    return _columns(ours, mine, sure), _columns(theirs, yours, sure)


def _columns(judgements: Judgements, columns: list[int], sure: Labels) -> Judgements:
    return dataclasses.replace(
        judgements,
        tags=tuple(judgements.tags[column] for column in columns),
        probability=judgements.probability[:, columns],
        threshold=judgements.threshold[:, columns],
        truth=judgements.truth[:, columns],
        sure=sure,
        lost=tuple(judgements.lost[column] for column in columns),
    )


def _side(judgements: Judgements, seed: int, progress: Progress) -> _Side:
    prepared = prepare(judgements)
    measured = measure(prepared, np.ones((1, len(judgements.articles)), dtype=np.float32))
    return _Side(judgements, measured, resample(prepared, judgements.stories, seed, _RESAMPLES, progress))


def _differences(figure: str, left: _Side, right: _Side, differing: Labels) -> tuple[Difference, ...]:
    """Return the differences of the tags and of their mean; `differing` marks the decisions that tell them apart."""
    counts = (differing & left.judgements.sure).sum(axis=0).tolist()
    tags = left.judgements.tags
    of_tags = [
        _difference(
            tag.id,
            [getattr(side.measured.tags, figure)[0, column] for side in (left, right)],
            getattr(left.resampled.tags, figure)[:, column] - getattr(right.resampled.tags, figure)[:, column],
            (counts[column], _CHANCE / len(tags)),
        )
        for column, tag in enumerate(tags)
    ]
    of_mean = _difference(
        MACRO,
        [getattr(side.measured.macro, figure)[0] for side in (left, right)],
        getattr(left.resampled.macro, figure) - getattr(right.resampled.macro, figure),
        (sum(counts), _CHANCE),
    )
    return (*of_tags, of_mean)


def _difference(name: str, values: list[float], resampled: Floats, test: tuple[int, float]) -> Difference:
    """Return one difference; `test` is how many decisions differ, and how often a verdict may be chance."""
    differing, chance = test
    ours, theirs = (float(value) if np.isfinite(value) else None for value in values)
    interval = percentiles(resampled, 1 - chance)
    enough = 2 * 0.5**differing < chance  # else even all of them falling one way may be chance
    return Difference(name, ours, theirs, interval, verdict(interval) if enough else "cannot tell")
