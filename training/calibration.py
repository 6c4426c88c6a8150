"""From out-of-fold scores to probabilities that mean something, and to the threshold from which a tag applies."""

from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from classifier.model import Calibration

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]

ALMOST: Final = 0.97  # of the best F1: wide enough for the middle not to be chance


def fit_curve(scores: Numbers, truth: Labels) -> Calibration:
    """Return the calibration of one tag by these decisions: a logistic curve from scores to probabilities (Platt 1999).

    The truth is softened as Platt does, by giving each class one pseudo-article of the other, so that where few
    articles are told apart without a mistake the curve is no step.
    """
    positive, negative = int(truth.sum()), int((~truth).sum())
    high, low = (positive + 1) / (positive + 2), 1 / (negative + 2)
    share = np.where(truth, high, low)
    column = np.concatenate([scores, scores])[:, None]
    classes = np.repeat([True, False], len(scores))
    curve = LogisticRegression(C=1e6).fit(column, classes, sample_weight=np.concatenate([share, 1 - share]))
    return Calibration(curve.coef_[0], curve.intercept_, np.array([float(len(scores))]))


def best_threshold(probabilities: Numbers, truth: Labels) -> float:
    """Return the probability from which on giving the tag has the best F1.

    Out-of-fold F1 is flat around its best, and where exactly the best lies is chance: this is the middle
    of the stretch around it in which F1 is almost as good.
    """
    precision, recall, thresholds = precision_recall_curve(truth, probabilities)
    f1 = (2 * precision * recall / np.maximum(precision + recall, 1e-12))[:-1]
    good = f1 >= ALMOST * f1.max()
    best = int(np.argmax(f1))
    first = best - int(np.argmin(good[best::-1])) + 1 if not good[:best].all() else 0
    last = best + int(np.argmin(good[best:])) - 1 if not good[best:].all() else len(thresholds) - 1
    below = thresholds[first - 1] if first else 0.0  # giving the tag from any probability above `below` is as good
    return float((below + thresholds[last]) / 2)
