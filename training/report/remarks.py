"""Find what must be said about the articles and figures before anyone believes them."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from training.report.contents import TagReport
from training.report.judgements import Judgements
from training.report.notes import Note

NOTICEABLE: Final = 0.02  # calibration error that someone who reads 80 % would mind
FEW: Final = 10  # true articles of a tag below which one article moves its recall by more than a tenth


def remarks(judgements: Judgements, tags: tuple[TagReport, ...]) -> tuple[Note, ...]:
    """Return the notes of a report, those about all articles first."""
    if not judgements.articles:
        return (Note("no_articles"),)
    of_tags = [note for tag, lost in zip(tags, judgements.lost, strict=True) for note in _about_tag(tag, lost)]
    return (*_about_articles(judgements), *of_tags)


def _about_articles(judgements: Judgements) -> Iterator[Note]:
    copies = len(judgements.stories) - len(np.unique(judgements.stories))
    if copies:
        yield Note("copies", count=copies)
    if not judgements.untagged.any():
        yield Note("no_untagged")
    if len(np.unique(judgements.truth, axis=0)) == 1:
        yield Note("one_tag_set")
    if (judgements.threshold != judgements.threshold[0]).any():
        yield Note("thresholds_vary")


def _about_tag(report: TagReport, lost: int) -> Iterator[Note]:
    tag = report.tag.id
    if lost:
        yield Note("lost", tag, lost)
    if not report.judged:
        yield Note("no_decisions", tag)
        return
    if not report.support:
        yield Note("no_positive", tag)
    elif report.support == report.judged:
        yield Note("no_negative", tag)
    elif report.support < FEW:
        yield Note("few_positives", tag, report.support)
    if not report.given:
        yield Note("never_given", tag)
    error, chance = report.reliability.error, report.reliability.chance
    if error is not None and chance is not None and error > max(chance, NOTICEABLE):
        yield Note("calibration_off", tag)
