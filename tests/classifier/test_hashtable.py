import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.hashtable import MISSING, HashTable

KEYS = st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=200)


def table_of(keys: list[int], room: int = 0) -> HashTable:
    return HashTable(np.array(keys, dtype=np.uint64), np.arange(len(keys), dtype=np.int32), room)


@given(KEYS, KEYS)
def test_a_table_answers_as_a_dict_does(keys, others):
    asked = keys + others

    answers = table_of(keys).look_up(np.array(asked, dtype=np.uint64)).tolist()

    expected = {key: value for value, key in enumerate(keys)}
    assert answers == [expected.get(key, MISSING) for key in asked]


@given(KEYS, st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=50))
def test_an_added_key_is_found_and_the_others_still_are(keys, added):
    new = [key for key in added if key not in keys]
    table = table_of(keys, room=len(new))

    for value, key in enumerate(new, len(keys)):
        table.add(key, value)

    assert table.look_up(np.array(keys + new, dtype=np.uint64)).tolist() == list(range(len(keys) + len(new)))


def test_keys_that_share_a_slot_are_told_apart():
    keys = list(range(1, 3000))  # more than the table has slots to spare

    assert table_of(keys).look_up(np.array(keys, dtype=np.uint64)).tolist() == list(range(2999))


def test_more_keys_than_a_table_can_number_are_refused():
    with pytest.raises(ValueError, match="too many"):
        table_of([1], room=2**24)
