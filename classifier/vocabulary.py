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
from classifier.hashtable import MISSING, HashTable, Values
from classifier.words import Hashes, Positions, Words

UNKNOWN: Final = 0  # the id of every canonical word that training never met; it still separates its neighbours
_ROOM: Final = 1 << 16  # raw words remembered beside those of training, before all of them are forgotten
_MOST_PARTS: Final = 8  # canonical words kept of one raw word
_NOTHING_BEFORE: Final = np.zeros(1, dtype=np.int64)
_ANALYSED: Final = 2048  # unseen raw words of one article; what comes after them counts as unknown

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

    hashes: Hashes
    starts: Ids
    ids: Ids


class _Analyses:
    """The analyses of training, and room to remember more; raw words are numbered in the order they came."""

    def __init__(self, surfaces: Surfaces) -> None:
        self.trained = len(surfaces.hashes)
        self.unknown = self.trained  # the number that stands for a raw word nobody analysed
        self.table = HashTable(surfaces.hashes, np.arange(self.trained), room=_ROOM)
        self.starts = _with_room(surfaces.starts, _ROOM)
        self.counts = _with_room(np.diff(surfaces.starts), _ROOM + 1)
        self.ids = _with_room(surfaces.ids, 1 + _ROOM * _MOST_PARTS)
        self._words, self._ids = self.trained + 1, len(surfaces.ids) + 1
        self.ids[self._ids - 1], self.counts[self.unknown] = UNKNOWN, 1

    def has_room(self, words: int) -> bool:
        """Whether so many more raw words can be remembered."""
        return self._words + words <= len(self.starts)

    def add(self, hashes: Hashes, analyses: list[tuple[int, ...]]) -> None:
        """Remember how raw words were analysed."""
        first = self._words
        for ids in analyses:
            word, start = self._words, self._ids
            self.ids[start : start + len(ids)] = ids
            self.starts[word], self.counts[word] = start, len(ids)
            self._words, self._ids = word + 1, start + len(ids)
        self.table.add(hashes, np.arange(first, self._words))  # last: from here on other threads may find them


def _with_room(ids: Ids, room: int) -> Ids:
    """Return the numbers with so many zeros behind them, which take no memory until they are written to."""
    whole = np.zeros(len(ids) + room, dtype=np.int32)
    whole[: len(ids)] = ids
    return whole


class Vocabulary:
    """Canonical words by id (0 is `UNKNOWN`), and the raw words that lead to them."""

    def __init__(self, words: list[str], surfaces: Surfaces) -> None:
        self.words = words
        self.surfaces = surfaces
        self._ids = {word: number for number, word in enumerate(words) if number != UNKNOWN}
        self._lexicon = Lexicon(words=self._ids.keys(), compounds={}, idle=frozenset())
        self._analyses = _Analyses(surfaces)
        self._lock = threading.Lock()

    def read(self, words: Words) -> Reading:
        """Return the canonical words of a batch."""
        analyses = self._analyses
        met = analyses.table.look_up(words.hashes)
        if (met == MISSING).any() or (words.rows[1:] - words.rows[:-1]).max() > _ANALYSED:
            analyses, met = self._analyse(words, analyses, met)
        counts = analyses.counts[met]
        ends = counts.cumsum(dtype=np.int64)
        size = int(ends[-1]) if len(ends) else 0
        sources = np.bincount(ends, minlength=size + 1)[:size].cumsum()  # how many raw words end before each entry
        shifts = analyses.starts[met] - ends + counts
        ids = analyses.ids[np.arange(size) + shifts[sources]]
        return Reading(ids, sources, np.concatenate([_NOTHING_BEFORE, ends])[words.rows])

    def _analyse(self, words: Words, analyses: _Analyses, met: Values) -> tuple[_Analyses, Values]:
        """Analyse the batch's raw words that were never met; return analyses that have all of its words."""
        unseen = np.flatnonzero((met == MISSING) | (met > analyses.trained))
        rows = np.searchsorted(unseen, words.rows)
        place = np.arange(len(unseen)) - np.repeat(rows[:-1], np.diff(rows))
        beyond, unseen = unseen[place >= _ANALYSED], unseen[place < _ANALYSED]
        with self._lock:
            analyses = self._analyses
            missing = _distinct(words, unseen[analyses.table.look_up(words.hashes[unseen]) == MISSING])
            if not analyses.has_room(len(missing)):
                analyses, missing = _Analyses(self.surfaces), _distinct(words, unseen)
            analyses.add(words.hashes[missing], [self._ids_of(words.written(word)) for word in missing])
            self._analyses = analyses
        met = analyses.table.look_up(words.hashes)
        met[beyond] = analyses.unknown
        return analyses, met

    def _ids_of(self, raw: str) -> tuple[int, ...]:
        return tuple(self._ids.get(word, UNKNOWN) for word in canonical_words(raw, self._lexicon))[:_MOST_PARTS]


def _distinct(words: Words, chosen: Positions) -> list[int]:
    """Return the first occurrence of each distinct word among the chosen ones, in reading order."""
    _, first = np.unique(words.hashes[chosen], return_index=True)
    distinct: list[int] = chosen[np.sort(first)].tolist()
    return distinct
