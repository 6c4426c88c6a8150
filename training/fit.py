"""Fit a model on labelled articles: features, one linear classifier per tag, calibration and thresholds.

Each tag is learned from the articles that are sure about it. Probabilities and thresholds come from
out-of-fold scores: every article is scored by a classifier that did not learn from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

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
from training.selection import select_features
from training.vocabulary import learn_vocabulary

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all

STRENGTH: Final = 10.0  # C of the logistic regression: inverse regularisation; chosen in docs/quality.md
FOLDS: Final = 5
FEWEST: Final = 2  # articles with a tag, and without it: one to learn from, one to judge by


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model and what its out-of-fold scores were: one row per article, one column per tag."""

    model: Model
    truth: Labels
    sure: Labels
    out_of_fold: Matrix  # probabilities


def silent(_step: str, _done: int, _total: int) -> None:
    """Report no progress."""


def fit(articles: Sequence[LabelledArticle], tags: Sequence[Tag], seed: int = 0, progress: Progress = silent) -> Fitted:
    """Return the model that the articles teach. The same articles, tags and seed give the same model.

    Raises CorpusError if a tag has too few articles with it or without it.
    """
    truth, sure = label_matrices(articles, [tag.id for tag in tags])
    _check_enough(truth, sure, tags)
    progress("learn the words", 0, len(tags) + 2)
    whole = texts(articles)
    vocabulary = learn_vocabulary(whole)
    progress("choose the features", 1, len(tags) + 2)
    features = select_features(whole, vocabulary)
    matrix = feature_matrix(whole, vocabulary, features)
    folds = split_folds(truth, whole, FOLDS, seed)
    columns = []
    for number, tag in enumerate(tags):
        progress(f"learn {tag.id}", number + 2, len(tags) + 2)
        columns.append(_fit_tag(matrix, truth[:, number], sure[:, number], folds, seed))
    progress("done", len(tags) + 2, len(tags) + 2)
    model = Model(
        tags=tuple(tags),
        vocabulary=vocabulary,
        features=features,
        weights=np.stack([column.weights for column in columns], axis=1).astype(np.float32).astype(np.float64),
        intercepts=np.array([column.intercept for column in columns]),
        calibration=Calibration(
            np.array([column.slope for column in columns]), np.array([column.offset for column in columns])
        ),
        thresholds=np.array([column.threshold for column in columns]),
    )
    return Fitted(model, truth, sure, np.stack([column.out_of_fold for column in columns], axis=1))


@dataclass(frozen=True, slots=True)
class _TagFit:
    weights: Matrix
    intercept: float
    slope: float
    offset: float
    threshold: float
    out_of_fold: Matrix


def _fit_tag(matrix: Any, truth: Labels, sure: Labels, folds: npt.NDArray[np.int64], seed: int) -> _TagFit:
    scores = np.zeros(len(truth))
    for fold in range(int(folds.max()) + 1):
        learn = sure & (folds != fold)
        judge = folds == fold
        if truth[learn].all() or not truth[learn].any():  # a rare tag, all of it in this fold
            scores[judge] = 0.0
            continue
        scores[judge] = _classifier(seed).fit(matrix[learn], truth[learn]).decision_function(matrix[judge])
    classifier = _classifier(seed).fit(matrix[sure], truth[sure])
    slope, offset = fit_curve(scores[sure], truth[sure])
    probabilities = Calibration(np.array(slope), np.array(offset)).probabilities(scores)
    return _TagFit(
        weights=classifier.coef_[0],
        intercept=float(classifier.intercept_[0]),
        slope=slope,
        offset=offset,
        threshold=best_threshold(probabilities[sure], truth[sure]),
        out_of_fold=probabilities,
    )


def _classifier(seed: int) -> Any:
    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=seed, max_iter=1000)


def feature_matrix(whole: Sequence[str], vocabulary: Vocabulary, features: FeatureTable) -> Any:
    """Return the texts' feature values as a sparse matrix: one row per text, one column per feature.

    The rows are what the tagger itself computes for the same texts.
    """
    blocks = []
    for _, batch in batches((None, text) for text in whole):
        counted = features.count(features.find(vocabulary.read(words_of(batch))))
        values = features.weigh(counted)
        blocks.append(sp.csr_matrix((values, counted.features, counted.rows), shape=(len(batch), len(features))))
    return sp.vstack(blocks, format="csr")


def _check_enough(truth: Labels, sure: Labels, tags: Sequence[Tag]) -> None:
    if not tags:
        raise CorpusError("the data names no tag; label some articles")
    for tag, positive, negative in zip(tags, (truth & sure).sum(axis=0), (~truth & sure).sum(axis=0), strict=True):
        if positive < FEWEST or negative < FEWEST:
            raise CorpusError(
                f"tag {tag.id!r} has {positive} articles with it and {negative} without it; "
                f"give at least {FEWEST} of each, or drop the tag with --tag"
            )
