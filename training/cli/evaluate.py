"""`barchasb evaluate`: labelled articles in, a report out."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from classifier import SettingsError, Store
from training.cli.options import field_option, store_option


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
@click.option("--version", help="Judge this version instead of the active one.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Of every random choice.")
@field_option
@store_option
def command(
    files: tuple[Path, ...],
    json_file: Path | None,
    version: str | None,
    seed: int,
    names: Mapping[str, str],
    store: Path,
) -> None:
    """Report how good a model is on labelled articles: JSON Lines or CSV, gzipped or not.

    \b
    barchasb evaluate --data labelled.jsonl
    barchasb evaluate --data news.csv --field text=body --json report.json
    """
    tagger = Store(store).load(version)
    from training.cli.progress import progress_bar
    from training.corpus import read_corpus
    from training.report.build import build
    from training.report.judgements import judge

    corpus = read_corpus(files, names)
    with progress_bar() as progress:
        report = build(judge(tagger, corpus, progress), seed, progress)
    if json_file is not None:
        from training.report.json_form import write_json

        _write(json_file, write_json(report))
    if str(json_file) == "-":
        return
    from training.cli.tables import terminal
    from training.report.terminal import print_report

    print_report(report, terminal())


def _write(path: Path, text: str) -> None:
    """Write all of the file or nothing; - is standard output."""
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        with click.open_file(str(path), "w", encoding="utf-8", atomic=True) as file:
            file.write(text)
    except OSError as problem:
        raise SettingsError(f"{path}: cannot be written ({problem.strerror}); choose another file") from None
