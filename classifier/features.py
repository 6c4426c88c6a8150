"""From canonical words to features: which words and pairs of neighbours an article has, and how much each weighs.

A feature's value is (1 + ln count) x idf, and an article's values have Euclidean length one (Salton and
Buckley, Information Processing & Management 24(5), 1988).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.hashtable import MISSING, HashTable
from classifier.vocabulary import UNKNOWN, Reading, Vocabulary

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]
Positions = npt.NDArray[np.int64]
Pairs = npt.NDArray[np.uint64]

NO_FEATURE: Final = MISSING
_NO_PAIR: Final = np.uint64(0)
_WORD_BITS: Final = 32
_WORD_MASK: Final = (1 << _WORD_BITS) - 1


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each place where a feature stands in a batch, in reading order.

    `features`, `firsts` and `pairs` have one entry per occurrence: the feature, the entry of the reading where
    it begins, and whether it goes on to the next entry. Article i has the entries rows[i] to rows[i+1].
    """

    features: Ids
    firsts: Positions
    pairs: npt.NDArray[np.bool_]
    rows: Positions


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each article of a batch has each feature: article i has the entries rows[i] to rows[i+1]."""

    rows: Positions
    features: Positions
    counts: Positions


class FeatureTable:
    """The features of a model: single words first, then pairs, with the weight (idf) of each."""

    def __init__(self, vocabulary: Vocabulary, words: Ids, pairs: Pairs, idf: Floats) -> None:
        """`words` are the canonical ids that are features, `pairs` the keys (`pair_keys`) of the pairs that are."""
        self.words = words
        self.pairs = pairs
        self.idf = idf
        self._of_word = np.full(len(vocabulary.words), NO_FEATURE, dtype=np.int32)
        self._of_word[words] = np.arange(len(words), dtype=np.int32)
        self._of_pair = HashTable(pairs, np.arange(len(words), len(words) + len(pairs), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.idf)

    def find(self, reading: Reading) -> Occurrences:
        """Return every occurrence of a feature in a batch."""
        features = np.empty(2 * len(reading.ids), dtype=np.int32)  # a word, then the pair it begins
        features[0::2] = self._of_word[reading.ids]
        features[1::2] = self._of_pair.look_up(pair_keys(reading))
        places = np.flatnonzero(features != NO_FEATURE)
        rows = np.searchsorted(places, 2 * reading.rows)
        return Occurrences(features[places], places >> 1, (places & 1).astype(bool), rows)

    def count(self, found: Occurrences) -> Counts:
        """Return how often each of the batch's articles has each feature."""
        articles = np.arange(len(found.rows) - 1).repeat(found.rows[1:] - found.rows[:-1])
        keys = articles << _WORD_BITS | found.features
        keys.sort()
        new = np.ones(len(keys) + 1, dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=new[1:-1])
        edges = np.flatnonzero(new)
        distinct = keys[edges[:-1]]
        rows = np.searchsorted(distinct, np.arange(len(found.rows)) << _WORD_BITS)
        return Counts(rows, distinct & _WORD_MASK, edges[1:] - edges[:-1])

    def weigh(self, counted: Counts) -> Floats:
        """Return the value of each entry of the counts, in [0, 1]."""
        values: Floats = (1 + np.log(counted.counts)) * self.idf[counted.features]
        lengths = np.sqrt(sum_rows(np.square(values), counted.rows))
        values /= lengths.repeat(counted.rows[1:] - counted.rows[:-1])
        return values


def pair_keys(reading: Reading) -> Pairs:
    """Return for each entry of a reading the key of the pair it begins; 0 where it begins none.

    A pair is two known words that follow one another in one article, idle words between them passed over.
    """
    ids = reading.ids.astype(np.uint64)
    keys = np.zeros(len(ids), dtype=np.uint64)
    left, right = ids[:-1], ids[1:]
    np.bitwise_or(left << np.uint64(_WORD_BITS), right, out=keys[:-1], where=(left != UNKNOWN) & (right != UNKNOWN))
    last = reading.rows[1:] - 1
    keys[last[last >= 0]] = _NO_PAIR
    return keys


def sum_rows(values: Floats, rows: Positions) -> Floats:
    """Return the sum of each row's values (along the first axis), zero for an empty row."""
    sums = np.zeros((len(rows) - 1, *values.shape[1:]), dtype=values.dtype)
    filled = np.flatnonzero(rows[1:] != rows[:-1])
    if len(filled):
        sums[filled] = np.add.reduceat(values, rows[filled], axis=0)
    return sums
