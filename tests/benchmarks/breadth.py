"""How broad the seeds' vocabulary is beside that of real news: distinct folded words in a thousand articles.

    python tests/benchmarks/breadth.py news.jsonl.gz …

Every corpus is cut to the same number of words, the fewest that a thousand of its articles have, so that longer
articles do not look broader. Means of 20 draws.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
import numpy as np
from quality import SEEDS
from rounds import print_table

from classifier.words import words_of
from training.cli.options import field_option
from training.corpus import read_corpus, texts
from training.reading import read_articles

ARTICLES, DRAWS = 1000, 20


def hashes_of(whole: Iterable[str]) -> list[np.ndarray]:
    """Return the words of each article, by their hashes."""
    return [words_of([text]).hashes for text in whole]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@field_option
def main(files: Sequence[Path], names: Mapping[str, str]) -> None:
    """Print a row for the seeds and one for each file."""
    corpora = {"seeds": hashes_of(texts(read_corpus(sorted(SEEDS.glob("*.jsonl"))).articles))}
    corpora |= {path.name: hashes_of(article.whole for article in read_articles(str(path), names)) for path in files}
    dice = np.random.default_rng(0)
    size = min(
        int(np.mean([len(words) for words in articles]) * min(ARTICLES, len(articles))) for articles in corpora.values()
    )
    rows = []
    for name, articles in corpora.items():
        found = []
        for _ in range(DRAWS):
            drawn = [articles[place] for place in dice.permutation(len(articles))[:ARTICLES]]
            counts = Counter(np.concatenate(drawn)[:size].tolist())
            found.append((len(counts), sum(count == 1 for count in counts.values())))
        distinct, once = np.mean(found, axis=0)
        length = np.mean([len(words) for words in articles])
        rows.append((name, len(articles), f"{length:.0f}", f"{distinct:,.0f}", f"{once:,.0f}"))
    print_table(
        f"{ARTICLES:,} articles, the first {size:,} words", ("", "articles", "words each", "distinct", "once"), rows
    )


if __name__ == "__main__":
    main()
