"""Fit a model on labelled articles: features, one linear classifier per tag, calibration and thresholds.

Each tag is learned from the examples that are sure about it. Probabilities and thresholds come from
out-of-fold scores: every article is scored by a classifier that did not learn from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from classifier import CorpusError, Tag
from classifier.batches import batches
from classifier.features import FeatureTable
from classifier.model import Calibration, Matrix, Model
from classifier.vocabulary import Vocabulary
from classifier.words import words_of
from training.calibration import best_threshold, fit_curve
from training.corpus import LabelledArticle, texts
from training.folds import split_folds
from training.labels import Labels, label_matrices
from training.linear import learn
from training.selection import select_features
from training.vocabulary import learn_vocabulary

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all

FOLDS: Final = 5
FEWEST: Final = 2  # articles with a tag, and without it: one to learn from, one to judge by
_STEPS_BEFORE_TAGS: Final = 2
_NO_FOLD: Final = -1  # of the glossary: learned from in every fold, judged in none


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model and its out-of-fold probabilities: one row per article, one column per tag."""

    model: Model
    truth: Labels
    sure: Labels
    out_of_fold: Matrix


@dataclass(frozen=True, slots=True)
class _TagFit:
    weights: Matrix
    intercept: float
    calibration: Calibration  # of this tag alone
    threshold: float
    out_of_fold: Matrix


def silent(_step: str, _done: int, _total: int) -> None:
    """Report no progress."""


def fit(
    articles: Sequence[LabelledArticle],
    tags: Sequence[Tag],
    seed: int = 0,
    progress: Progress = silent,
    glossary: Sequence[LabelledArticle] = (),
) -> Fitted:
    """Return the model that the articles teach. The same articles, tags and seed give the same model.

    The glossary's entries teach words and are never judged by. Raises CorpusError if a tag has too few
    articles with it or without it.
    """
    steps = _STEPS_BEFORE_TAGS + len(tags)
    truth, sure = label_matrices([*articles, *glossary], [tag.id for tag in tags])
    judged = len(articles)
    _check_enough(truth[:judged], sure[:judged], tags)
    progress("learn the words", 0, steps)
    whole = texts([*articles, *glossary])
    vocabulary = learn_vocabulary(whole)
    progress("choose the features", 1, steps)
    features = select_features(whole, vocabulary)
    if not len(features):
        raise CorpusError("no two articles have a word in common; give more articles, or longer ones")
    folds = split_folds(truth[:judged], whole[:judged], FOLDS, seed)
    folds = np.concatenate([folds, np.full(len(glossary), _NO_FOLD)])
    matrix = feature_matrix(whole, vocabulary, features)
    columns = []
    for number, tag in enumerate(tags):
        progress(f"learn {tag.id}", _STEPS_BEFORE_TAGS + number, steps)
        columns.append(_fit_tag(matrix, truth[:, number], sure[:, number], folds, seed))
    progress("done", steps, steps)
    model = _assemble(tags, vocabulary, features, columns)
    out_of_fold = np.stack([column.out_of_fold for column in columns], axis=1)
    return Fitted(model, truth[:judged], sure[:judged], out_of_fold)


def _assemble(tags: Sequence[Tag], vocabulary: Vocabulary, features: FeatureTable, columns: Sequence[_TagFit]) -> Model:
    weights = np.stack([column.weights for column in columns], axis=1)
    return Model(
        tags=tuple(tags),
        vocabulary=vocabulary,
        features=features,
        weights=weights.astype(np.float32).astype(np.float64),  # as the artifact keeps them
        intercepts=np.array([column.intercept for column in columns]),
        calibration=Calibration(
            *(
                np.concatenate([getattr(column.calibration, name) for column in columns])
                for name in ("slopes", "offsets", "decisions")
            )
        ),
        thresholds=np.array([column.threshold for column in columns]),
    )


def _fit_tag(matrix: Any, truth: Labels, sure: Labels, folds: npt.NDArray[np.int64], seed: int) -> _TagFit:
    judged = int((folds != _NO_FOLD).sum())  # the articles come first
    scores = np.zeros(judged)
    for fold in range(int(folds.max()) + 1):
        known = sure & (folds != fold)
        judge = np.flatnonzero(folds == fold)
        if len(judge) and truth[known].any() and not truth[known].all():  # else a rare tag, all of it here: score 0
            scores[judge] = learn(matrix[known], truth[known], seed).scores(matrix[judge])
    line = learn(matrix[sure], truth[sure], seed)
    truth, sure = truth[:judged], sure[:judged]
    calibration = fit_curve(scores[sure], truth[sure])
    probabilities = calibration.probabilities(scores)
    return _TagFit(
        weights=line.weights,
        intercept=line.intercept,
        calibration=calibration,
        threshold=best_threshold(probabilities[sure], truth[sure]),
        out_of_fold=probabilities,
    )


def feature_matrix(whole: Sequence[str], vocabulary: Vocabulary, features: FeatureTable) -> Any:
    """Return the texts' feature values as a sparse matrix: one row per text, one column per feature.

    The rows are what the tagger itself computes for the same texts.
    """
    blocks = []
    for _, batch in batches((None, text) for text in whole):
        counted = features.count(features.find(vocabulary.read(words_of(batch))))
        shape = (len(batch), len(features))
        blocks.append(sp.csr_matrix((features.weigh(counted), counted.features, counted.rows), shape=shape))
    return sp.vstack(blocks, format="csr")


def _check_enough(truth: Labels, sure: Labels, tags: Sequence[Tag]) -> None:
    if not tags:
        raise CorpusError("the data names no tag; label some articles")
    for tag, positive, negative in zip(tags, (truth & sure).sum(axis=0), (~truth & sure).sum(axis=0), strict=True):
        if positive < FEWEST or negative < FEWEST:
            raise CorpusError(
                f"tag {tag.id!r} has {positive} articles with it and {negative} without it; "
                f"give at least {FEWEST} of each, or leave the tag out"
            )
