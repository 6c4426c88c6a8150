"""Time several works against each other in one run, and print what came out as a Markdown table.

The works take turns, so that whatever else the machine does falls on all of them, and processor seconds are
counted, not those that others used. A ratio is taken within each round; its median and quartiles are shown.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """A median and the quartiles around it."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3g} ({self.low:.3g} to {self.high:.3g})"


def spread(values: Seconds) -> Spread:
    """Return the median and quartiles of the values."""
    low, median, high = np.percentile(values, [25, 50, 75])
    return Spread(float(median), float(low), float(high))


def time_in_turns(works: Mapping[str, Callable[[], Any]], rounds: int, warm_up: int = 1) -> dict[str, Seconds]:
    """Return the processor seconds of each work in each round, after a few rounds that do not count."""
    names = list(works)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-warm_up, rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            before = time.process_time()
            works[name]()
            if number >= 0:
                seconds[name].append(time.process_time() - before)
    return {name: np.array(found) for name, found in seconds.items()}


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table, the first column to the left and the others to the right."""
    click.echo(f"\n**{title}**\n")
    click.echo(f"| {' | '.join(head)} |")
    click.echo(f"| --- |{' ---: |' * (len(head) - 1)}")
    for row in rows:
        click.echo(f"| {' | '.join(map(str, row))} |")
