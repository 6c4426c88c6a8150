"""Find articles that are nearly the same: wire stories are copied, and a copy would flatter a judgement."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.batches import batches
from classifier.words import Hashes, words_of

SIMILAR: Final = 0.7  # estimated share of common distinct words from which two articles are one story
_HASHES: Final = 64  # two articles agree in each with the chance of their share of common words (Broder 1997)
_BANDS: Final = 16  # only articles that agree in a whole band are compared: 99 in 100 of the barely similar ones
_HALF: Final = np.uint64(32)
_ODD: Final = np.random.default_rng(0).integers(1 << 62, 1 << 63, _HASHES, dtype=np.uint64) * 2 + 1


def near_duplicate_groups(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return a group number for each text; texts that are nearly the same share one.

    Texts of the same words always share a group; a text without words is alone. The cost is linear in the
    length of the texts, and in their number as long as not all of them are half alike.
    """
    signatures, worded = _signatures(texts)
    leaders = np.arange(len(texts), dtype=np.int64)
    for band in np.split(signatures, _BANDS, axis=1):
        kept: defaultdict[bytes, list[int]] = defaultdict(list)
        for number in worded:
            rivals = kept[band[number].tobytes()]
            alike = [other for other in rivals if (signatures[number] == signatures[other]).mean() >= SIMILAR]
            for other in alike:
                _join(leaders, number, other)
            if not alike:  # a copy of what is kept would find nothing more
                rivals.append(number)
    return np.array([_leader(leaders, number) for number in range(len(texts))], dtype=np.int64)


def _signatures(texts: Sequence[str]) -> tuple[Hashes, list[int]]:
    """Return the smallest value of each hash over each text's words, one row per text, and which texts have words."""
    signatures = np.zeros((len(texts), _HASHES), dtype=np.uint64)
    worded = []
    for batch, batch_texts in batches(enumerate(texts)):
        words = words_of(batch_texts)
        for row, number in enumerate(batch):
            distinct = np.unique(words.hashes[words.rows[row] : words.rows[row + 1]])
            if len(distinct):
                signatures[number] = ((distinct ^ (distinct >> _HALF))[:, None] * _ODD).min(axis=0)
                worded.append(number)
    return signatures, worded


def _leader(leaders: npt.NDArray[np.int64], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = int(leaders[number])
    return number


def _join(leaders: npt.NDArray[np.int64], one: int, other: int) -> None:
    one, other = _leader(leaders, one), _leader(leaders, other)
    leaders[max(one, other)] = min(one, other)
