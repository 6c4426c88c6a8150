"""`barchasb train`: labelled articles in, a published version out."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from classifier import Store
from training.cli.options import field_option, json_option, store_option

SEEDS: Final = Path(__file__).resolve().parents[2] / "seeds"


@click.command(name="train")
@click.option(
    "--data",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Labelled articles instead of the seeds; repeat for several files.",
)
@click.option("--tags", "definitions", type=click.Path(path_type=Path), help="Tag definitions, as in seeds/tags.toml.")
@click.option("--tag", "only", multiple=True, help="Learn only this tag; repeat for several.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Of every random choice.")
@click.option("--promote/--no-promote", default=True, show_default=True, help="Make the new version the active one.")
@click.option("--if-none", is_flag=True, help="Do nothing if the store has an active version.")
@field_option
@store_option
@json_option
def command(
    files: tuple[Path, ...],
    definitions: Path | None,
    only: tuple[str, ...],
    seed: int,
    promote: bool,
    if_none: bool,
    names: Mapping[str, str],
    store: Path,
    as_json: bool,
) -> None:
    """Fit a model on the seeds or on your own labelled articles, and publish it in the model store.

    \b
    barchasb train
    barchasb train --data news.jsonl.gz --field tags=section
    """
    versions = Store(store)
    if if_none and versions.active() is not None:
        return
    from training.cli.progress import progress_bar
    from training.corpus import read_corpus
    from training.fit import fit
    from training.publish import publish
    from training.tagset import choose_tags

    corpus = read_corpus(files or sorted(SEEDS.glob("*.jsonl")) or [SEEDS / "*.jsonl"], names)
    words = [] if files else sorted((SEEDS / "glossary").glob("*.jsonl"))
    glossary = read_corpus(words).articles if words else ()
    tags = choose_tags(corpus, definitions or SEEDS / "tags.toml", only)
    with progress_bar() as progress:
        fitted = fit(corpus.articles, tags, seed, progress, glossary)
    card = publish(fitted, corpus, seed, versions)
    if promote:
        versions.promote(card.version)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(card), ensure_ascii=False))
        return
    from training.cli.tables import print_card

    print_card(card, active=promote)
