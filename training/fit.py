"""Fit a model on labelled articles: features, one linear classifier per tag, calibration and thresholds.

Each tag is learned from the examples that are sure about it. Probabilities and thresholds come from
out-of-fold scores: every article is scored by a classifier that did not learn from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from classifier import CorpusError, Tag
from classifier.batches import batches
from classifier.features import Counts, FeatureTable
from classifier.model import Calibration, Matrix, Model
from classifier.vocabulary import Vocabulary
from classifier.words import words_of
from training.calibration import best_threshold, fit_curve
from training.composites import LEARNED_ONLY, Examples, compose, join
from training.corpus import LabelledArticle, texts
from training.folds import split_folds
from training.labels import Labels, label_matrices
from training.selection import select_features
from training.vocabulary import learn_vocabulary

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all

STRENGTH: Final = 3.0  # C of the linear support vector machine; chosen in docs/quality.md
FOLDS: Final = 5
FEWEST: Final = 2  # articles with a tag, and without it: one to learn from, one to judge by
_STEPS_BEFORE_TAGS: Final = 3
_MOST_PASSES: Final = 10_000


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
    slope: float
    offset: float
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
    progress("put articles together", 2, steps)
    folds = split_folds(truth[:judged], whole[:judged], FOLDS, seed)
    folds = np.concatenate([folds, np.full(len(glossary), LEARNED_ONLY)])
    examples = Examples(count_matrix(whole, vocabulary, features), truth, sure, folds)
    examples = join(examples, compose(examples, seed))
    matrix = weigh_matrix(examples.counts, features)
    columns = []
    for number, tag in enumerate(tags):
        progress(f"learn {tag.id}", _STEPS_BEFORE_TAGS + number, steps)
        columns.append(_fit_tag(matrix, examples, number, judged, seed))
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
            np.array([column.slope for column in columns]), np.array([column.offset for column in columns])
        ),
        thresholds=np.array([column.threshold for column in columns]),
    )


def _fit_tag(matrix: Any, examples: Examples, number: int, judged: int, seed: int) -> _TagFit:
    """Return the fit of one tag; the first `judged` examples are the articles."""
    truth, sure, folds = examples.truth[:, number], examples.sure[:, number], examples.folds
    scores = np.zeros(judged)
    for fold in range(int(folds.max()) + 1):
        learn = sure & (folds != fold)
        judge = np.flatnonzero(folds[:judged] == fold)
        if len(judge) and truth[learn].any() and not truth[learn].all():  # else a rare tag, all of it here: score 0
            scores[judge] = _classifier(seed).fit(matrix[learn], truth[learn]).decision_function(matrix[judge])
    classifier = _classifier(seed).fit(matrix[sure], truth[sure])
    truth, sure = truth[:judged], sure[:judged]
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
    return LinearSVC(C=STRENGTH, random_state=seed, max_iter=_MOST_PASSES)


def count_matrix(whole: Sequence[str], vocabulary: Vocabulary, features: FeatureTable) -> Any:
    """Return how often each text has each feature: a sparse matrix, one row per text, one column per feature."""
    blocks = []
    for _, batch in batches((None, text) for text in whole):
        counted = features.count(features.find(vocabulary.read(words_of(batch))))
        shape = (len(batch), len(features))
        blocks.append(sp.csr_matrix((counted.counts, counted.features, counted.rows), shape=shape))
    return sp.vstack(blocks, format="csr")


def weigh_matrix(counts: Any, features: FeatureTable) -> Any:
    """Return the feature values of a matrix of counts: what the tagger itself computes for the same texts."""
    values = features.weigh(Counts(counts.indptr, counts.indices, counts.data))
    return sp.csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)


def _check_enough(truth: Labels, sure: Labels, tags: Sequence[Tag]) -> None:
    if not tags:
        raise CorpusError("the data names no tag; label some articles")
    for tag, positive, negative in zip(tags, (truth & sure).sum(axis=0), (~truth & sure).sum(axis=0), strict=True):
        if positive < FEWEST or negative < FEWEST:
            raise CorpusError(
                f"tag {tag.id!r} has {positive} articles with it and {negative} without it; "
                f"give at least {FEWEST} of each, or leave the tag out"
            )
