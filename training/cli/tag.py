"""`barchasb tag`: articles in, taggings out."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from classifier import Article, BarchasbError, Store, Tag, Tagging
from classifier.answer import tagging_json
from training.cli.options import field_option, json_option, store_option
from training.reading import read_articles


@click.command(name="tag")
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True), metavar="[FILE|-]...")
@click.option("--explain", is_flag=True, help="Show the words that earned each tag.")
@click.option("--version", help="Use this version instead of the active one.")
@field_option
@store_option
@json_option
def command(
    files: tuple[str, ...], explain: bool, version: str | None, names: Mapping[str, str], store: Path, as_json: bool
) -> None:
    """Tag articles: a text file is one article, a .jsonl or .csv file (or .gz of them) is many.

    Without a FILE, or with -, standard input is read: JSON Lines if it begins with {, else one article.

    \b
    barchasb tag article.txt --explain
    zcat news.jsonl.gz | barchasb tag --field text=body > tags.jsonl
    """
    tagger = Store(store).load(version)
    failures: list[BarchasbError] = []
    articles = _until(failures, (article for file in files or ("-",) for article in read_articles(file, names)))
    taggings = map(tagger.explain, articles) if explain else tagger.tag_many(articles)
    _answer(taggings, tagger.tags, as_json)
    for failure in failures:
        raise failure


def _until(failures: list[BarchasbError], articles: Iterator[Article]) -> Iterator[Article]:
    """Yield the articles up to the first that cannot be read, so that those before it are answered."""
    try:
        yield from articles
    except BarchasbError as failure:
        failures.append(failure)


def _answer(taggings: Iterable[Tagging], tags: Sequence[Tag], as_json: bool) -> None:
    if as_json or not sys.stdout.isatty():
        for tagging in taggings:
            click.echo(json.dumps(tagging_json(tagging), ensure_ascii=False))
        return
    from training.cli.tables import print_taggings  # rich is only worth its 100 ms on a terminal

    print_taggings(taggings, tags)
