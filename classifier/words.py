"""From characters to words: a batch of texts becomes one array of word hashes.

No Python object is made per character or per word. The texts are joined, encoded as UTF-16, mapped to
letters by one look-up, and cut at blanks; a word's identity is a polynomial hash of its letters modulo
2**64, taken for all words at once from one running sum (Karp and Rabin, IBM J. Res. Dev. 31(2), 1987).
The same hash of two neighbours written together follows from their hashes, which is how a pair of
words and their glued form come to be one feature.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.letters import ARTICLE_END, BLANK, END, NOTHING, SEVERAL, letter_table
from classifier.spelling import decode_entities, spell_out_ligatures

Hashes = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]

LONGEST_WORD: Final = 40  # letters; nothing longer is a word of any language we meet
_BASE: Final = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_KEPT_POWERS: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch, in reading order: those of two letters or more.

    `hashes`, `starts` and `ends` have one entry per word; starts and ends are positions in `letters`.
    `rows` has one entry per article and one more: article i has the words rows[i] to rows[i+1].
    """

    hashes: Hashes
    starts: Positions
    ends: Positions
    rows: Positions
    letters: npt.NDArray[np.uint16]

    def written(self, word: int) -> str:
        """Return the letters of one word."""
        return self.letters[self.starts[word] : self.ends[word]].tobytes().decode("utf-16-le", "surrogatepass")


def _series(base: int, count: int) -> Hashes:
    powers = np.full(count, base, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@functools.cache
def _kept_powers() -> tuple[Hashes, Hashes]:
    return _series(_BASE, _KEPT_POWERS), _series(_INVERSE, _KEPT_POWERS)


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Return base**i and base**-i for i in range(count), modulo 2**64."""
    if count <= _KEPT_POWERS:
        kept, inverse = _kept_powers()
        return kept[:count], inverse[:count]
    return _series(_BASE, count), _series(_INVERSE, count)


def length_powers(lengths: npt.NDArray[np.int64]) -> Hashes:
    """Return base**length for each length: what a pair's second hash is multiplied with."""
    return _kept_powers()[0][lengths]


def hash_word(word: str) -> int:
    """Return the hash of a word given as its letters: equal to the one `words_of` gives it."""
    value = 0
    for letter in reversed(word.encode("utf-16-le", "surrogatepass").hex(" ", 2).split()):
        value = (value * _BASE + int(letter[2:] + letter[:2], 16)) & 0xFFFFFFFFFFFFFFFF
    return value


def codes_of(texts: Sequence[str], table: npt.NDArray[np.uint16] | None = None) -> npt.NDArray[np.uint16]:
    """Return the letters, blanks and nothings of the texts, one per UTF-16 code unit, each text ended by END.

    `table` is `letter_table()` unless another reading of the characters is asked for.
    """
    table = letter_table() if table is None else table
    joined = ARTICLE_END.join(texts) + ARTICLE_END
    if joined.count(ARTICLE_END) != len(texts):
        joined = ARTICLE_END.join(text.replace(ARTICLE_END, " ") for text in texts) + ARTICLE_END
    if "&" in joined:
        joined = decode_entities(joined)
    codes = _looked_up(joined, table)
    if (codes == SEVERAL).any():
        codes = _looked_up(spell_out_ligatures(joined), table)
    return codes


def _looked_up(text: str, table: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    return table.take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16))


def words_of(texts: Sequence[str]) -> Words:
    """Return the words of the texts, one row per text."""
    codes = codes_of(texts)
    return cut(codes[codes != NOTHING])


def cut(letters: npt.NDArray[np.uint16]) -> Words:
    """Cut letters at blanks and article ends into words, and hash each."""
    blank = letters <= BLANK
    edges = np.flatnonzero(blank[1:] != blank[:-1]) + 1
    if not blank[0]:
        edges = np.concatenate([[0], edges])
    starts, ends = edges[0::2], edges[1::2]  # the last letter is an END, so every word ends
    long_enough = ends - starts > 1
    starts, ends = starts[long_enough], ends[long_enough]
    powers, inverse = _powers(len(letters))
    sums = np.cumsum(letters * powers)
    hashes = (sums[ends - 1] - sums[starts] + letters[starts] * powers[starts]) * inverse[starts]
    rows = np.concatenate([[0], np.searchsorted(starts, np.flatnonzero(letters == END))])
    return Words(hashes, starts, ends, rows, letters)
