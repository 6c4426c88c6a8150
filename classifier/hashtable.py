"""A table from 64-bit keys to numbers that answers a whole array of questions at once.

Every key has one slot (Knuth, TAOCP vol. 3, section 6.4), a 64-bit entry, so that a question touches one line of
the cache: 39 bits of the key, beside those that the slot itself gives away; a bit that says whether other keys
wanted the slot too, without which a search ends; and the value. So two keys are taken for each other if they agree
in 39 bits and in their slot: with 2**18 slots, two in 2**57. The few keys whose slot was taken stand in a dict,
where a handful is found sooner than by another round of array operations.
"""

import random
from typing import Final

import numpy as np
import numpy.typing as npt

MISSING: Final = -1
_KEY_BITS: Final = 64
# Drawn anew in every process, for else anyone could write words that all want one slot. Odd; the product's high bits
# depend on every bit of the key.
_SPREAD: Final = np.uint64(random.SystemRandom().getrandbits(_KEY_BITS) | 1)
_VALUE_BITS: Final = 24
_VALUE: Final = np.uint64((1 << _VALUE_BITS) - 1)  # kept as one more than it is, so that no entry is 0
_CROWDED: Final = np.uint64(1 << _VALUE_BITS)
_BELOW_KEY: Final = _VALUE | _CROWDED
_EMPTY: Final = np.uint64(0)
_SPARE: Final = 4  # slots for each key at first; half as many when the room is taken
# Keys added at once: larger arrays are fresh memory each time, and touching that takes longer than filling it.
_AT_ONCE: Final = 1 << 13

Keys = npt.NDArray[np.uint64]
Values = npt.NDArray[np.int64]


class HashTable:
    """Values by key: no key is 0, keys are distinct, values are not negative and below 2**24 - 1.

    One thread may add while others look up: they find the new value or `MISSING`.
    """

    def __init__(self, keys: Keys, values: Values, room: int = 0) -> None:
        """Hold these keys, the first of them where they are found soonest, with room for so many more.

        Raises ValueError if a value is too large.
        """
        if len(values) and values.max() >= _VALUE:
            raise ValueError(f"{values.max()} is too large a value for a table")
        slots = max(_SPARE * len(keys), _SPARE // 2 * (len(keys) + room), 2)
        bits = (slots - 1).bit_length()
        self._shift = np.uint64(_KEY_BITS - bits)
        self._bits = np.uint64(bits)
        self._crowded_out: dict[int, int] = {}
        self._entries = np.zeros(1 << bits, dtype=np.uint64)
        for first in range(0, len(keys), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            self.add(keys[some], values[some])

    def look_up(self, keys: Keys) -> Values:
        """Return the value of each key, `MISSING` where there is none."""
        products = keys * _SPREAD
        slots = (products >> self._shift).view(np.int64)  # signed: NumPy copies any other index
        products <<= self._bits  # what tells the keys of one slot apart
        entries = self._entries[slots]
        values: Values = (entries & _VALUE).view(np.int64)
        values -= 1
        other = ((entries ^ products) > _BELOW_KEY).nonzero()[0]
        if len(other):
            values[other] = MISSING
            other = other[entries[other] & _CROWDED != _EMPTY]
            if len(other):
                values[other] = [self._crowded_out.get(key, MISSING) for key in keys[other].tolist()]
        return values

    def add(self, keys: Keys, values: Values) -> None:
        """Add keys that are not in the table; the room given at the start bounds how many."""
        keys, values = keys[::-1], values[::-1]  # of those that want one slot the last written gets it
        products = keys * _SPREAD
        slots = (products >> self._shift).view(np.int64)
        new = (products << self._bits & ~_BELOW_KEY) | (values.astype(np.uint64) + np.uint64(1))
        self._entries[slots] = np.where(self._entries[slots] == _EMPTY, new, self._entries[slots])
        out = (self._entries[slots] & ~_CROWDED != new).nonzero()[0]
        self._crowded_out.update(zip(keys[out].tolist(), values[out].tolist(), strict=True))
        self._entries[slots[out]] |= _CROWDED
