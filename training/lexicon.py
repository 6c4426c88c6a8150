"""What hazm knows of Persian words, in the letters of `classifier.letters`. The only file that imports hazm.

hazm's data are the same bytes in 0.10 and 0.12 while its algorithms differ, so only its data are used:
the words that carry a part of speech, the compounds written with a joiner, the forms of verbs, and the
function words.
"""

import functools
import warnings
from typing import Final

from classifier.canonical import DOUBTFUL_ENDINGS, PLAIN_ENDINGS, VERB_BEGINNINGS, Lexicon
from classifier.letters import BLANK, END, JOINER, written
from classifier.words import codes_of

_NO_PART_OF_SPEECH: Final = "0"
SHORTEST_WORD: Final = 2
# Inflected forms that do not mean what their stem does: teachers, from "cultural".
_WORDS_OF_THEIR_OWN: Final = ["فرهنگیان"]


def _folded(words: list[str]) -> list[str]:
    """Return each word in folded letters, in one pass over all."""
    codes = codes_of(words)
    return written(codes[(codes > BLANK) | (codes == END)]).splitlines()  # END is written as a line's end


@functools.cache
def hazm_lexicon() -> Lexicon:
    """Return hazm's words, compounds and function words. Importing hazm takes a second or two."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # hazm's imports warn about their own escapes
        import hazm

        entries = [word for word, frequency, tags in hazm.words_list() if frequency or _NO_PART_OF_SPEECH not in tags]
        function_words = [word.replace("_", JOINER) for word in hazm.stopwords_list()]
    compounds = {}
    for entry in entries + function_words:
        parts = tuple(_folded(entry.split(JOINER)))
        if len(parts) > 1 and all(len(part) >= SHORTEST_WORD for part in parts):
            compounds["".join(parts)] = parts
    entries += _WORDS_OF_THEIR_OWN
    words = {word for word in _folded(entries) if len(word) >= SHORTEST_WORD} - compounds.keys()
    idle = set(_folded(function_words)) - compounds.keys()
    idle |= {*PLAIN_ENDINGS, *DOUBTFUL_ENDINGS, *VERB_BEGINNINGS}
    return Lexicon(words=words, compounds=compounds, idle=idle)
