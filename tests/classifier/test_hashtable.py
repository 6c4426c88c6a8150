import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.hashtable import _SPREAD, MISSING, HashTable

KEYS = st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=200)


def table_of(keys: list[int], room: int = 0) -> HashTable:
    return HashTable(np.array(keys, dtype=np.uint64), np.arange(len(keys)), room)


@given(KEYS, KEYS)
def test_a_table_answers_as_a_dict_does(keys, others):
    asked = keys + others

    answers = table_of(keys).look_up(np.array(asked, dtype=np.uint64)).tolist()

    expected = {key: value for value, key in enumerate(keys)}
    assert answers == [expected.get(key, MISSING) for key in asked]


@given(KEYS, st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=50))
def test_added_keys_are_found_and_the_others_still_are(keys, added):
    new = [key for key in added if key not in keys]
    table = table_of(keys, room=len(new))

    table.add(np.array(new, dtype=np.uint64), np.arange(len(keys), len(keys) + len(new)))

    assert table.look_up(np.array(keys + new, dtype=np.uint64)).tolist() == list(range(len(keys) + len(new)))


def test_keys_that_want_one_slot_are_told_apart_and_from_a_stranger():
    candidates = np.arange(1, 20_000, dtype=np.uint64)
    slots = (candidates * _SPREAD) >> np.uint64(64 - 5)  # of a table for eight keys
    same = candidates[slots == 3]
    keys = same[:8]
    table = HashTable(keys[:4], np.arange(4), room=4)

    table.add(keys[4:], np.arange(4, 8))

    assert table.look_up(keys).tolist() == list(range(8))
    assert table.look_up(same[8:]).tolist() == [MISSING] * len(same[8:])


def test_a_value_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="too large"):
        HashTable(np.array([1], dtype=np.uint64), np.array([2**24 - 1]))


def test_nobody_can_know_which_words_want_one_slot():
    code = "from classifier.hashtable import _SPREAD; print(_SPREAD)"

    first, second = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(2))

    assert first.stdout != second.stdout
