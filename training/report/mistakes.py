"""The worst mistakes of each tag, with the words that caused them: they show what to label or define next."""

from collections import defaultdict
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.evidence import explain
from training.report.contents import Mistake
from training.report.judgements import Judgements

WORST: Final = 5  # of each kind
_WORDS: Final = 6
_TITLE: Final = 120  # characters of a title, or of the text where there is none


def worst_mistakes(judgements: Judgements, column: int) -> tuple[tuple[Mistake, ...], tuple[Mistake, ...]]:
    """Return one tag's worst false alarms and its worst misses: the furthest from the threshold first."""
    margin = judgements.probability[:, column] - judgements.threshold[:, column]
    given, truth = judgements.given[:, column], judgements.truth[:, column]
    sure = judgements.sure[:, column]
    false_alarms = _largest(margin, sure & given & ~truth, judgements.stories)
    misses = _largest(-margin, sure & ~given & truth, judgements.stories)
    return (
        tuple(_mistake(judgements, article, column, toward=1) for article in false_alarms),
        tuple(_mistake(judgements, article, column, toward=-1) for article in misses),
    )


def _largest(
    margin: npt.NDArray[np.float64], wrong: npt.NDArray[np.bool_], stories: npt.NDArray[np.int64]
) -> list[int]:
    """Return the wrong articles of the largest margin, one of each story."""
    places = np.flatnonzero(wrong)
    ordered = places[np.argsort(-margin[places], kind="stable")]
    _, first = np.unique(stories[ordered], return_index=True)
    worst: list[int] = ordered[np.sort(first)][:WORST].tolist()
    return worst


def _mistake(judgements: Judgements, number: int, column: int, toward: int) -> Mistake:
    labelled = judgements.articles[number]
    given = [tag.id for tag, applies in zip(judgements.tags, judgements.given[number], strict=True) if applies]
    return Mistake(
        article=number,
        id=labelled.article.id,
        title=_beginning(labelled.article.title) or _beginning(labelled.article.text),
        probability=float(judgements.probability[number, column]),
        threshold=float(judgements.threshold[number, column]),
        true=tuple(tag.id for tag in judgements.tags if tag.id in labelled.tags),
        given=tuple(given),
        words=_words(judgements, number, column, toward),
    )


def _beginning(text: str) -> str:
    text = " ".join(text[: 4 * _TITLE].split())
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + " …"


def _words(judgements: Judgements, number: int, column: int, toward: int) -> tuple[tuple[str, float], ...]:
    """Return the words that moved the score most toward the mistake, each with all its occurrences."""
    if not judgements.models:
        return ()
    weights: defaultdict[str, float] = defaultdict(float)
    for word in explain(judgements.articles[number].article, judgements.models[number])[column].words:
        weights[word.text] += word.weight
    heaviest = sorted(weights, key=lambda word: -toward * weights[word])[:_WORDS]
    return tuple((word, weights[word]) for word in heaviest if toward * weights[word] > 0)
