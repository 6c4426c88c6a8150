"""A table from 64-bit keys to numbers that answers a whole array of questions at once.

Open addressing with linear probing (Knuth, TAOCP vol. 3, section 6.4), at most an eighth full, so that
nearly every question is answered by the first look.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

MISSING: Final = -1
_EMPTY: Final = np.uint64(0)
_ONE: Final = np.uint64(1)
_SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)  # odd; the product's high bits depend on every bit of the key

Keys = npt.NDArray[np.uint64]
Values = npt.NDArray[np.int32]


class HashTable:
    """Values by key: no key is 0, keys are distinct, values are not negative.

    One thread may add while others look up: they find the new value or `MISSING`, never another.
    """

    def __init__(self, keys: Keys, values: Values, room: int = 0) -> None:
        """Hold these keys, with room for so many more."""
        bits = max(4, int((len(keys) + room) * 8 - 1).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = np.uint64((1 << bits) - 1)
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._values = np.full(1 << bits, MISSING, dtype=np.int32)
        self._fill(keys, values)

    def look_up(self, keys: Keys) -> Values:
        """Return the value of each key, `MISSING` where there is none."""
        slots = (keys * _SPREAD) >> self._shift
        found = self._keys[slots]
        values: Values = self._values[slots]  # of an empty slot: MISSING
        taken = np.flatnonzero((found != keys) & (found != _EMPTY))
        slots = slots[taken]
        while len(taken):  # by another key: look one slot on
            slots = (slots + _ONE) & self._mask
            found = self._keys[slots]
            values[taken] = self._values[slots]
            still = (found != keys[taken]) & (found != _EMPTY)
            taken, slots = taken[still], slots[still]
        return values

    def add(self, key: int, value: int) -> None:
        """Add one key that is not in the table; the room given at the start bounds how many."""
        slot = int(((key * int(_SPREAD)) & 0xFFFFFFFFFFFFFFFF) >> int(self._shift))
        while self._keys[slot] != _EMPTY:
            slot = (slot + 1) & int(self._mask)
        self._values[slot] = value  # before the key: who finds the key must find the value
        self._keys[slot] = key

    def _fill(self, keys: Keys, values: Values) -> None:
        slots = (keys * _SPREAD) >> self._shift
        while len(keys):
            self._keys[slots] = np.where(self._keys[slots] == _EMPTY, keys, self._keys[slots])
            placed = self._keys[slots] == keys
            self._values[slots[placed]] = values[placed]
            keys, values = keys[~placed], values[~placed]
            slots = (slots[~placed] + _ONE) & self._mask
