"""How fast raw articles become features and tags, against what nobody can avoid and against hazm under TF-IDF.

    python tests/benchmarks/speed.py --data news.jsonl.gz --field tags=section

The model is that of the store (`barchasb train` first). "The floor" parses an article's JSON, maps its characters
by one look-up and splits it at blanks: what any tagger pays before it has counted a word.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rounds import Seconds, print_table, spread, time_in_turns
from slow_peer import hazm_features, one_vs_rest

import classifier
from classifier import Article, Tagger
from classifier.batches import batches
from classifier.letters import BLANK, letter_table
from training.cli.options import field_option, store_option
from training.corpus import Corpus, read_corpus, texts
from training.labels import label_matrices

PEER_LEARNS = 400  # articles: enough for its vocabulary to be of a real size


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Articles, JSON Lines.")
@click.option("--articles", default=1000, show_default=True, help="How many articles a round tags.")
@click.option("--peer-articles", default=100, show_default=True, help="How many of them the slow peer tags.")
@click.option("--rounds", default=9, show_default=True)
@field_option
@store_option
def main(data: Path, articles: int, peer_articles: int, rounds: int, names: Mapping[str, str], store: Path) -> None:
    """Print articles a second, and the ratios to the floor and to the slow peer."""
    corpus = read_corpus([data], names)
    tagger = classifier.load(store)
    whole = texts(corpus.articles)[:articles]
    click.echo(f"{len(whole)} articles of {np.mean([len(text) for text in whole]):,.0f} characters, {rounds} rounds")
    peer = peer_tags(corpus, whole[:peer_articles])
    warm(tagger, whole, peer, len(whole) / peer_articles, rounds)
    fresh(tagger, [labelled.article for labelled in corpus.articles])
    alone(tagger, [Article(text) for text in whole])


def warm(tagger: Tagger, whole: Sequence[str], peer: Callable[[], Any], share: float, rounds: int) -> None:
    """Print how long the same articles take in every round; the peer's time is scaled up by `share`."""
    articles = [Article(text) for text in whole]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in whole]
    works = {
        "the floor": lambda: floor(lines),
        "article → features": lambda: features(tagger, whole),
        "article → probabilities": lambda: probabilities(tagger, whole),
        "article → tags (`tag_many`)": lambda: list(tagger.tag_many(articles)),
        "JSON → tags": lambda: list(tagger.tag_many(Article(json.loads(line)["text"]) for line in lines)),
        "hazm + TF-IDF + LogisticRegression": peer,
    }
    seconds = time_in_turns(works, rounds)
    seconds["hazm + TF-IDF + LogisticRegression"] *= share
    rows = [
        (
            name,
            f"{len(whole) / np.median(found):,.0f}",
            f"{np.median(found) / len(whole) * 1e6:,.1f}",
            spread(found / seconds["the floor"]),
            spread(seconds["hazm + TF-IDF + LogisticRegression"] / found),
        )
        for name, found in seconds.items()
    ]
    print_table(
        "Articles of which every word was met before", ("", "articles/s", "µs", "× the floor", "faster than hazm"), rows
    )


def floor(lines: Sequence[str]) -> int:
    """Parse, map and split each article, and count the words."""
    table = np.where(letter_table() == BLANK, ord(" "), np.arange(0x10000)).astype(np.uint16)
    words = 0
    for line in lines:
        units = np.frombuffer(json.loads(line)["text"].encode("utf-16-le"), dtype=np.uint16)
        words += len(table[units].tobytes().decode("utf-16-le").split())
    return words


def features(tagger: Tagger, whole: Sequence[str]) -> None:
    """Make the sparse rows of all articles."""
    for _, batch in batches((None, text) for text in whole):
        tagger.model.features.weigh(tagger.model.count(batch))


def probabilities(tagger: Tagger, whole: Sequence[str]) -> None:
    """Make the probabilities of all articles."""
    for _, batch in batches((None, text) for text in whole):
        tagger.model.probabilities(batch)


def peer_tags(corpus: Corpus, whole: Sequence[str]) -> Callable[[], Any]:
    """Return the work of the peer, fitted on some of the corpus: the probabilities of the given articles."""
    every = max(1, len(corpus.articles) // PEER_LEARNS)
    learned = corpus.articles[::every]
    truth, _ = label_matrices(learned, sorted({tag for labelled in learned for tag in labelled.tags}))
    vectorizer, model = hazm_features(), one_vs_rest()
    model.fit(vectorizer.fit_transform(texts(learned)), truth)
    return lambda: model.predict_proba(vectorizer.transform(whole))


def fresh(tagger: Tagger, articles: Sequence[Article]) -> None:
    """Print how long each article takes that was never seen, in the order of the file, and how long again."""
    rows = []
    for name in ("every article for the first time", "again"):
        before = time.process_time()
        for _ in tagger.tag_many(articles):
            pass
        seconds = time.process_time() - before
        rows.append((name, f"{len(articles):,}", f"{len(articles) / seconds:,.0f}"))
    print_table("The whole file", ("", "articles", "articles/s"), rows)


def alone(tagger: Tagger, articles: Sequence[Article]) -> None:
    """Print the latency of one article at a time, by the clock on the wall."""
    seconds: dict[str, list[float]] = {"tag": [], "explain": []}
    for name, work in (("tag", tagger.tag), ("explain", tagger.explain)):
        for article in articles:
            before = time.perf_counter()
            work(article)
            seconds[name].append(time.perf_counter() - before)
    print_table(
        "One article alone, ms by the clock on the wall",
        ("", "p50", "p95", "p99"),
        [(name, *(f"{value * 1e3:.3f}" for value in _percentiles(np.array(found)))) for name, found in seconds.items()],
    )


def _percentiles(seconds: Seconds) -> Seconds:
    return np.percentile(seconds, [50, 95, 99])


if __name__ == "__main__":
    main()
