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
from classifier.words import Positions

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]
Pairs = npt.NDArray[np.uint64]

NO_FEATURE: Final = MISSING
_NO_PAIR: Final = np.uint64(0)
_HALF_BITS: Final = 32  # a key of two numbers has one in each half
_HALF_MASK: Final = (1 << _HALF_BITS) - 1
_DIGIT_BITS: Final = 16


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each place where a feature stands in a batch: single words in reading order, then pairs in reading order.

    `features`, `articles` and `firsts` have one entry per occurrence: the feature, the article it stands in, and
    the entry of the reading where it begins. The first `words` of them are single words.
    """

    features: Positions
    articles: Positions
    firsts: Positions
    words: int
    batch_size: int  # articles


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each article of a batch has each feature.

    `articles`, `features` and `counts` have one entry per article and feature; article i has the entries
    rows[i] to rows[i+1].
    """

    rows: Positions
    articles: Positions
    features: Positions
    counts: Positions


class FeatureTable:
    """The features of a model: single words first, then pairs, with the weight (idf) of each."""

    def __init__(self, vocabulary: Vocabulary, words: Ids, pairs: Pairs, idf: Floats) -> None:
        """`words` are the canonical ids that are features, `pairs` the keys (`pair_keys`) of the pairs that are."""
        self.words = words
        self.pairs = pairs
        self.idf = idf
        self._of_word = np.full(len(vocabulary.words), NO_FEATURE, dtype=np.int64)
        self._of_word[words] = np.arange(len(words))
        self._of_pair = HashTable(pairs, np.arange(len(words), len(words) + len(pairs)))

    def __len__(self) -> int:
        return len(self.idf)

    def find(self, reading: Reading) -> Occurrences:
        """Return every occurrence of a feature in a batch."""
        words = self._of_word[reading.ids]
        pairs = self._of_pair.look_up(pair_keys(reading))
        singles, doubles = (words != NO_FEATURE).nonzero()[0], (pairs != NO_FEATURE).nonzero()[0]
        firsts = np.concatenate([singles, doubles])
        features = np.concatenate([words[singles], pairs[doubles]])
        return Occurrences(features, _articles(reading.rows)[firsts], firsts, len(singles), len(reading.rows) - 1)

    def count(self, found: Occurrences) -> Counts:
        """Return how often each of the batch's articles has each feature."""
        order = ascending(found.features, len(self))  # a feature's articles stay as they came: ascending
        keys = (found.features << _HALF_BITS | found.articles)[order]
        new = np.ones(len(keys) + 1, dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=new[1:-1])
        edges = new.nonzero()[0]
        distinct, counts = keys[edges[:-1]], edges[1:] - edges[:-1]
        articles = distinct & _HALF_MASK
        if found.batch_size > 1:
            order = ascending(articles, found.batch_size)
            distinct, counts, articles = distinct[order], counts[order], articles[order]
        rows = articles.searchsorted(np.arange(found.batch_size + 1))
        return Counts(rows, articles, distinct >> _HALF_BITS, counts)

    def weigh(self, counted: Counts) -> Floats:
        """Return the value of each entry of the counts, in [0, 1]."""
        values: Floats = (1 + np.log(counted.counts)) * self.idf[counted.features]
        lengths = np.sqrt(sum_rows(np.square(values), counted.rows))
        values /= lengths[counted.articles]
        return values


def pair_keys(reading: Reading) -> Pairs:
    """Return for each entry of a reading the key of the pair it begins; 0 where its article ends.

    A pair is two words that follow one another in one article, idle words between them passed over. The key of a
    pair with an `UNKNOWN` word is no feature's either: see `known_pair_keys`.
    """
    keys = reading.ids.astype(np.uint64)
    keys <<= np.uint64(_HALF_BITS)
    np.bitwise_or(keys[:-1], reading.ids[1:].view(np.uint32), out=keys[:-1])
    last = reading.rows[1:] - 1
    keys[last[last >= 0]] = _NO_PAIR
    return keys


def known_pair_keys(reading: Reading) -> Pairs:
    """Return what `pair_keys` does, and 0 also for a pair that has an `UNKNOWN` word."""
    keys = pair_keys(reading)
    half = np.uint64(_HALF_BITS)
    keys[(keys >> half == UNKNOWN) | (keys << half == UNKNOWN)] = _NO_PAIR
    return keys


def sum_rows(values: Floats, rows: Positions) -> Floats:
    """Return the sum of each row's values (along the first axis), zero for an empty row."""
    filled = (rows[1:] != rows[:-1]).nonzero()[0]
    if len(filled) == len(rows) - 1:
        whole: Floats = np.add.reduceat(values, rows[:-1], axis=0)
        return whole
    sums = np.zeros((len(rows) - 1, *values.shape[1:]), dtype=values.dtype)
    if len(filled):
        sums[filled] = np.add.reduceat(values, rows[filled], axis=0)
    return sums


def _articles(rows: Positions) -> Positions:
    """Return for each entry the article that has it, from the entries at which each article begins and ends."""
    entries = int(rows[-1])
    articles: Positions = np.bincount(rows[1:-1], minlength=entries + 1)[:entries].cumsum()
    return articles


def ascending(numbers: Positions, bound: int) -> Positions:
    """Return the stable order in which numbers below `bound`, at most 2**32, ascend.

    NumPy sorts numbers of 16 bits by radix (Knuth, TAOCP vol. 3, section 5.2.5), in linear time.
    """
    order: Positions = numbers.astype(np.uint16).argsort(kind="stable")
    if bound > 1 << _DIGIT_BITS:
        order = order[(numbers[order] >> _DIGIT_BITS).astype(np.uint16).argsort(kind="stable")]
    return order
