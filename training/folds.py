"""Split articles into folds so that each has its share of every combination of tags."""

import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedKFold

from classifier import CorpusError
from training.duplicates import near_duplicate_groups

FEWEST: Final = 2


def split_folds(truth: npt.NDArray[np.bool_], texts: Sequence[str], folds: int, seed: int) -> npt.NDArray[np.int64]:
    """Return the fold of each article, 0 to folds - 1; of few articles there are fewer folds.

    Stratified by the articles' whole tag sets, the rare ones by their rarest tag; near-duplicate articles
    share a fold, so that none is judged by a classifier that has learned from its copy. Raises CorpusError if
    all articles are nearly the same or no two are labelled alike.
    """
    _, firsts, group_of = np.unique(near_duplicate_groups(texts), return_index=True, return_inverse=True)
    strata = _strata(truth, folds)[firsts]  # one article speaks for its copies
    folds = min(folds, int(np.bincount(strata).max()))
    if folds < FEWEST:
        raise CorpusError(
            f"{len(texts)} articles cannot be split into some to learn from and some to judge by: "
            "all are nearly the same, or no two have the same tags; give more of them"
        )
    splitter = StratifiedKFold(n_splits=folds, shuffle=True, random_state=seed)
    fold_of_group = np.zeros(len(firsts), dtype=np.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a rare tag is missing from some folds: fit knows what to do
        for number, (_, judge) in enumerate(splitter.split(firsts, strata)):
            fold_of_group[judge] = number
    result: npt.NDArray[np.int64] = fold_of_group[group_of]
    return result


def _strata(truth: npt.NDArray[np.bool_], folds: int) -> npt.NDArray[np.int64]:
    """Return one class per article: its tag set, or its rarest tag where the set is rarer than the folds."""
    totals = truth.sum(axis=0)
    sets = [tuple(np.flatnonzero(row).tolist()) for row in truth]
    counts = Counter(sets)
    kept = [
        tags if counts[tags] >= folds or len(tags) < 2 else (min(tags, key=lambda tag: (int(totals[tag]), tag)),)
        for tags in sets
    ]
    numbers = {tags: number for number, tags in enumerate(sorted(set(kept)))}
    return np.array([numbers[tags] for tags in kept], dtype=np.int64)
