"""How long fitting takes and how much memory, ours and the slow peer's, each in processes of their own.

    python tests/benchmarks/fit.py --data news.jsonl.gz --field tags=section

Ours learns the vocabulary, chooses features, splits folds, fits every tag five times out of fold and once for good,
and calibrates. The peer only fits its features and one classifier a tag.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np
from rounds import print_table, spread
from slow_peer import hazm_features, one_vs_rest

from classifier import Tag
from training.cli.options import field_option
from training.corpus import Corpus, read_corpus, texts
from training.fit import fit
from training.labels import label_matrices

NAMES = ("barchasb", "hazm + TF-IDF + LogisticRegression")


def fit_ours(corpus: Corpus) -> None:
    """Fit as `barchasb train` does."""
    fit(corpus.articles, tuple(Tag(tag, tag, tag) for tag in corpus.tags))


def fit_peer(corpus: Corpus) -> None:
    """Fit the peer."""
    truth, _ = label_matrices(corpus.articles, corpus.tags)
    one_vs_rest().fit(hazm_features().fit_transform(texts(corpus.articles)), truth)


def run_alone(name: str, data: Path, names: Mapping[str, str], articles: int) -> None:
    """Fit in this process and print what it took: seconds on the wall and of the processor, MiB at the peak."""
    corpus = read_corpus([data], names)
    every = max(1, len(corpus.articles) // articles)
    corpus = Corpus(corpus.articles[::every])
    wall, processor = time.perf_counter(), time.process_time()
    (fit_ours if name == NAMES[0] else fit_peer)(corpus)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    click.echo(
        json.dumps([len(corpus.articles), wall, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024])
    )


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Labelled articles.")
@click.option("--articles", default=7500, show_default=True, help="About how many of them to learn from.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--only", type=click.Choice(NAMES), hidden=True, help="Fit this in this process.")
@field_option
def main(data: Path, articles: int, rounds: int, only: str | None, names: Mapping[str, str]) -> None:
    """Print seconds, peak memory and the ratios to the peer."""
    if only:
        run_alone(only, data, names, articles)
        return
    fields = [option for ours, theirs in names.items() for option in ("--field", f"{ours}={theirs}")]
    command = [sys.executable, __file__, "--data", str(data), "--articles", str(articles), *fields]
    taken = np.array(
        [
            [
                json.loads(subprocess.run([*command, "--only", name], check=True, capture_output=True).stdout)
                for name in NAMES
            ]
            for _ in range(rounds)
        ]
    )
    rows = [
        (
            name,
            spread(taken[:, place, 1]),
            spread(taken[:, 1, 1] / taken[:, place, 1]),
            spread(taken[:, place, 2]),
            spread(taken[:, 1, 2] / taken[:, place, 2]),
            f"{np.median(taken[:, place, 3]):.0f}",
        )
        for place, name in enumerate(NAMES)
    ]
    head = (
        "",
        "s on the wall",
        "faster than the peer",
        "s of the processor",
        "faster than the peer",
        "MiB at the peak",
    )
    print_table(f"Fit on {taken[0, 0, 0]:.0f} articles, {rounds} rounds", head, rows)


if __name__ == "__main__":
    main()
