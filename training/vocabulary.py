"""Learn a vocabulary: analyse every distinct raw word of a corpus once, and keep the answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from classifier.batches import batches
from classifier.canonical import Lexicon, canonical_words
from classifier.letters import FOREIGN, JOINER, NOTHING, table_with_joiners
from classifier.vocabulary import Surfaces, Vocabulary
from classifier.words import LONGEST_WORD, codes_of, cut, hash_words
from training.lexicon import SHORTEST_WORD, hazm_lexicon
from training.wholes import whole_words

_UNKNOWN_WORD: Final = ""  # holds id 0, `classifier.vocabulary.UNKNOWN`


def count_spellings(texts: Iterable[str]) -> Counter[str]:
    """Count the words of the texts in folded letters, with the joiners that their writers put into them."""
    counts: Counter[int] = Counter()
    spelled: dict[int, str] = {}
    for _, batch in batches((None, text) for text in texts):
        codes = codes_of(batch, table_with_joiners())
        words = cut(codes[codes != NOTHING])
        hashes, first, times = np.unique(words.hashes, return_index=True, return_counts=True)
        for value, word, count in zip(hashes.tolist(), first.tolist(), times.tolist(), strict=True):
            counts[value] += count
            if value not in spelled:
                spelled[value] = words.written(word)
    return Counter({spelled[value]: count for value, count in counts.items()})


def taught_compounds(spellings: Counter[str], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the raw words that the corpus writes with a joiner, and their parts as it most often cuts them."""
    ways: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for spelling, count in spellings.items():
        parts = tuple(part for part in spelling.split(JOINER) if part)
        ways["".join(parts)][parts] += count
    compounds = {}
    for raw, counts in ways.items():
        if raw in lexicon.words or raw in lexicon.idle:
            continue  # the dictionary has it as one word: a joiner here is a slip
        joined = {parts: count for parts, count in counts.items() if len(parts) > 1}
        if joined:
            compounds[raw] = max(joined, key=lambda parts: (joined[parts], parts))
    return compounds


def learned_lexicon(texts: Sequence[str], spellings: Counter[str]) -> Lexicon:
    """Return hazm's knowledge of words and what the texts add to it, from how often they write each spelling."""
    hazm = hazm_lexicon()
    compounds = {**taught_compounds(spellings, hazm), **hazm.compounds}
    wholes = whole_words(texts, raw_counts(spellings), Lexicon(hazm.words, compounds, hazm.idle))
    return Lexicon(hazm.words | wholes, compounds, hazm.idle)


def raw_counts(spellings: Counter[str]) -> Counter[str]:
    """Return how often each raw word is written, whatever joiners its writers put into it."""
    counts: Counter[str] = Counter()
    for spelling, count in spellings.items():
        counts[spelling.replace(JOINER, "")] += count
    return counts


def learn_vocabulary(texts: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of the texts: hazm's knowledge and theirs, applied to each distinct raw word."""
    spellings = count_spellings(texts)
    lexicon, hazm = learned_lexicon(texts, spellings), hazm_lexicon()
    counts = raw_counts(spellings)
    every = hazm.words | hazm.compounds.keys() | hazm.idle | counts.keys()
    known = [word for word in every if SHORTEST_WORD <= len(word) <= LONGEST_WORD and FOREIGN not in word]
    raw_words = sorted(known, key=lambda word: (-counts[word], word))  # what a table has first it finds soonest
    ids: dict[str, int] = {_UNKNOWN_WORD: 0}
    analyses = [[ids.setdefault(word, len(ids)) for word in canonical_words(raw, lexicon)] for raw in raw_words]
    starts = np.cumsum([0, *map(len, analyses)], dtype=np.int32)
    pool = np.array([number for analysis in analyses for number in analysis], dtype=np.int32)
    return Vocabulary(list(ids), Surfaces(hash_words(raw_words), starts, pool))
