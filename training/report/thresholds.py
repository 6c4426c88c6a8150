"""What other thresholds would have done: the curve of one tag, and its best point."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from training.report.figures import Floats

_POINTS: Final = 100  # kept along the recall, and as many along the threshold: finer than a picture shows


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What giving the tag from this probability on would score."""

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Points by rising threshold, thinned, and the best of all by F1; empty without a true article."""

    points: tuple[CurvePoint, ...]
    best: CurvePoint | None


def threshold_curve(probability: Floats, truth: npt.NDArray[np.bool_]) -> Curve:
    """Return the curve of one tag."""
    positive = int(truth.sum())
    if not positive:
        return Curve((), None)
    order = np.argsort(-probability, kind="stable")
    falling = probability[order]
    ends = np.flatnonzero(np.diff(falling, append=-np.inf))
    found, offered = np.cumsum(truth[order])[ends], ends + 1
    precision, recall, f1 = found / offered, found / positive, 2 * found / (offered + positive)
    points = [CurvePoint(*map(float, point)) for point in zip(falling[ends], precision, recall, f1, strict=True)]
    kept = _thinned(falling[ends], recall)
    return Curve(tuple(points[place] for place in reversed(kept)), points[int(np.argmax(f1))])


def _thinned(falling: Floats, recall: Floats) -> list[int]:
    grid = np.linspace(0, 1, _POINTS)
    by_recall = np.searchsorted(recall, grid * recall[-1])
    by_threshold = np.searchsorted(-falling, -grid)
    places = np.concatenate([by_recall, by_threshold, [0, len(falling) - 1]])
    kept: list[int] = np.unique(np.minimum(places, len(falling) - 1)).tolist()
    return kept
