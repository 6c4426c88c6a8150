"""One tag's linear classifier: a support vector machine over features that say how telling they are.

Before the machine sees a feature, its values are scaled by how much more, or less, often it occurs with the tag than
without it (the log-count ratio of naive Bayes: Wang and Manning, "Baselines and Bigrams", ACL 2012). A telling word
then costs little of the margin, so it counts even if only a few articles have it.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from classifier.model import Matrix
from training.labels import Labels

STRENGTH: Final = 3.0  # C of the support vector machine; chosen in docs/quality.md
TRUST: Final = 0.5  # in the ratios: 0 is a plain support vector machine, 1 its features scaled by the ratios alone
_DOUBT: Final = 50  # true rows at which the ratios are half trusted: those of a few rows are mostly chance
_SMOOTHING: Final = 1.0  # articles that every feature is taken to have been seen in beside the real ones
_MOST_PASSES: Final = 10_000
_TOLERANCE: Final = 0.1  # scikit-learn's 0.0001 takes ten times as long and changes one decision in 1,600


@dataclass(frozen=True, slots=True)
class Line:
    """A linear function: an article's score is its feature values times `weights`, plus `intercept`."""

    weights: Matrix
    intercept: float

    def scores(self, matrix: Any) -> Matrix:
        """Return the score of each row."""
        scores: Matrix = matrix @ self.weights + self.intercept
        return scores


def learn(matrix: Any, truth: Labels, seed: int) -> Line:
    """Return the line that separates the rows that are true from the others; there must be some of both.

    `matrix` is in SciPy's CSR format, without stored zeros: one row per article, one column per feature.
    """
    trust = TRUST * truth.sum() / (truth.sum() + _DOUBT)
    scale = 1 - trust + trust * telling(matrix, truth)
    machine = LinearSVC(C=STRENGTH, tol=_TOLERANCE, random_state=seed, max_iter=_MOST_PASSES)
    machine.fit(
        sp.csr_matrix((matrix.data * scale[matrix.indices], matrix.indices, matrix.indptr), matrix.shape), truth
    )
    return Line(machine.coef_[0] * scale, float(machine.intercept_[0]))


def telling(matrix: Any, truth: Labels) -> Matrix:
    """Return how telling each feature is, 0 or more: how far its rate in the true rows is from that in the others.

    A rate is the part of all occurrences, each counted once a row, that are this feature's; two are compared by the
    absolute value of their ratio's logarithm.
    """
    of_true = np.repeat(truth, np.diff(matrix.indptr))
    rates = []
    for places in (matrix.indices[of_true], matrix.indices[~of_true]):
        counts = np.bincount(places, minlength=matrix.shape[1]) + _SMOOTHING
        rates.append(counts / counts.sum())
    ratios: Matrix = np.abs(np.log(rates[0] / rates[1]))
    return ratios
