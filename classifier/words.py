"""From characters to words: a batch of texts becomes one array of word hashes.

No Python object is made per character or per word. The texts are joined, encoded as UTF-16, mapped to
one-byte letters by one look-up and cut at blanks. Eight letters are then one 64-bit number, read where they
stand: a word of up to eight letters is hashed by one multiplication, and only by itself; a longer one takes
eight letters more at a time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.letters import ARTICLE_END, BLANK, END, NOTHING, Codes, letter_table, written
from classifier.ligatures import spell_out_ligatures
from classifier.spelling import decode_entities

Hashes = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]

LONGEST_WORD: Final = 40  # letters; what is longer is no word of any language, and is told apart by these
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WINDOW: Final = 8  # letters in 64 bits
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two short words have one hash
_HALF: Final = np.uint64(32)
_PADDING: Final = np.zeros(LONGEST_WORD, dtype=np.uint8)
# What a word of so many letters has in its first window, in its second, and so on.
_MASKS: Final = np.array(
    [
        [(1 << 8 * min(max(letters - read, 0), _WINDOW)) - 1 for letters in range(LONGEST_WORD + 1)]
        for read in range(0, LONGEST_WORD, _WINDOW)
    ],
    dtype=np.uint64,
)


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
    letters: Codes

    def written(self, word: int) -> str:
        """Return the letters of one word."""
        return written(self.letters[self.starts[word] : self.ends[word]])


def words_of(texts: Sequence[str]) -> Words:
    """Return the words of the texts, one row per text."""
    codes = codes_of(texts)
    return cut(codes[codes != NOTHING])


def hash_words(words: Sequence[str]) -> Hashes:
    """Return the hash of each word, given in folded letters of our scripts, two or more of them.

    Raises ValueError if a word is not one word of these letters: a shift would give every word another's hash.
    """
    hashes = words_of([" ".join(words)]).hashes
    if len(hashes) != len(words):
        raise ValueError("every word must have two folded letters or more, and nothing else")
    return hashes


def codes_of(texts: Sequence[str], table: Codes | None = None) -> Codes:
    """Return the letters, blanks and nothings of the texts in UTF-16 code units, each text ended by END.

    `table` is `letter_table()` unless another reading of the characters is asked for.
    """
    table = letter_table() if table is None else table
    joined = ARTICLE_END.join(texts) + ARTICLE_END
    if joined.count(ARTICLE_END) != len(texts):
        joined = ARTICLE_END.join(text.replace(ARTICLE_END, " ") for text in texts) + ARTICLE_END
    if "&" in joined:
        joined = decode_entities(joined)
    units = utf16_units(joined)
    return spell_out_ligatures(table[units], units)


def utf16_units(text: str) -> npt.NDArray[np.uint16]:
    """Return the text's UTF-16 code units; halves of surrogate pairs, which stand for nothing, are spaces."""
    try:
        encoded = text.encode("utf-16-le")
    except UnicodeEncodeError:
        encoded = _LONE_SURROGATE.sub(" ", text).encode("utf-16-le")
    return np.frombuffer(encoded, dtype=np.uint16)


def cut(letters: Codes) -> Words:
    """Cut letters at blanks and article ends into words, and hash each."""
    blanks = (letters <= BLANK).nonzero()[0]  # the last letter is an END, so every word ends before one of them
    starts = np.zeros(len(blanks), dtype=np.int64)
    np.add(blanks[:-1], 1, out=starts[1:])
    lengths = blanks - starts
    words = (lengths > 1).nonzero()[0]
    ends = (letters[blanks] == END).nonzero()[0]
    rows = np.zeros(len(ends) + 1, dtype=np.int64)
    rows[1:] = words.searchsorted(ends, side="right")
    starts, lengths = starts[words], lengths[words]
    return Words(_hashes(letters, starts, lengths), starts, starts + lengths, rows, letters)


def _hashes(letters: Codes, starts: Positions, lengths: Positions) -> Hashes:
    padded = np.concatenate([letters, _PADDING])
    windows: Hashes = np.ndarray(len(padded) - _WINDOW + 1, np.uint64, padded.data, strides=(1,))
    hashes: Hashes = (windows[starts] & _MASKS[0].take(lengths, mode="clip")) * _MULTIPLIER
    words: Positions | None = None  # those that go on
    for window in range(1, len(_MASKS)):
        longer = (lengths > window * _WINDOW).nonzero()[0]
        if not len(longer):
            break
        words = longer if words is None else words[longer]
        starts, lengths = starts[longer] + _WINDOW, lengths[longer]
        more = windows[starts] & _MASKS[window].take(lengths, mode="clip")
        before = hashes[words]
        hashes[words] = ((before ^ (before >> _HALF)) + more) * _MULTIPLIER
    return hashes
