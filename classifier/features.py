"""From canonical words to features: which words and pairs of neighbours an article has, and how much each weighs.

A pair is known by the hash of its two words written together, so that a pair and the same two words
glued beyond recovery are one feature. A feature's value is (1 + ln count) x idf, and an article's values
have Euclidean length one (Salton and Buckley, Information Processing & Management 24(5), 1988).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.hashtable import MISSING, HashTable
from classifier.vocabulary import UNKNOWN, Reading, Vocabulary

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]

NO_FEATURE: Final = MISSING


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each place where a feature stands in a batch, in reading order, words before pairs.

    `features`, `articles` and `firsts` have one entry per occurrence: the feature, the article's row, and the
    entry of the reading where it begins (a pair goes on to the next entry).
    """

    features: Ids
    articles: npt.NDArray[np.int64]
    firsts: npt.NDArray[np.int64]
    words: int  # so many of the occurrences, the first ones, are of single words


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each article of a batch has each feature: article i has the entries rows[i] to rows[i+1]."""

    rows: npt.NDArray[np.int64]
    features: Ids
    counts: npt.NDArray[np.int64]


class FeatureTable:
    """The features of a model: single words first, then pairs, with the weight (idf) of each."""

    def __init__(self, vocabulary: Vocabulary, words: Ids, pairs: npt.NDArray[np.uint64], idf: Floats) -> None:
        """`words` are the canonical ids that are features, `pairs` the hashes of the pairs that are."""
        self.words = words
        self.pairs = pairs
        self.idf = idf
        self._of_word = np.full(len(vocabulary.words), NO_FEATURE, dtype=np.int32)
        self._of_word[words] = np.arange(len(words), dtype=np.int32)
        self._of_pair = HashTable(pairs, np.arange(len(words), len(words) + len(pairs), dtype=np.int32))
        self._vocabulary = vocabulary

    def __len__(self) -> int:
        return len(self.idf)

    def find(self, reading: Reading) -> Occurrences:
        """Return every occurrence of a feature in a batch."""
        articles = np.repeat(np.arange(len(reading.rows) - 1), np.diff(reading.rows))
        features = self._of_word.take(reading.ids)
        firsts, hashes = pair_hashes(reading, articles, self._vocabulary)
        of_pairs = self._of_pair.look_up(hashes)
        single, double = np.flatnonzero(features != NO_FEATURE), np.flatnonzero(of_pairs != NO_FEATURE)
        firsts = np.concatenate([single, firsts[double]])
        features = np.concatenate([features[single], of_pairs[double]])
        return Occurrences(features, articles.take(firsts), firsts, len(single))

    def count(self, found: Occurrences, articles: int) -> Counts:
        """Return how often each of the batch's articles has each feature."""
        keys = found.articles * len(self) + found.features
        keys.sort()
        firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else keys
        counts = np.diff(firsts, append=len(keys))
        rows, features = np.divmod(keys[firsts], max(len(self), 1))
        return Counts(np.searchsorted(rows, np.arange(articles + 1)), features.astype(np.int32), counts)

    def weigh(self, counted: Counts) -> Floats:
        """Return the value of each entry of the counts, in [0, 1]."""
        values = (1 + np.log(counted.counts)) * self.idf.take(counted.features)
        lengths = np.sqrt(sum_rows(np.square(values), counted.rows))
        weighed: Floats = values / np.repeat(lengths, np.diff(counted.rows))
        return weighed


def pair_hashes(
    reading: Reading, articles: npt.NDArray[np.int64], vocabulary: Vocabulary
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    """Return where each pair of known neighbours begins in a reading, and the hash of the two written together."""
    known = reading.ids != UNKNOWN
    firsts = np.flatnonzero(known[:-1] & known[1:] & (articles[:-1] == articles[1:]))
    left, right = reading.ids.take(firsts), reading.ids.take(firsts + 1)
    hashes = vocabulary.hashes.take(left) + vocabulary.hashes.take(right) * vocabulary.powers.take(left)
    return firsts, hashes


def sum_rows(values: Floats, rows: npt.NDArray[np.int64]) -> Floats:
    """Return the sum of each row's values (along the first axis), zero for an empty row."""
    sums = np.zeros((len(rows) - 1, *values.shape[1:]), dtype=values.dtype)
    filled = np.flatnonzero(np.diff(rows))
    if len(filled):
        sums[filled] = np.add.reduceat(values, rows[filled], axis=0)
    return sums
