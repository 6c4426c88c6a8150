"""Articles put together from several: more subjects at once, and more length, than labelled articles show.

Real news is longer than what people write as examples and wanders over several subjects; a linear model on
length-normalised words then sees every subject diluted. Composites teach it what a diluted subject looks
like. An article made of parts has their words and their tags; it is only ever learned from, never judged by,
and its parts come from one fold.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from training.labels import Labels

PARTS: Final = 3
PER_ARTICLE: Final = 4
MOST_ROWS: Final = 15_000  # articles and composites together: beyond it a corpus is broad enough by itself
LEARNED_ONLY: Final = -1  # the fold of what no fold judges


@dataclass(frozen=True, slots=True)
class Examples:
    """What a classifier learns from: one row per example.

    `counts` is a sparse matrix of feature counts, `truth` and `sure` have a column per tag, and `folds` says in
    which fold an example is judged, or was made.
    """

    counts: Any
    truth: Labels
    sure: Labels
    folds: npt.NDArray[np.int64]


def compose(examples: Examples, seed: int) -> Examples:
    """Return composites of the examples, none if there are many examples; examples of no fold go with any."""
    random = np.random.default_rng(seed)
    judged = int((examples.folds != LEARNED_ONLY).sum())
    wanted = max(0, min(PER_ARTICLE * judged, MOST_ROWS - len(examples.folds)))
    parts = []
    folds = []
    for fold in range(int(examples.folds.max()) + 1):
        members = np.flatnonzero((examples.folds == fold) | (examples.folds == LEARNED_ONLY))
        share = round(wanted * (examples.folds == fold).sum() / max(judged, 1))
        parts.append(random.choice(members, (share, PARTS)))
        folds.append(np.full(share, fold, dtype=np.int64))
    rows = np.concatenate(parts)
    truth = examples.truth[rows].any(axis=1)
    return Examples(
        counts=sum((examples.counts[rows[:, part]] for part in range(1, PARTS)), examples.counts[rows[:, 0]]),
        truth=truth,
        sure=truth | examples.sure[rows].all(axis=1),
        folds=np.concatenate(folds),
    )


def join(one: Examples, other: Examples) -> Examples:
    """Return the examples of both."""
    return Examples(
        sp.vstack([one.counts, other.counts], format="csr"),
        np.concatenate([one.truth, other.truth]),
        np.concatenate([one.sure, other.sure]),
        np.concatenate([one.folds, other.folds]),
    )
