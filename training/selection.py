"""Choose the features of a model: the words and pairs that enough articles share, and how much each says."""

import itertools
from collections.abc import Sequence
from typing import Final

import numpy as np

from classifier.batches import batches
from classifier.features import FeatureTable, Pairs, known_pair_keys
from classifier.vocabulary import UNKNOWN, Vocabulary
from classifier.words import Positions, words_of

FEWEST_FOR_WORD: Final = 2  # articles: a word of one article teaches that article
FEWEST_FOR_PAIR: Final = 3


def select_features(texts: Sequence[str], vocabulary: Vocabulary) -> FeatureTable:
    """Return the words and pairs that enough of the texts have, with idf = 1 + ln((1 + n) / (1 + df)).

    The formula is scikit-learn's smooth idf.
    """
    words: list[Pairs] = []
    pairs: list[Pairs] = []
    for _, batch in batches((None, text) for text in texts):
        reading = vocabulary.read(words_of(batch))
        words.append(_once_an_article(reading.rows, reading.ids.astype(np.uint64)))
        pairs.append(_once_an_article(reading.rows, known_pair_keys(reading)))
    word_ids, in_words = _frequent(words, FEWEST_FOR_WORD)
    keys, in_pairs = _frequent(pairs, FEWEST_FOR_PAIR)
    idf = 1 + np.log((1 + len(texts)) / (1 + np.concatenate([in_words, in_pairs])))
    rounded = idf.astype(np.float32).astype(np.float64)  # as the artifact keeps it
    return FeatureTable(vocabulary, word_ids.astype(np.int32), keys, rounded)


def _once_an_article(rows: Positions, keys: Pairs) -> Pairs:
    """Return each article's keys, every one once an article; `UNKNOWN`, which is also no pair, is left out."""
    distinct = np.concatenate([np.unique(keys[start:end]) for start, end in itertools.pairwise(rows.tolist())])
    known: Pairs = distinct[distinct != UNKNOWN]
    return known


def _frequent(keys: Sequence[Pairs], fewest: int) -> tuple[Pairs, Positions]:
    """Return the keys that enough articles have, the most frequent first, and how many articles have each."""
    distinct, counts = np.unique(np.concatenate(keys), return_counts=True)
    chosen = np.argsort(-counts, kind="stable")[: int((counts >= fewest).sum())]
    return distinct[chosen], counts[chosen]
