import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import CorpusError
from training.folds import split_folds

LETTERS = "ابپتثجچحخدرزسشصضطعفقکگلمنوهی"
UNIQUE = [f"{one}{other}{one}{other}" for one in LETTERS for other in LETTERS]  # texts of one word each, all different


def truth_of(*sets: str) -> np.ndarray:
    return np.array([[tag in tags for tag in "ab"] for tags in sets])


def test_every_fold_has_its_share_of_every_combination_of_tags():
    sets = ["a"] * 20 + ["b"] * 10 + ["ab"] * 10 + [""] * 40
    truth = truth_of(*sets)

    folds = split_folds(truth, UNIQUE[:80], 5, seed=0)

    for tags, share in (("a", 4), ("b", 2), ("ab", 2), ("", 8)):
        members = [number for number, found in enumerate(sets) if found == tags]
        assert np.bincount(folds[members]).tolist() == [share] * 5


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["", "a", "b", "ab"]), min_size=8, max_size=40), st.data())
def test_copies_share_a_fold_and_every_fold_is_used(sets, data):
    copied = data.draw(st.lists(st.integers(0, len(sets) - 1), max_size=10))
    texts = UNIQUE[: len(sets)] + [UNIQUE[number] for number in copied]
    truth = truth_of(*sets, *(sets[number] for number in copied))

    folds = split_folds(truth, texts, 3, seed=1)

    assert folds[len(sets) :].tolist() == folds[copied].tolist()
    assert set(folds.tolist()) <= {0, 1, 2}
    assert len(set(folds.tolist())) > 1


def test_the_seed_decides_the_folds():
    truth = truth_of(*["a"] * 20, *[""] * 20)

    one, same, other = (split_folds(truth, UNIQUE[:40], 5, seed).tolist() for seed in (1, 1, 2))

    assert one == same != other


@pytest.mark.parametrize("sets", [["a", "a", "", ""], ["a", "a", "a", "", "b", "b"], ["ab", "a", "b", "", ""]])
def test_few_articles_have_fewer_folds(sets):
    folds = split_folds(truth_of(*sets), UNIQUE[: len(sets)], 5, seed=0)

    assert 1 < len(set(folds.tolist())) < 5


def test_articles_that_are_all_the_same_cannot_be_split():
    with pytest.raises(CorpusError, match=r"4 articles cannot be split.*all are nearly the same"):
        split_folds(truth_of("a", "a", "", ""), ["کتاب قلم دفتر"] * 4, 5, seed=0)
