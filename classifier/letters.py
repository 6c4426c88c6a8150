"""Which letter a character stands for: the first half of settling an article's spelling.

Every UTF-16 code unit maps to the letter it is read as, to `BLANK` (something between words), or to
`NOTHING` (a mark inside a word that does not change which word it is: joiner, tashkeel, kashida,
direction mark). The table follows Unicode's compatibility decompositions (UAX #15, NFKD) and, for the
Arabic script, the Persian keyboard: ي and ى are ی, ك is ک, ة and ۀ are ه, and hamza and madda carriers
are their bare letters. Digits are blanks: a number says nothing about a topic that its words do not.
"""

import functools
import itertools
import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

NOTHING: Final = 0
END: Final = 1  # the mark between two articles of a batch
BLANK: Final = 2
SEVERAL: Final = 3  # a ligature: the text must be spelled out with `LIGATURES` first

ARTICLE_END: Final = "\uffff"  # a noncharacter: Unicode keeps it for internal use like this

# Letters that Unicode keeps apart and Persian keyboards mix (Arabic, Kurdish, Urdu, Pashto forms).
_ONE_LETTER: Final = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ے": "ی", "ۓ": "ی", "ٸ": "ی", "ئ": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ", "ڬ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ۂ": "ه",
    "ۃ": "ه", "ھ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ٶ": "و", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip
_JOINERS: Final = "\u00ac\u2011\u0640"  # the old half-space sign, the unbreakable hyphen, kashida
_STANDALONE_HAMZA: Final = "ء"  # written or left out at will: املاء, املا
_LONGEST_LIGATURE: Final = 4  # bounds how much longer a text of ligatures may become
_TASHKEEL_FORMS: Final = "".join(map(chr, range(0xFE70, 0xFE80)))  # NFKD would set them on a space


def _letters_of(character: str) -> str:
    """Return what a character is read as: letters, a blank, or the empty string."""
    if character in _JOINERS or character == _STANDALONE_HAMZA or character in _TASHKEEL_FORMS:
        return ""
    letters = []
    for part in unicodedata.normalize("NFKD", character):
        part = _ONE_LETTER.get(part, part)
        category = unicodedata.category(part)
        if category[0] == "M" or category == "Cf" or part in _JOINERS or part == _STANDALONE_HAMZA:
            continue
        letters.append(part.lower() if category[0] == "L" else " ")
    spelled = "".join(letters)
    if len(spelled) > _LONGEST_LIGATURE:
        return " "  # an honorific such as U+FDFA: a whole phrase in one character
    return spelled if spelled.strip() else spelled[:1]


@functools.cache
def letter_table() -> npt.NDArray[np.uint16]:
    """Return the table of 65,536 entries: for each UTF-16 code unit its letter or one of the marks above."""
    table = np.arange(0x10000, dtype=np.uint16)  # ideographs and Hangul syllables are their own letters
    table[0xD800:0xF900] = BLANK  # surrogates (emoji, dead scripts) and private use
    for unit in itertools.chain(range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000)):
        letters = _letters_of(chr(unit))
        if len(letters) == 1:
            table[unit] = BLANK if letters == " " else ord(letters)
        else:
            table[unit] = SEVERAL if letters else NOTHING
    table[ord(ARTICLE_END)] = END
    table.setflags(write=False)
    return table


@functools.cache
def ligatures() -> dict[int, str]:
    """Return how each character of several letters is spelled out, for `str.translate`."""
    return {int(unit): _letters_of(chr(unit)) for unit in np.flatnonzero(letter_table() == SEVERAL)}
