"""The words a model has met: from raw word hashes to canonical words, without hazm and without strings.

Training analyses every distinct raw word once and stores the answer here. While serving, a raw word that
training never met goes through the same rules once (`classifier.canonical`) and is then remembered, in
bounded memory.
"""

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.canonical import Lexicon, canonical_words
from classifier.hashtable import MISSING, HashTable
from classifier.words import Positions, Words, hash_word, length_powers

UNKNOWN: Final = 0  # the id of every canonical word that carries no feature; it still separates its neighbours
_REMEMBERED: Final = 1 << 16  # raw words
_ANALYSED: Final = 4096  # unseen raw words of one article; what follows is taken as unknown

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Reading:
    """The canonical words of a batch in reading order, idle words left out.

    `ids` and `sources` have one entry per canonical word: its id, and which of the batch's raw words it came
    from. Article i has the entries rows[i] to rows[i+1].
    """

    ids: Ids
    sources: Positions
    rows: Positions


@dataclass(frozen=True, slots=True)
class Surfaces:
    """How raw words were analysed while training.

    Raw word i has hash `hashes[i]` and the canonical ids `ids[starts[i]:starts[i+1]]`; none for an idle word.
    """

    hashes: npt.NDArray[np.uint64]
    starts: Ids
    ids: Ids


class Vocabulary:
    """Canonical words by id (0 is `UNKNOWN`), and the raw words that lead to them."""

    def __init__(self, words: list[str], surfaces: Surfaces) -> None:
        self.words = words
        self.surfaces = surfaces
        self.hashes = np.array([hash_word(word) for word in words], dtype=np.uint64)
        self.powers = length_powers(np.array([len(word) for word in words], dtype=np.int64))
        self._ids = {word: number for number, word in enumerate(words) if number != UNKNOWN}
        self._table = HashTable(surfaces.hashes, np.arange(len(surfaces.hashes), dtype=np.int32))
        self._starts = surfaces.starts[:-1].astype(np.int64)
        self._counts = np.diff(surfaces.starts).astype(np.int64)
        self._lexicon = Lexicon(words=self._ids.keys(), compounds={}, idle=frozenset())
        self._remembered: dict[int, tuple[int, ...]] = {}
        self._lock = threading.Lock()

    def read(self, words: Words) -> Reading:
        """Return the canonical words of a batch."""
        met = self._table.look_up(words.hashes)
        unmet = np.flatnonzero(met == MISSING)
        counts, starts, pool = self._counts.take(met), self._starts.take(met), self.surfaces.ids
        if len(unmet):
            analysed = self._analyse(words, unmet)
            lengths = np.fromiter(map(len, analysed), dtype=np.int64, count=len(analysed))
            counts[unmet] = lengths
            starts[unmet] = len(pool) + np.cumsum(lengths) - lengths
            pool = np.concatenate([pool, np.fromiter((i for ids in analysed for i in ids), dtype=np.int32)])
        sources = np.repeat(np.arange(len(counts)), counts)
        ends = np.cumsum(counts)
        ids = pool.take(np.arange(len(sources)) + (starts - ends + counts).take(sources))
        rows = np.concatenate([[0], ends]).take(words.rows)
        return Reading(ids, sources, rows)

    def _analyse(self, words: Words, unmet: Positions) -> list[tuple[int, ...]]:
        """Return the canonical ids of raw words that training never met."""
        remembered = self._remembered
        hashes = words.hashes[unmet].tolist()
        analysed = []
        for word, value in zip(unmet.tolist(), hashes, strict=True):
            ids = remembered.get(value)
            if ids is None:
                ids = self._ids_of(words.written(word))
                if len(remembered) >= _REMEMBERED:
                    self._remembered = remembered = {}
                remembered[value] = ids
            analysed.append(ids)
        return analysed

    def _ids_of(self, raw: str) -> tuple[int, ...]:
        return tuple(self._ids.get(word, UNKNOWN) for word in canonical_words(raw, self._lexicon))
