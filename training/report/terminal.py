"""The report on a terminal, in 100 columns: what to know first on top, the mistakes to look at below."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import rich.box
from rich.console import Console
from rich.markup import escape as escape_markup
from rich.table import Table

from training.report.contents import Comparison, Estimate, Mistake, Pair, Quality, Report, Respelled, Slice, TagReport
from training.report.figures import FIGURES

_MISTAKES = 2  # shown of each kind; the page and the JSON have more
_SLICES = 8  # shown of each kind
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
_KINDS = {"source": "source", "month": "month (Jalali)", "length": "length in characters"}


def print_report(report: Report, console: Console) -> None:
    """Print the report."""
    console.print(f"[bold]{report.articles} articles[/], {escape(report.subject)}", highlight=False)
    for note in report.notes:
        console.print(f"[yellow]![/] {escape(note.english)}", highlight=False)
    if not report.articles:
        return
    for part in _parts(report):
        console.print(part, highlight=False)


def _parts(report: Report) -> Iterator[Table | str]:
    if report.comparison is not None:
        yield from _comparison(report.comparison)
    yield _decisions(report)
    yield _whole(report)
    yield _probabilities(report.tags)
    for by, title in _KINDS.items():
        slices = [one for one in report.slices if one.by == by]
        if len(slices) > 1:
            yield _slices(title, slices)
    pairs = [pair for pair in report.pairs if _told(pair)]
    if pairs:
        yield _pairs(pairs)
    if report.respelled is not None:
        yield _respelled(report.respelled)
    for tag in report.tags:
        yield from _mistakes(tag)


def _table(title: str, left: str, *right: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=rich.box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(left, overflow="fold")
    for name in right:
        table.add_column(name, justify="right")
    return table


def escape(text: str) -> str:
    """Return a text of the data as one harmless line: no markup, no terminal codes, no marks of direction."""
    visible = (" " if unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS else letter for letter in text)
    return escape_markup(" ".join("".join(visible).split()))


def share(value: float | None) -> str:
    """Return a figure with three decimals, or a dash where the articles cannot tell it."""
    return "–" if value is None else f"{value:.3f}"


def _estimate(estimate: Estimate) -> str:
    """Return the figure above its interval."""
    interval = estimate.interval
    return share(estimate.value) + ("" if interval is None else f"\n[dim]{interval.low:.2f}–{interval.high:.2f}[/]")


def _decisions(report: Report) -> Table:
    title = "Decisions (below each: its 95 % interval; no skill: every tag given to every article)"
    names = ("with it", "given", "precision", "recall", "F1", "no skill", "average\nprecision", "no skill")
    table = _table(title, "tag", *names)
    for tag in report.tags:
        table.add_row(escape(tag.tag.id), str(tag.support), str(tag.given), *_figures(tag.quality))
    table.add_section()
    table.add_row("macro", "", "", *_figures(report.macro))
    table.add_row("micro", "", "", *_figures(report.micro))
    return table


def _figures(quality: Quality) -> list[str]:
    precision, recall, f1, ranked = (getattr(quality, name) for name in FIGURES)
    return [
        _estimate(precision),
        _estimate(recall),
        _estimate(f1),
        f"[dim]{share(f1.no_skill)}[/]",
        _estimate(ranked),
        f"[dim]{share(ranked.no_skill)}[/]",
    ]


def _in_line(estimate: Estimate) -> str:
    interval = estimate.interval
    return share(estimate.value) + ("" if interval is None else f" ({interval.low:.3f}–{interval.high:.3f})")


def _whole(report: Report) -> str:
    subset, untagged = report.subset_accuracy, report.untagged
    return (
        f"all tags of an article right: {_in_line(subset)}; always the commonest tags: {share(subset.no_skill)}\n"
        f"{untagged.articles} articles with no tag: given one nevertheless: {_in_line(untagged.false_alarm_rate)}\n"
    )


def _probabilities(tags: Sequence[TagReport]) -> Table:
    names = ("have it", "threshold", "best", "F1 there", "Brier", "no skill", "calibration\nerror", "chance\nup to")
    table = _table("Probabilities (best: the threshold of the highest F1 on these articles)", "tag", *names)
    for tag in tags:
        best, found = tag.curve.best, tag.reliability
        table.add_row(
            escape(tag.tag.id),
            _estimate(tag.prevalence),
            share(tag.threshold),
            share(None if best is None else best.threshold),
            share(None if best is None else best.f1),
            _estimate(tag.brier),
            share(tag.brier.no_skill),
            share(found.error),
            share(found.chance),
        )
    return table


def _slices(title: str, slices: Sequence[Slice]) -> Table:
    rest = f" (the {_SLICES} largest of {len(slices)})" if len(slices) > _SLICES else ""
    largest = sorted(slices, key=lambda one: -one.articles)[:_SLICES]
    table = _table(f"By {title}{rest}", title, "articles", "precision", "recall", "F1", "interval", "than the rest")
    for one in (one for one in slices if one in largest):
        interval = one.decisions.f1.interval
        table.add_row(
            escape(one.name),
            str(one.articles),
            share(one.decisions.precision),
            share(one.decisions.recall),
            share(one.decisions.f1.value),
            "" if interval is None else f"{interval.low:.2f}–{interval.high:.2f}",
            one.verdict,
        )
    return table


def _told(pair: Pair) -> bool:
    return pair.true_together != pair.given_together or bool(pair.first_for_second + pair.second_for_first)


def _pairs(pairs: Iterable[Pair]) -> Table:
    table = _table(
        "Pairs of tags", "pair", "truly together", "given together", "by chance", "taken for the other", "too often?"
    )
    words = {None: "cannot tell", True: "too often", False: "too rarely"}
    for pair in pairs:
        table.add_row(
            escape(f"{pair.first} + {pair.second}"),
            str(pair.true_together),
            str(pair.given_together),
            f"{pair.by_chance:.1f}",
            f"{pair.first_for_second} / {pair.second_for_first}",
            words[pair.given_too_often],
        )
    return table


def _respelled(respelled: Iterable[Respelled]) -> Table:
    table = _table("Other spellings of the same articles", "spelling", "decisions kept", "articles kept", "macro F1")
    for one in respelled:
        table.add_row(one.spelling, _in_line(one.decisions), _in_line(one.articles), share(one.macro_f1))
    return table


def _comparison(comparison: Comparison) -> Iterator[Table]:
    for figure, differences in (("F1", comparison.f1), ("average precision", comparison.average_precision)):
        title = f"{figure} against {escape(comparison.against)}"
        table = _table(title, "", "this", "other", "difference", "interval", "verdict")
        for one in differences:
            interval = one.interval
            difference = None if one.ours is None or one.theirs is None else one.ours - one.theirs
            table.add_row(
                escape(one.name),
                share(one.ours),
                share(one.theirs),
                "–" if difference is None else f"{difference:+.3f}",
                "" if interval is None else f"{interval.low:+.3f} … {interval.high:+.3f}",
                one.verdict,
            )
        yield table


def _mistakes(tag: TagReport) -> Iterator[str]:
    for kind, mistakes in (("wrongly given", tag.false_alarms), ("missed", tag.misses)):
        for mistake in mistakes[:_MISTAKES]:
            yield _mistake(tag.tag.id, kind, mistake)


def _mistake(tag: str, kind: str, mistake: Mistake) -> str:
    words = "، ".join(word for word, _ in mistake.words)
    name = mistake.id or f"article {mistake.article + 1}"
    return (
        f"[bold]{escape(tag)}[/] {kind}, probability {mistake.probability:.3f}, threshold {mistake.threshold:.3f}: "
        f"{escape(name)}\n    {escape(mistake.title)}\n    [dim]{escape(words)}[/]"
    )
