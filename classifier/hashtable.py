"""A table from 64-bit keys to numbers that answers a whole array of questions at once.

Open addressing with linear probing (Knuth, TAOCP vol. 3, section 6.4), an eighth full at first, so that
nearly every question is answered by the first look.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

MISSING: Final = -1
_EMPTY: Final = np.uint64(0)
_SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)  # odd; the product's high bits depend on every bit of the key

Keys = npt.NDArray[np.uint64]
Values = npt.NDArray[np.int32]
Slots = npt.NDArray[np.int64]


class HashTable:
    """Values by key: no key is 0, keys are distinct, values are not negative.

    One thread may add while others look up: they find the new value or `MISSING`, never another.
    """

    def __init__(self, keys: Keys, values: Values, room: int = 0) -> None:
        """Hold these keys, with room for so many more."""
        slots = max(16, len(keys) * 8, (len(keys) + room) * 4)  # a quarter full when the room is taken
        bits = (slots - 1).bit_length()
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._values = np.full(1 << bits, MISSING, dtype=np.int32)
        self._fill(keys, values)

    def look_up(self, keys: Keys) -> Values:
        """Return the value of each key, `MISSING` where there is none."""
        slots = self._first_slots(keys)
        found = self._keys[slots]
        values: Values = self._values[slots]
        other = np.flatnonzero(found != keys)
        values[other] = MISSING  # also where another thread is just adding to what was an empty slot
        other = other[found[other] != _EMPTY]
        slots = slots[other]
        while len(other):  # another key has the slot: look one on
            slots = (slots + 1) & self._last
            found = self._keys[slots]
            right = found == keys[other]
            values[other[right]] = self._values[slots[right]]
            still = ~right & (found != _EMPTY)
            other, slots = other[still], slots[still]
        return values

    def add(self, key: int, value: int) -> None:
        """Add one key that is not in the table; the room given at the start bounds how many."""
        slot = int(((key * int(_SPREAD)) & 0xFFFFFFFFFFFFFFFF) >> int(self._shift))
        while self._keys[slot] != _EMPTY:
            slot = (slot + 1) & self._last
        self._values[slot] = value  # before the key: who finds the key must find the value
        self._keys[slot] = key

    def _fill(self, keys: Keys, values: Values) -> None:
        slots = self._first_slots(keys)
        while len(keys):
            self._keys[slots] = np.where(self._keys[slots] == _EMPTY, keys, self._keys[slots])
            placed = self._keys[slots] == keys
            self._values[slots[placed]] = values[placed]
            keys, values = keys[~placed], values[~placed]
            slots = (slots[~placed] + 1) & self._last

    def _first_slots(self, keys: Keys) -> Slots:
        return ((keys * _SPREAD) >> self._shift).view(np.int64)  # signed: NumPy copies any other index
