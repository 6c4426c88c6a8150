"""A fitted one-vs-rest linear model: from texts to one calibrated probability per tag."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.article import Tag
from classifier.features import Counts, FeatureTable, sum_rows
from classifier.vocabulary import Vocabulary
from classifier.words import words_of

Matrix = npt.NDArray[np.float64]

DIGITS: Final = 6  # of a probability and of a threshold: more would only be noise of the last bit
_LARGEST_EXPONENT: Final = 700.0  # e to this is still a number, and 1 over it is as good as 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """From scores to probabilities: a logistic curve per tag, held off 0 and 1 by what is behind it.

    The curve is p = 1 / (1 + exp(-(slope * s + offset))) (Platt 1999). A short text can have a score far beyond any
    that the curve was drawn through; but who has seen n decisions knows nothing surer than (n * p + 1) / (n + 2)
    (Laplace's rule of succession). `slopes`, `offsets` and `decisions`, which are these n, have one entry per tag.
    """

    slopes: Matrix
    offsets: Matrix
    decisions: Matrix

    def probabilities(self, scores: Matrix) -> Matrix:
        """Return the probability of each score: one row per article, one column per tag."""
        exponents = np.minimum(-(scores * self.slopes + self.offsets), _LARGEST_EXPONENT)
        probabilities: Matrix = (self.decisions / (1.0 + np.exp(exponents)) + 1.0) / (self.decisions + 2.0)
        return probabilities


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that tagging needs. `weights` has one row per feature and one column per tag."""

    tags: tuple[Tag, ...]
    vocabulary: Vocabulary
    features: FeatureTable
    weights: Matrix
    intercepts: Matrix
    calibration: Calibration
    thresholds: Matrix  # probabilities, one per tag

    def count(self, texts: Sequence[str]) -> Counts:
        """Return how often each text has each feature."""
        reading = self.vocabulary.read(words_of(texts))
        return self.features.count(self.features.find(reading))

    def scores(self, texts: Sequence[str]) -> Matrix:
        """Return scores before calibration, above 0 for the tag: one row per text, one column per tag."""
        counted = self.count(texts)
        values = self.features.weigh(counted)
        return sum_rows(self.weights.take(counted.features, axis=0) * values[:, None], counted.rows) + self.intercepts

    def probabilities(self, texts: Sequence[str]) -> Matrix:
        """Return calibrated probabilities, rounded as they are shown: one row per text, one column per tag."""
        rounded: Matrix = self.calibration.probabilities(self.scores(texts)).round(DIGITS)
        return rounded
