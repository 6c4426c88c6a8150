"""From a raw word to its canonical words: the second half of settling an article's spelling.

A raw word is a run of letters with every joiner gone, so it may be one word, an inflected word, or
several words that the writer joined or glued. What can be undone is decided by a `Lexicon`: while
training it is hazm's and the corpus's own joiners (`training.lexicon`); while serving it is what the
vocabulary remembers of them. The rules are the same, so a word means the same to both.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from classifier.words import LONGEST_WORD

# Endings that are only ever inflection: undone even when the lexicon does not know what is left.
PLAIN_ENDINGS: Final = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
# Endings that may also belong to the word: undone only where a known word is left.
DOUBTFUL_ENDINGS: Final = (
    "ی", "م", "ت", "ش", "ان", "ات", "ای", "یی", "ام", "اش", "تر", "اند", "انی", "یان", "گان", "تری", "مان", "تان",
    "شان", "ترین",
)  # fmt: skip
_ENDINGS: Final = sorted(PLAIN_ENDINGS + DOUBTFUL_ENDINGS, key=len)  # the longest stem that is known wins
# What a verb begins with, always before a known word.
VERB_BEGINNINGS: Final = ("نمی", "می")
CONJUNCTION: Final = "و"
SHORTEST_STEM: Final = 2  # letters
MOST_ENDINGS: Final = 3  # and beginnings, of one word: no word has more, and a hostile one could have forty
SHORTEST_PART: Final = 3  # letters of each word of a glued pair; shorter ones match by chance
_NO_WORDS: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about words. All of it is written in letters as `classifier.letters` folds them.

    `words` stand on their own; `compounds` are raw words known to consist of others; `idle` are function
    words and separated endings, which carry no topic and are passed over.
    """

    words: Set[str]
    compounds: Mapping[str, tuple[str, ...]]
    idle: Set[str]

    def knows(self, word: str) -> bool:
        """Whether the word stands in the lexicon as it is."""
        return word in self.words or word in self.idle or word in self.compounds


def canonical_words(raw: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the canonical words of one raw word: none for an idle word, several for a compound.

    The cost of a word is bounded: one longer than `LONGEST_WORD` is returned as it is.
    """
    if raw in lexicon.idle:
        return _NO_WORDS
    if len(raw) > LONGEST_WORD:
        return (raw,)
    if raw in lexicon.compounds:
        return _all_canonical(lexicon.compounds[raw], lexicon)
    stem = known_stem(raw, lexicon)
    if stem is not None:
        return (
            _NO_WORDS if stem in lexicon.idle else _all_canonical(lexicon.compounds.get(stem, ()), lexicon) or (stem,)
        )
    parts = unglued(raw, lexicon)
    if parts:
        return _all_canonical(parts, lexicon)
    return (plain_stem(raw),)


def _all_canonical(parts: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(word for part in parts for word in canonical_words(part, lexicon))


def known_stem(word: str, lexicon: Lexicon, endings: int = MOST_ENDINGS) -> str | None:
    """Return the known word that is left when inflection is undone, so many endings at most, or None."""
    if lexicon.knows(word):
        return word
    if not endings:
        return None
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            stem = known_stem(word[: -len(ending)], lexicon, endings - 1)
            if stem is not None and stem not in lexicon.idle:
                return stem
    for beginning in VERB_BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) >= SHORTEST_STEM:
            return known_stem(word[len(beginning) :], lexicon, endings - 1)
    return None


def unglued(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the two known words that an unknown word consists of, or nothing."""
    if word.startswith(CONJUNCTION) and len(word) > SHORTEST_PART and known_stem(word[1:], lexicon) is not None:
        return (word[1:],)
    for middle in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        left, right = word[:middle], word[middle:]
        if lexicon.knows(left) and known_stem(right, lexicon) is not None:
            return (left, right)
    if word[:SHORTEST_STEM] in lexicon.idle and word[SHORTEST_STEM:] in lexicon.words:
        return (word[:SHORTEST_STEM], word[SHORTEST_STEM:])
    return _NO_WORDS


def plain_stem(word: str) -> str:
    """Return the word without an ending that is only ever inflection, if it has one."""
    for ending in PLAIN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST_STEM:
            return word[: -len(ending)]
    return word
