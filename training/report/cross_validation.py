"""Judge a user's own labelled articles with models that did not learn from them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier import CorpusError, Tag
from classifier.model import Model
from training.corpus import LabelledArticle, texts
from training.fit import Progress, fit, silent
from training.folds import split_folds
from training.labels import label_matrices
from training.report.judgements import Answers, Judgements, compare_with_truth, probabilities


def cross_validate(
    articles: Sequence[LabelledArticle], tags: tuple[Tag, ...], folds: int, seed: int = 0, progress: Progress = silent
) -> Judgements:
    """Return the judgements on all articles, each by a model that was fitted on the other folds.

    Every fold learns everything anew: words, features, calibration and thresholds. Raises CorpusError if the
    articles are too few for so many folds.
    """
    truth, _ = label_matrices(articles, [tag.id for tag in tags])
    if len(articles) < folds:
        raise CorpusError(f"{len(articles)} articles are fewer than {folds} folds; give more, or fewer folds")
    fold_of = split_folds(truth, texts(articles), folds, seed)
    folds = int(fold_of.max()) + 1  # fewer than asked for, where no tag set has an article for every fold
    probability, threshold = np.zeros(truth.shape), np.zeros(truth.shape)
    models: list[Model | None] = [None] * len(articles)
    for fold in range(folds):
        progress(f"fold {fold + 1} of {folds}", fold, folds)
        judged = np.flatnonzero(fold_of == fold).tolist()
        if not judged:
            continue
        model = _fit_fold(articles, tags, fold_of != fold, seed)
        probability[judged] = probabilities(model, [articles[place] for place in judged])
        threshold[judged] = model.thresholds
        for place in judged:
            models[place] = model
    answers = Answers(probability, threshold, tuple(model for model in models if model is not None))
    return compare_with_truth(f"{folds}-fold cross-validation", tags, articles, answers)


def _fit_fold(
    articles: Sequence[LabelledArticle], tags: tuple[Tag, ...], learn: npt.NDArray[np.bool_], seed: int
) -> Model:
    try:
        return fit([articles[place] for place in np.flatnonzero(learn)], tags, seed).model
    except CorpusError as problem:
        raise CorpusError(f"without one fold, {problem}; or use fewer folds") from None
