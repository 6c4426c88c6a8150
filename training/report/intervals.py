"""How far a figure can be trusted: 95 % intervals by the bootstrap over articles.

The percentile bootstrap (Efron 1979) says that a share of 20 out of 20 is certain, which it is not. So the
interval of a share also covers the one that Wilson (1927) gives for that many trials, and so does that of F1,
which is a share in disguise: F1 = 2J / (1 + J), where J = right / (right + false alarms + misses). Average
precision is treated as a share of the true articles, after Boyd et al. (2013). The interval of a mean over tags
also covers what their own intervals give for independent tags (Zou and Donner 2008).
Nearly identical articles are one story and are drawn together: two copies are no second witness.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from training.fit import Progress, silent
from training.report.figures import Figures, Floats, Measured, Prepared, Weights, measure

RESAMPLES: Final = 1000
LEVEL: Final = 0.95
_ENOUGH: Final = 0.95  # share of the resamples that must be able to tell a figure; below, it has no interval
_CHUNK: Final = 1 << 22  # decisions drawn at once: 16 MB

Verdict = Literal["better", "worse", "cannot tell"]
T = TypeVar("T", Measured, Figures)


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """A figure that is right out of trials."""

    right: float
    trials: float


def draw(stories: npt.NDArray[np.int64], width: int, resamples: int, seed: int) -> Iterator[Weights]:
    """Yield how often each article is drawn, in blocks of rows; `width` decisions per article bound a block."""
    if not len(stories):
        return
    generator = np.random.default_rng(seed)
    _, story = np.unique(stories, return_inverse=True)
    count = int(story.max()) + 1
    rows = max(1, _CHUNK // (len(stories) * max(width, 1)))
    for start in range(0, resamples, rows):
        height = min(rows, resamples - start)
        drawn = generator.integers(count, size=(height, count)) + np.arange(height)[:, None] * count
        weights = np.bincount(drawn.ravel(), minlength=height * count).reshape(height, count)
        yield weights.astype(np.float32)[:, story]


def resample(
    prepared: Prepared,
    stories: npt.NDArray[np.int64],
    seed: int,
    resamples: int = RESAMPLES,
    progress: Progress = silent,
) -> Measured:
    """Return what is measured on that many random draws of the stories; the same seed gives the same draws."""
    parts, done = [], 0
    for weights in draw(stories, prepared.tags, resamples, seed):
        parts.append(measure(prepared, weights))
        done += len(weights)
        progress("draw the intervals", done, resamples)
    return _join(parts) if parts else measure(prepared, np.zeros((1, 0), dtype=np.float32))


def _join(parts: list[T]) -> T:
    joined: dict[str, Any] = {}
    for field in fields(parts[0]):
        values = [getattr(part, field.name) for part in parts]
        joined[field.name] = np.concatenate(values) if isinstance(values[0], np.ndarray) else _join(values)
    return type(parts[0])(**joined)


def percentiles(resampled: Floats, level: float = LEVEL) -> Interval | None:
    """Return the middle `level` of the resampled figures, None if too many resamples cannot tell."""
    known = resampled[np.isfinite(resampled)]
    if not len(known) or len(known) < _ENOUGH * len(resampled):
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def verdict(difference: Interval | None) -> Verdict:
    """Return what an interval of differences says: nothing as long as it holds zero."""
    if difference is None or difference.low <= 0 <= difference.high:
        return "cannot tell"
    return "better" if difference.low > 0 else "worse"


def share_interval(resampled: Floats, share: Share) -> Interval | None:
    """Return the interval of a share: what the resamples say, and at least what its trials allow."""
    return _cover(percentiles(resampled), wilson(share)) if share.trials else None


def f1_interval(
    resampled: Floats, right: float, given: float, positive: float, level: float = LEVEL
) -> Interval | None:
    """Return the interval of an F1, as that of a share."""
    jaccard = wilson(Share(right, given + positive - right), level)
    if jaccard is None:
        return None
    return _cover(percentiles(resampled, level), Interval(*(2 * j / (1 + j) for j in (jaccard.low, jaccard.high))))


def bounded_interval(resampled: Floats, value: float) -> Interval | None:
    """Return the interval of a mean of errors in [0, 1]: few large ones among many small make it lopsided.

    It is treated as a share of as many trials as would vary as much as the resamples do.
    """
    variance = float(np.var(resampled[np.isfinite(resampled)])) if np.isfinite(resampled).any() else 0.0
    if not variance:
        return percentiles(resampled)
    trials = value * (1 - value) / variance
    return _cover(percentiles(resampled), wilson(Share(value * trials, trials)))


def mean_interval(resampled: Floats, parts: Sequence[tuple[float, Interval]]) -> Interval | None:
    """Return the interval of the mean of some figures, each given with its own interval."""
    if not parts:
        return None
    mean = sum(value for value, _ in parts) / len(parts)
    below = math.hypot(*(value - interval.low for value, interval in parts)) / len(parts)
    above = math.hypot(*(interval.high - value for value, interval in parts)) / len(parts)
    return _cover(percentiles(resampled), Interval(max(0.0, mean - below), min(1.0, mean + above)))


def wilson(share: Share, level: float = LEVEL) -> Interval | None:
    """Return Wilson's score interval, None without a trial."""
    if share.trials <= 0:
        return None
    z = statistics.NormalDist().inv_cdf((1 + level) / 2)
    rate, width = share.right / share.trials, z * z / share.trials
    middle = rate + width / 2
    spread = z * math.sqrt(rate * (1 - rate) / share.trials + width / (4 * share.trials))
    return Interval(max(0.0, (middle - spread) / (1 + width)), min(1.0, (middle + spread) / (1 + width)))


def _cover(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return one or other
    return Interval(min(one.low, other.low), max(one.high, other.high))
