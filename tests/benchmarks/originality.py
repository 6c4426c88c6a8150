"""Which seeds share ten words running with an article of other files: sentences that may have been copied.

python tests/benchmarks/originality.py news.jsonl.gz … [--words 10]
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import numpy as np
from quality import SEEDS

from classifier.words import words_of
from training.cli.options import field_option
from training.corpus import read_corpus
from training.reading import read_articles

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def runs_of(text: str, words: int) -> np.ndarray:
    """Return a number for every run of so many words of a text, the same for the same words."""
    hashes = words_of([text]).hashes
    size = max(len(hashes) - words + 1, 0)
    runs = np.zeros(size, dtype=np.uint64)
    for place in range(words):
        runs = (runs ^ (runs >> np.uint64(29))) * MULTIPLIER + hashes[place : place + size]
    return runs


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--words", default=10, show_default=True)
@field_option
def main(files: Sequence[Path], words: int, names: Mapping[str, str]) -> None:
    """Print each seed that shares a run of words, one of the runs, and how many seeds and articles were compared."""
    seeds = read_corpus(sorted(SEEDS.glob("*.jsonl"))).articles
    owners = [runs_of(labelled.article.whole, words) for labelled in seeds]
    every = np.unique(np.concatenate(owners))
    known, articles = set(), 0
    for path in files:
        for article in read_articles(str(path), names):
            articles += 1
            runs = runs_of(article.whole, words)
            known |= set(runs[np.isin(runs, every)].tolist())
    shared = 0
    for labelled, runs in zip(seeds, owners, strict=True):
        places = [place for place, run in enumerate(runs.tolist()) if run in known]
        if places:
            shared += 1
            cut = words_of([labelled.article.whole])
            click.echo(f"{labelled.article.id}: {' '.join(map(cut.written, range(places[0], places[0] + words)))}")
    click.echo(f"{shared} of {len(seeds):,} seeds share {words} words running with one of {articles:,} articles")


if __name__ == "__main__":
    main()
