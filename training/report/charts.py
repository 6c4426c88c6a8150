"""The report's pictures as SVG: numbers and tag names only, the words stand in the page beside them.

Text stays text in the SVG, so the browser shapes Persian, which matplotlib would write letter by letter.
"""

import io
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

# matplotlib keeps a list of fonts: in this environment, not in the home of whoever asks for a report.
os.environ.setdefault("MPLCONFIGDIR", str(Path(sys.prefix) / "matplotlib"))

import matplotlib as mpl
from matplotlib.figure import Figure

from training.report.contents import Estimate, Pair, Report, TagReport
from training.report.intervals import Share, wilson

PRECISION: Final = "#0072b2"  # the colours of Okabe and Ito, told apart by colour-blind eyes too
RECALL: Final = "#d55e00"
F1: Final = "#009e73"
_INK: Final = "#444b54"
_FAINT: Final = "#c9ced6"
_SQUARE: Final = (3.4, 3.1)  # inches
_STYLE: Final = {
    "svg.fonttype": "none",
    "svg.hashsalt": "barchasb",  # the same report gives the same page
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "lines.linewidth": 1.8,
}


def _svg(figure: Figure) -> str:
    stream = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the browser has fonts of its own
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    return stream.getvalue()


def _square() -> tuple[Figure, Any]:
    figure = Figure(figsize=_SQUARE)  # a fixed place: laying out anew would double the time of every picture
    axes = figure.add_axes((0.11, 0.09, 0.87, 0.89))
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    axes.grid(color=_FAINT, linewidth=0.4, alpha=0.6)
    return figure, axes


@mpl.rc_context(_STYLE)
def precision_recall(tag: TagReport) -> str:
    """Draw precision over recall, with the present threshold, the best one, and the no-skill line."""
    figure, axes = _square()
    points = sorted(tag.curve.points, key=lambda point: (point.recall, -point.precision))
    axes.axhline(tag.prevalence.value or 0.0, color=_FAINT, linestyle="--", linewidth=1)
    axes.plot([point.recall for point in points], [point.precision for point in points], color=PRECISION)
    if tag.curve.best is not None:
        axes.plot(tag.curve.best.recall, tag.curve.best.precision, "o", mfc="white", mec=F1, mew=1.6, ms=8)
    recall, precision = tag.quality.recall.value, tag.quality.precision.value
    if recall is not None and precision is not None:
        axes.plot(recall, precision, "o", color=RECALL, ms=6)
    return _svg(figure)


@mpl.rc_context(_STYLE)
def reliability(tag: TagReport) -> str:
    """Draw the true share over the given probability, with intervals; bars show where the articles are."""
    figure, axes = _square()
    bins = tag.reliability.bins
    largest = max((one.articles for one in bins), default=1)
    axes.bar(
        [(one.low + one.high) / 2 for one in bins],
        [0.25 * one.articles / largest for one in bins],
        width=0.09,
        color=_FAINT,
        alpha=0.7,
    )
    axes.plot([0, 1], [0, 1], color=_FAINT, linestyle="--", linewidth=1)
    for one in bins:
        interval = wilson(Share(one.share * one.articles, one.articles))
        if interval is not None:
            axes.plot([one.probability] * 2, [interval.low, interval.high], color=PRECISION, linewidth=1, alpha=0.5)
    axes.plot([one.probability for one in bins], [one.share for one in bins], "o", color=PRECISION, ms=5)
    return _svg(figure)


@mpl.rc_context(_STYLE)
def thresholds(tag: TagReport) -> str:
    """Draw precision, recall and F1 over the threshold, with the present one and the best one."""
    figure, axes = _square()
    points = tag.curve.points
    thresholds = [point.threshold for point in points]
    for name, colour in (("precision", PRECISION), ("recall", RECALL), ("f1", F1)):
        axes.plot(thresholds, [getattr(point, name) for point in points], color=colour)
    if tag.threshold is not None:
        axes.axvline(tag.threshold, color=_INK, linewidth=1.2)
    if tag.curve.best is not None:
        axes.axvline(tag.curve.best.threshold, color=_INK, linewidth=1.2, linestyle=":")
    return _svg(figure)


@mpl.rc_context(_STYLE)
def intervals(report: Report) -> str:
    """Draw the F1 of every tag and of macro with its interval, and what no skill would score."""
    rows: list[tuple[str, Estimate]] = [(tag.tag.id, tag.quality.f1) for tag in report.tags]
    rows.append(("macro", report.macro.f1))
    figure = Figure(figsize=(5, 0.7 + 0.34 * len(rows)), layout="constrained")
    axes = figure.subplots()
    axes.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.5, -0.5))
    axes.grid(axis="x", color=_FAINT, linewidth=0.4, alpha=0.6)
    for place, (_, estimate) in enumerate(rows):
        if estimate.no_skill is not None:
            axes.plot(estimate.no_skill, place, "|", color=_INK, ms=10)
        if estimate.interval is not None:
            axes.plot([estimate.interval.low, estimate.interval.high], [place] * 2, color=F1, linewidth=5, alpha=0.35)
        if estimate.value is not None:
            axes.plot(estimate.value, place, "o", color=F1, ms=7)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.tick_params(axis="y", length=0)
    return _svg(figure)


@mpl.rc_context(_STYLE)
def together(tags: Sequence[TagReport], pairs: Sequence[Pair], *, given: bool) -> str:
    """Draw how many articles have two tags, truly or as given; a field's shade is its share of its row's tag."""
    totals = [tag.given if given else tag.support for tag in tags]
    place = {tag.tag.id: number for number, tag in enumerate(tags)}
    counts = [[0] * len(tags) for _ in tags]
    for number, total in enumerate(totals):
        counts[number][number] = total
    for pair in pairs:
        first, second = place[pair.first], place[pair.second]
        count = pair.given_together if given else pair.true_together
        counts[first][second] = counts[second][first] = count
    shares = [[count / max(total, 1) for count in row] for row, total in zip(counts, totals, strict=True)]
    size = 1.6 + 0.5 * len(tags)
    figure = Figure(figsize=(size, size * 0.92), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.3)
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            colour = "white" if shares[row][column] > 0.7 else _INK
            axes.text(column, row, str(count), ha="center", va="center", color=colour)
    names = [tag.tag.id for tag in tags]
    axes.set_xticks(range(len(names)), names, rotation=40, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return _svg(figure)
