"""Which letter a character stands for: the first half of settling an article's spelling.

Every UTF-16 code unit maps to a code of one byte: the letter it is read as, `BLANK` (something between
words), or `NOTHING` (a mark inside a word that does not change which word it is: joiner, tashkeel, kashida,
direction mark). The table follows Unicode's compatibility decompositions (UAX #15, NFKD) and, for the
Arabic script, the Persian keyboard: ي and ى are ی, ك is ک, ة and ۀ are ه, and hamza and madda carriers
are their bare letters. Digits are blanks: a number says nothing about a topic that its words do not.

Letters of the Arabic and Latin scripts have codes of their own; those of all other scripts share the few
codes that are left, so that a foreign word stays one word of its length.
"""

import codecs
import functools
import itertools
import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

NOTHING: Final = 0
END: Final = 1  # the mark between two articles of a batch
BLANK: Final = 2
SEVERAL: Final = 3  # a ligature, to be spelled out
_FIRST_LETTER: Final = 4
JOINED: Final = 223  # the joiner, where training reads it as a letter (`table_with_joiners`)
_FIRST_FOREIGN: Final = 224

JOINER: Final = "\u200c"
FOREIGN: Final = "\ufffd"  # how a letter of another script is written: it cannot be read back

ARTICLE_END: Final = "\uffff"  # a noncharacter: Unicode keeps it for internal use like this

Codes = npt.NDArray[np.uint8]

# Letters that Unicode keeps apart and Persian keyboards mix (Arabic, Kurdish, Urdu, Pashto forms).
_ONE_LETTER: Final = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ے": "ی", "ۓ": "ی", "ٸ": "ی", "ئ": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ", "ڬ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ۂ": "ه",
    "ۃ": "ه", "ھ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ٶ": "و", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip
_JOINERS: Final = "\u00ac\u2011\u0640"  # the old half-space sign, the unbreakable hyphen, kashida
_STANDALONE_HAMZA: Final = "ءٴ"  # written or left out at will: املاء, املا
_LONGEST_LIGATURE: Final = 4  # bounds how much longer a text of ligatures may become
_TASHKEEL_FORMS: Final = "".join(map(chr, range(0xFE70, 0xFE80)))  # NFKD would set them on a space


def _letters_of(character: str) -> str:
    """Return what a character is read as: letters, a blank, or the empty string."""
    if character in _JOINERS or character in _STANDALONE_HAMZA or character in _TASHKEEL_FORMS:
        return ""
    letters = []
    for part in unicodedata.normalize("NFKD", character):
        part = _ONE_LETTER.get(part, part)
        category = unicodedata.category(part)
        if category[0] == "M" or category == "Cf" or part in _JOINERS or part in _STANDALONE_HAMZA:
            continue
        letters.append(part.lower() if category[0] == "L" else " ")
    spelled = "".join(letters)
    if len(spelled) > _LONGEST_LIGATURE:
        return " "  # an honorific such as U+FDFA: a whole phrase in one character
    return spelled if spelled.strip() else spelled[:1]


@functools.cache
def alphabet() -> str:
    """Return the character of each code: 256 characters, blanks and `FOREIGN` where it is no letter of ours."""
    scripts = itertools.chain("abcdefghijklmnopqrstuvwxyz", map(chr, range(0x0600, 0x0700)))
    letters = dict.fromkeys(letter for character in scripts for letter in _letters_of(character).strip())
    marks = "".join({END: "\n"}.get(code, " ") for code in range(_FIRST_LETTER))
    return ((marks + "".join(letters)).ljust(JOINED) + JOINER).ljust(256, FOREIGN)


def written(codes: Codes) -> str:
    """Return the letters of a word's codes."""
    return codecs.charmap_decode(codes.tobytes(), "strict", alphabet())[0]


@functools.cache
def letter_table() -> Codes:
    """Return the table of 65,536 codes: for each UTF-16 code unit its letter or one of the marks above."""
    table = (np.arange(0x10000) % (256 - _FIRST_FOREIGN) + _FIRST_FOREIGN).astype(np.uint8)  # ideographs, Hangul
    table[0xD800:0xF900] = BLANK  # surrogates (emoji, dead scripts) and private use
    known = {character: code for code, character in enumerate(alphabet()) if character.isalpha()}
    for unit in itertools.chain(range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000)):
        letters = _letters_of(chr(unit))
        if len(letters) != 1:
            table[unit] = SEVERAL if letters else NOTHING
        elif letters == " ":
            table[unit] = BLANK
        else:
            table[unit] = known.get(letters, table[unit])
    table[ord(ARTICLE_END)] = END
    table.setflags(write=False)
    return table


@functools.cache
def table_with_joiners() -> Codes:
    """Return the letter table in which the joiner is a letter of its own, for learning where writers put it."""
    table = letter_table().copy()
    table[ord(JOINER)] = JOINED
    return table


@functools.cache
def ligatures() -> dict[int, str]:
    """Return how each character of several letters is spelled out, by its code point in ascending order."""
    return {int(unit): _letters_of(chr(unit)) for unit in np.flatnonzero(letter_table() == SEVERAL)}
