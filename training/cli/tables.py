"""What the verbs show on a terminal: tables and highlighted text."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from classifier import ModelCard, Tag, Tagging

_STRONGEST: Final = 8  # evidence words shown per tag
_PAPER: Final = 100  # columns where there is no terminal to ask


def terminal() -> Console:
    """Return standard output, as wide as a page where it is no terminal."""
    console = Console(emoji=False)
    return console if console.is_terminal else Console(width=_PAPER, emoji=False)


def print_taggings(taggings: Iterable[Tagging], tags: Sequence[Tag]) -> None:
    """Print one table per article: every tag with its probability, threshold and whether it applies."""
    console = terminal()
    for tagging in taggings:
        table = Table(title=escape(tagging.id or ""), title_justify="left")
        table.add_column("tag", overflow="fold")
        for name in ("نام", "probability", "threshold"):
            table.add_column(name, justify="right")
        table.add_column("applies")
        if tagging.evidence is not None:
            table.add_column("earned by", justify="right")
        for tag in sorted(tags, key=lambda tag: -tagging.scores[tag.id].probability):
            score = tagging.scores[tag.id]
            row = [escape(tag.id), escape(tag.fa), f"{score.probability:.3f}", f"{score.threshold:.3f}"]
            row.append("yes" if score.applies else "")
            if tagging.evidence is not None:
                words = sorted(tagging.evidence[tag.id].words, key=lambda word: -word.weight)[:_STRONGEST]
                row.append(escape("، ".join(dict.fromkeys(word.text for word in words if word.weight > 0))))
            table.add_row(*row, style="bold" if score.applies else "dim")
        console.print(table)
        if not tagging.tags:
            console.print(Text("no tag applies (هیچ برچسبی)", style="italic"))


def print_card(card: ModelCard, *, active: bool) -> None:
    """Print a model card."""
    console = terminal()
    console.print(f"version {card.version}{' (active)' if active else ''}, {card.bytes / 1e6:.1f} MB", highlight=False)
    console.print(
        f"learned from {card.data.articles} articles, {card.data.untagged} of them with no tag; "
        f"out of fold: macro-F1 {_share(card.macro_f1)}, average precision {_share(card.macro_average_precision)}",
        highlight=False,
    )
    table = Table()
    table.add_column("tag", overflow="fold")
    for name in ("نام", "articles", "threshold", "precision", "recall", "F1", "average precision"):
        table.add_column(name, justify="right")
    for tag in card.tags:
        shares = (tag.threshold, tag.precision, tag.recall, tag.f1, tag.average_precision)
        table.add_row(escape(tag.id), escape(tag.fa), str(tag.articles), *map(_share, shares))
    console.print(table)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def print_versions(cards: Iterable[ModelCard], active: str | None) -> None:
    """Print one line per version."""
    table = Table()
    for name in ("version", "active", "created", "articles", "tags", "macro-F1"):  # whole at 80 columns
        table.add_column(name, no_wrap=True)
    for card in cards:
        mark, day = "yes" if card.version == active else "", card.created[:10]
        table.add_row(card.version, mark, day, str(card.data.articles), str(len(card.tags)), _share(card.macro_f1))
    terminal().print(table)
