"""`barchasb evaluate`: labelled articles in, a report out."""

from __future__ import annotations  # the types below are only imported where they are needed: --help must be instant

import dataclasses
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier import SettingsError, Store
from training.cli.options import field_option, store_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from classifier import Tagger
    from training.corpus import Corpus
    from training.fit import Progress
    from training.report.contents import Comparison, Report, Respelled
    from training.report.judgements import Judgements
    from training.report.notes import Note


def _in_a_folder(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """Refuse a file that could not be written in the end before the work begins."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}; make it first")
    return path


@click.command(name="evaluate")
@click.option(
    "--data",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Labelled articles; repeat for several files.",
)
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    callback=_in_a_folder,
    help="Write the report as JSON; - for standard output.",
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_in_a_folder,
    help="Write the report as one page with pictures, for a browser or a printer.",
)
@click.option("--version", help="Judge this version instead of the active one.")
@click.option("--against", metavar="VERSION", help="Compare with this version; exit 1 if it was better.")
@click.option("--folds", type=click.IntRange(2, 50), help="Judge no version: learn from all folds but one, for each.")
@click.option("--spelling", is_flag=True, help="Judge other spellings of the articles too: a pass over them for each.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Of every random choice.")
@field_option
@store_option
def command(
    files: tuple[Path, ...],
    json_file: Path | None,
    html_file: Path | None,
    version: str | None,
    against: str | None,
    folds: int | None,
    spelling: bool,
    seed: int,
    names: Mapping[str, str],
    store: Path,
) -> None:
    """Report how good a model is on labelled articles: JSON Lines or CSV, gzipped or not.

    \b
    barchasb evaluate --data labelled.jsonl --html report.html
    barchasb evaluate --data news.csv --field text=body --json report.json
    barchasb evaluate --data labelled.jsonl --against VERSION || echo worse
    barchasb evaluate --data labelled.jsonl --folds 5

    Exit status: 0, or with --against 1 if the judged version is worse beyond chance.
    """
    if folds and (version or against):
        raise click.UsageError("--folds judges no version, so neither --version nor --against goes with it")
    versions = Store(store)
    judged = None if folds else versions.load(version)
    other = versions.load(against) if against else None
    from training.cli.progress import progress_bar
    from training.corpus import read_corpus
    from training.report.build import build
    from training.report.judgements import judge

    corpus = read_corpus(files, names)
    with progress_bar() as progress:
        judgements = judge(judged, corpus, progress) if judged else _cross_validate(corpus, folds or 0, seed, progress)
        report = build(judgements, seed, progress)
        report = dataclasses.replace(
            report,
            notes=(*_learned_from(judged, corpus, versions), *report.notes),
            respelled=_respell(judgements, seed, progress) if spelling else None,
            comparison=_compare(judgements, other, corpus, seed, progress) if other else None,
        )
    _show(report, json_file, html_file)
    if report.comparison is not None and report.comparison.worse:
        sys.exit(1)


def _learned_from(judged: Tagger | None, corpus: Corpus, versions: Store) -> tuple[Note, ...]:
    """Return a warning if the version learned from the very articles that judge it."""
    from training.report.notes import Note

    learned = judged and versions.card(judged.name.version).data.fingerprint == corpus.fingerprint
    return (Note("learned_from"),) if learned else ()


def _cross_validate(corpus: Corpus, folds: int, seed: int, progress: Progress) -> Judgements:
    from training.cli.train import SEEDS
    from training.report.cross_validation import cross_validate
    from training.tagset import choose_tags

    return cross_validate(corpus.articles, choose_tags(corpus, SEEDS / "tags.toml"), folds, seed, progress)


def _compare(judgements: Judgements, other: Tagger, corpus: Corpus, seed: int, progress: Progress) -> Comparison:
    from training.report.comparison import compare
    from training.report.judgements import judge_known_tags

    return compare(judgements, judge_known_tags(other, corpus, progress), seed, progress)


def _respell(judgements: Judgements, seed: int, progress: Progress) -> tuple[Respelled, ...]:
    from training.report.robustness import respell
    from training.spellings import SPELLINGS

    return respell(judgements, SPELLINGS, seed, progress)


def _show(report: Report, json_file: Path | None, html_file: Path | None) -> None:
    """Write the files asked for, and print the report unless its JSON goes to standard output."""
    if json_file is not None:
        from training.report.json_form import write_json

        _write(json_file, write_json(report))
    if html_file is not None:
        from training.report.page import write_page

        _write(html_file, write_page(report))
    if str(json_file) != "-":
        from training.cli.tables import terminal
        from training.report.terminal import print_report

        print_report(report, terminal())


def _write(path: Path, text: str) -> None:
    """Write all of the file or nothing; - is standard output."""
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        if path.exists() and not path.is_file():  # a pipe or a device, where nothing is to be kept
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        else:
            _replace(path.resolve(), text)
    except OSError as problem:
        raise SettingsError(f"{path}: cannot be written ({problem.strerror}); choose another file") from None


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
