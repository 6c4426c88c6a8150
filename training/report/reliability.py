"""Whether probabilities mean what they say: of the articles given 0.8, eight in ten should have the tag."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from training.report.figures import Floats

BINS: Final = 10  # of equal width
_SIMULATIONS: Final = 400


@dataclass(frozen=True, slots=True)
class Bin:
    """The articles whose probability is from low up to high: how many, their mean probability, and the true share."""

    low: float
    high: float
    articles: int
    probability: float
    share: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The filled bins, and the expected calibration error: the mean distance of probability and share in a bin.

    `chance` is the error that a perfectly calibrated tagger stays below on 95 in 100 samples of as many
    articles with these probabilities: an error below it says nothing against the tagger. Both are None
    without an article.
    """

    bins: tuple[Bin, ...]
    error: float | None
    chance: float | None


def reliability(probability: Floats, truth: npt.NDArray[np.bool_], seed: int) -> Reliability:
    """Return the reliability of one tag's probabilities."""
    if not len(probability):
        return Reliability((), None, None)
    place = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    counts = np.bincount(place, minlength=BINS)
    expected: Floats = np.bincount(place, probability, minlength=BINS).astype(np.float64)
    found: Floats = np.bincount(place, truth, minlength=BINS).astype(np.float64)
    bins = tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            int(count),
            expected[number] / count,
            found[number] / count,
        )
        for number, count in enumerate(counts)
        if count
    )
    error = float(np.abs(expected - found).sum() / len(probability))
    return Reliability(bins, error, _chance(probability, place, expected, seed))


def _chance(probability: Floats, place: npt.NDArray[np.int64], expected: Floats, seed: int) -> float:
    generator = np.random.default_rng(seed)
    order = np.argsort(place, kind="stable")
    sorted_probability = probability[order].astype(np.float32)
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    filled = expected[place[order][starts]]
    errors = [
        np.abs(np.add.reduceat(drawn.astype(np.float64), starts) - filled).sum()
        for drawn in (generator.random(len(probability), np.float32) < sorted_probability for _ in range(_SIMULATIONS))
    ]
    return float(np.quantile(errors, 0.95) / len(probability))
