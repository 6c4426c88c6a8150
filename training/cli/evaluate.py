"""`barchasb evaluate`: labelled articles in, a report out."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

import click

from classifier import Store
from training.cli.options import field_option, store_option


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
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write the report as JSON; - for standard output.",
)
@click.option("--version", help="Judge this version instead of the active one.")
@field_option
@store_option
def command(
    files: tuple[Path, ...], json_file: Path | None, version: str | None, names: Mapping[str, str], store: Path
) -> None:
    """Report how good a model is on labelled articles: JSON Lines or CSV, gzipped or not.

    \b
    barchasb evaluate --data labelled.jsonl
    barchasb evaluate --data news.csv --field text=body --json report.json
    """
    tagger = Store(store).load(version)
    from training.corpus import read_corpus
    from training.evaluate import evaluate

    report = evaluate(tagger, read_corpus(files, names))
    if json_file is not None:
        text = json.dumps(dataclasses.asdict(report), ensure_ascii=False, indent=2) + "\n"
        with click.open_file(str(json_file), "w", encoding="utf-8", atomic=str(json_file) != "-") as file:
            file.write(text)
        if str(json_file) == "-":
            return
    from training.cli.tables import print_report

    print_report(report)
