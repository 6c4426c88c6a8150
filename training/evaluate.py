"""How good a tagger is on labelled articles, as numbers.

A figure that the articles cannot tell is None, never a silent 0: recall without a positive article,
precision without an article that was given the tag.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from classifier import CorpusError, Tagger
from classifier.batches import batches
from training.corpus import Corpus, LabelledArticle, texts
from training.labels import Labels, label_matrices

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quality:
    """Four figures in [0, 1]; None where the articles cannot tell."""

    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class TagQuality:
    """One tag's figures: `support` articles truly have it, `given` were given it."""

    support: int
    given: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    threshold: float


@dataclass(frozen=True, slots=True)
class Untagged:
    """Articles with no tag and no unsure one, and the share of them that was given some tag."""

    articles: int
    false_alarm_rate: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """What evaluation says: per tag, averaged over tags, over all decisions, and about untagged articles."""

    version: str
    articles: int
    tags: dict[str, TagQuality]
    macro: Quality
    micro: Quality
    untagged: Untagged


def evaluate(tagger: Tagger, corpus: Corpus) -> Report:
    """Return the report on the articles. Raises CorpusError if they have a tag that the tagger does not know."""
    ids = [tag.id for tag in tagger.tags]
    for labelled in corpus.articles:
        unknown = (labelled.tags | labelled.unsure) - set(ids)
        if unknown:
            raise CorpusError(
                f"the data has tags that version {tagger.name.version} does not know: {', '.join(sorted(unknown))}; "
                f"it knows: {', '.join(ids)}"
            )
    truth, sure = label_matrices(corpus.articles, ids)
    return judge(probabilities(tagger, corpus.articles), tagger.model.thresholds, truth, sure, tagger)


def probabilities(tagger: Tagger, articles: Sequence[LabelledArticle]) -> Matrix:
    """Return one row per article and one column per tag."""
    rows = [tagger.model.probabilities(batch) for _, batch in batches((None, text) for text in texts(articles))]
    return np.concatenate(rows) if rows else np.zeros((0, len(tagger.tags)))


def judge(probability: Matrix, thresholds: Matrix, truth: Labels, sure: Labels, tagger: Tagger) -> Report:
    """Return the report on probabilities: all arrays have one row per article and one column per tag."""
    given = probability >= thresholds
    tags = {}
    for column, tag in enumerate(tagger.tags):
        known = sure[:, column]
        quality = _quality(given[known, column], truth[known, column], probability[known, column])
        tags[tag.id] = TagQuality(
            support=int(truth[known, column].sum()),
            given=int(given[known, column].sum()),
            precision=quality.precision,
            recall=quality.recall,
            f1=quality.f1,
            average_precision=quality.average_precision,
            threshold=float(thresholds[column]),
        )
    untagged = ~truth.any(axis=1) & sure.all(axis=1)
    return Report(
        version=tagger.name.version,
        articles=len(truth),
        tags=tags,
        macro=_macro(list(tags.values())),
        micro=_quality(given[sure], truth[sure], probability[sure]),
        untagged=Untagged(int(untagged.sum()), _ratio(int(given[untagged].any(axis=1).sum()), int(untagged.sum()))),
    )


def _quality(given: Labels, truth: Labels, probability: Matrix) -> Quality:
    right, positive, offered = int((given & truth).sum()), int(truth.sum()), int(given.sum())
    return Quality(
        precision=_ratio(right, offered),
        recall=_ratio(right, positive),
        f1=_ratio(2 * right, positive + offered),
        average_precision=float(average_precision_score(truth, probability)) if positive else None,
    )


def _macro(tags: Sequence[TagQuality]) -> Quality:
    """Average over the tags that have a positive article: the others cannot be judged."""
    judged = [tag for tag in tags if tag.support]
    return Quality(
        precision=_mean([tag.precision for tag in judged]),
        recall=_mean([tag.recall for tag in judged]),
        f1=_mean([tag.f1 for tag in judged]),
        average_precision=_mean([tag.average_precision for tag in judged]),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
