"""Words that look glued and are not: «اپراتور» is no opera and no tour.

`classifier.canonical` cuts a word that nobody knows into two that somebody knows. A word that the corpus writes
as one, and as one more often than as those two, is a word of its own. (Corpora of dirty text do write «باتوجه»
again and again, and «با توجه» ten times as often.)
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from classifier.batches import batches
from classifier.canonical import Lexicon, canonical_words, known_stem, plain_stem, unglued
from classifier.words import LONGEST_WORD, Hashes, hash_words, words_of

FEWEST: Final = 5  # times that the corpus writes the word: fewer may be the same slip twice
_MULTIPLIER: Final = np.uint64(0xD6E8FEB86659FD93)  # odd: makes one key of two words in their order
_SIEVE_BITS: Final = 16
_BELOW_SIEVE: Final = np.uint64(64 - _SIEVE_BITS)


def whole_words(texts: Sequence[str], counts: Mapping[str, int], lexicon: Lexicon) -> set[str]:
    """Return the words that are words of their own, without plural endings.

    `counts` says how often the texts have each raw word.
    """
    parts_of = {
        word: parts
        for word, count in counts.items()
        if count >= FEWEST and (parts := _seeming_parts(word, lexicon)) is not None
    }
    apart = _side_by_side(texts, sorted(set(parts_of.values())))
    wholes: set[str] = set()
    words = set(lexicon.words)
    known = Lexicon(words, lexicon.compounds, lexicon.idle)  # grows with every whole word
    for stem, word in sorted((plain_stem(word), word) for word in parts_of):  # «اپراتور» before «اپراتوری»
        if apart[parts_of[word]] < counts[word] and known_stem(stem, known) is None:
            wholes.add(stem)
            words.add(stem)
    return wholes


def _seeming_parts(word: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return the two words into which an unknown word would be cut; None if the second is only an ending."""
    if len(word) > LONGEST_WORD or known_stem(word, lexicon) is not None:
        return None
    match unglued(word, lexicon):
        case (first, second) if canonical_words(second, lexicon):
            return first, second
    return None


def _side_by_side(texts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Count how often the texts have each pair of words one after the other, whatever mark stands between."""
    if not pairs:
        return {}
    firsts, seconds = (hash_words(words) for words in zip(*pairs, strict=True))
    wanted = _keys(firsts, seconds)
    order = np.argsort(wanted)
    sieve = np.zeros(1 << _SIEVE_BITS, dtype=bool)  # nearly every pair of the texts is none of ours
    sieve[wanted >> _BELOW_SIEVE] = True
    found = np.zeros(len(pairs), dtype=np.int64)
    for _, batch in batches((None, text) for text in texts):
        words = words_of(batch)
        ends = words.rows[1:-1]  # an article's last word is no neighbour of the next one's first
        keys = _keys(words.hashes[:-1], words.hashes[1:])
        keys = np.delete(keys, ends[(ends > 0) & (ends < len(words.hashes))] - 1)
        keys = keys[sieve[keys >> _BELOW_SIEVE]]
        places = order[np.searchsorted(wanted, keys, sorter=order).clip(max=len(pairs) - 1)]
        found += np.bincount(places[wanted[places] == keys], minlength=len(pairs))
    return dict(zip(pairs, found.tolist(), strict=True))


def _keys(firsts: Hashes, seconds: Hashes) -> Hashes:
    keys: Hashes = firsts * _MULTIPLIER + seconds
    return keys
