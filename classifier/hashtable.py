"""A table from 64-bit hashes to numbers that answers a whole array of questions at once.

Open addressing with linear probing (Knuth, TAOCP vol. 3, section 6.4), at most a quarter full, so that
nearly every question is answered by the first look.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

MISSING: Final = -1
_SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)  # odd; the product's high bits depend on every bit of the hash


class HashTable:
    """Values by hash: `values[i]` belongs to `hashes[i]`; hashes are distinct, values are not negative."""

    def __init__(self, hashes: npt.NDArray[np.uint64], values: npt.NDArray[np.int32]) -> None:
        bits = max(4, int(len(hashes) * 4 - 1).bit_length()) if len(hashes) else 4
        self._shift = np.uint64(64 - bits)
        self._mask = np.int64((1 << bits) - 1)
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._values = np.full(1 << bits, MISSING, dtype=np.int32)
        self._fill(hashes, values)

    def _slots(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        return ((hashes * _SPREAD) >> self._shift).astype(np.int64)

    def _fill(self, hashes: npt.NDArray[np.uint64], values: npt.NDArray[np.int32]) -> None:
        slots = self._slots(hashes)
        while len(hashes):
            free = self._values[slots] == MISSING
            _, first = np.unique(slots, return_index=True)  # one newcomer a slot
            placed = np.zeros(len(hashes), dtype=bool)
            placed[first] = free[first]
            self._keys[slots[placed]], self._values[slots[placed]] = hashes[placed], values[placed]
            hashes, values = hashes[~placed], values[~placed]
            slots = (slots[~placed] + 1) & self._mask

    def look_up(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Return the value of each hash, `MISSING` where there is none."""
        slots = self._slots(hashes)
        found = self._values.take(slots)
        unsettled = np.flatnonzero((self._keys.take(slots) != hashes) & (found != MISSING))
        while len(unsettled):
            slots[unsettled] = next_slots = (slots[unsettled] + 1) & self._mask
            found[unsettled] = self._values[next_slots]
            here = (self._keys[next_slots] != hashes[unsettled]) & (found[unsettled] != MISSING)
            unsettled = unsettled[here]
        return found
