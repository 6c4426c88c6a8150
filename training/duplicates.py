"""Find articles that are nearly the same: wire stories are copied, and a copy would flatter a judgement."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.batches import batches
from classifier.words import words_of

_SKETCH: Final = 32  # words: those of an article with the smallest hashes (Broder 1997, bottom-k sketch)
SIMILAR: Final = 0.7  # estimated share of common distinct words from which two articles are one story


def near_duplicate_groups(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return a group number for each text; texts that are nearly the same share one.

    The cost is linear in the length of the texts, and in their number where words are not all alike.
    """
    sketches = _sketches(texts)
    leaders = np.arange(len(texts), dtype=np.int64)
    owners: dict[int, list[int]] = {}
    for number, sketch in enumerate(sketches):
        seen: dict[int, int] = {}
        for word in sketch:
            for other in owners.get(word, ()):
                seen[other] = seen.get(other, 0) + 1
        alike = [other for other, shared in seen.items() if shared >= SIMILAR * max(len(sketch), len(sketches[other]))]
        for other in alike:
            _join(leaders, number, other)
        for word in sketch:
            kept = owners.setdefault(word, [])
            if len(kept) < _SKETCH:  # a word of very many sketches tells no two articles apart
                kept.append(number)
    return np.array([_leader(leaders, number) for number in range(len(texts))], dtype=np.int64)


def _sketches(texts: Sequence[str]) -> list[list[int]]:
    sketches = []
    for _, batch in batches((None, text) for text in texts):
        words = words_of(batch)
        for row in range(len(batch)):
            distinct = np.unique(words.hashes[words.rows[row] : words.rows[row + 1]])
            sketches.append(distinct[:_SKETCH].tolist())
    return sketches


def _leader(leaders: npt.NDArray[np.int64], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = int(leaders[number])
    return number


def _join(leaders: npt.NDArray[np.int64], one: int, other: int) -> None:
    one, other = _leader(leaders, one), _leader(leaders, other)
    leaders[max(one, other)] = min(one, other)
