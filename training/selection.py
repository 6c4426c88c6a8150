"""Choose the features of a model: the words and pairs that enough articles share, and how much each says."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.batches import batches
from classifier.features import FeatureTable, pair_hashes
from classifier.vocabulary import UNKNOWN, Vocabulary
from classifier.words import words_of

FEWEST_FOR_WORD: Final = 2  # articles; chosen in docs/quality.md
FEWEST_FOR_PAIR: Final = 3


def select_features(texts: Sequence[str], vocabulary: Vocabulary) -> FeatureTable:
    """Return the words and pairs that enough of the texts have, with idf = 1 + ln((1 + n) / (1 + df)).

    The formula is scikit-learn's smooth idf.
    """
    in_words = np.zeros(len(vocabulary.words), dtype=np.int64)
    pairs: list[npt.NDArray[np.uint64]] = []
    for _, batch in batches((None, text) for text in texts):
        reading = vocabulary.read(words_of(batch))
        articles = np.repeat(np.arange(len(batch)), np.diff(reading.rows))
        distinct = np.unique(articles * len(vocabulary.words) + reading.ids) % len(vocabulary.words)
        in_words += np.bincount(distinct, minlength=len(vocabulary.words))
        firsts, hashes = pair_hashes(reading, articles, vocabulary)
        pairs.append(_distinct_in_rows(articles[firsts], hashes))
    hashes, in_pairs = np.unique(np.concatenate(pairs), return_counts=True)
    in_words[UNKNOWN] = 0
    words = np.flatnonzero(in_words >= FEWEST_FOR_WORD).astype(np.int32)
    kept = in_pairs >= FEWEST_FOR_PAIR
    counts = np.concatenate([in_words[words], in_pairs[kept]])
    idf = (1 + np.log((1 + len(texts)) / (1 + counts))).astype(np.float32)
    return FeatureTable(vocabulary, words, hashes[kept], idf.astype(np.float64))


def _distinct_in_rows(rows: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return each row's hashes, every one once a row."""
    order = np.lexsort((hashes, rows))
    rows, hashes = rows[order], hashes[order]
    new = np.ones(len(hashes), dtype=bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    distinct: npt.NDArray[np.uint64] = hashes[new]
    return distinct
