import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.words import LONGEST_WORD, hash_words, words_of

TEXTS = st.lists(st.text(max_size=80), min_size=1, max_size=5)
LETTERS = "ابپتسشقکگلمنوهی"
WORDS = st.lists(st.text(st.sampled_from(LETTERS), min_size=2, max_size=LONGEST_WORD), min_size=1, max_size=30)


def written(text: str) -> list[str]:
    words = words_of([text])
    return [words.written(word) for word in range(len(words.hashes))]


def test_words_are_cut_at_blanks_stops_and_digits():
    assert written("سفیر گفت:این ۱۰۰شرکت،آمدند.") == ["سفیر", "گفت", "این", "شرکت", "امدند"]


def test_a_single_letter_is_no_word():
    assert written("کتاب و قلم") == ["کتاب", "قلم"]


@pytest.mark.parametrize(
    "same", ["می\u200cرود", "میرود", "ميرود", "مِی\u200cرَود", "مـیـرود", "می&zwnj;رود", "\ufee3\ufbff\ufeae\ufeed\ufea9"]
)
def test_every_spelling_of_a_word_has_one_hash(same):
    assert words_of([same]).hashes.tolist() == hash_words(["میرود"]).tolist()


@given(WORDS)
def test_two_words_have_one_hash_only_if_they_are_the_same(words):
    hashes = hash_words(words).tolist()

    assert len(set(hashes)) == len(set(words))


@given(TEXTS)
def test_a_text_has_the_same_words_alone_and_in_a_batch(texts):
    batch = words_of(texts)

    for row, text in enumerate(texts):
        alone = words_of([text])
        assert batch.hashes[batch.rows[row] : batch.rows[row + 1]].tolist() == alone.hashes.tolist()


@given(st.text())
def test_any_text_has_words(text):
    words = words_of([text])

    assert words.rows.tolist() == [0, len(words.hashes)]
    assert all(words.ends - words.starts > 1)
    assert all(words.hashes != 0)


def test_words_beyond_the_longest_are_told_apart_by_their_beginnings():
    long = "ب" * LONGEST_WORD

    assert len(np.unique(words_of([f"{long} {long}ب {long}ببب ب{'ا' * LONGEST_WORD}"]).hashes)) == 2


def test_the_mark_between_articles_is_harmless_inside_one():
    words = words_of(["کتاب\uffffقلم", "دفتر"])

    assert words.rows.tolist() == [0, 2, 3]


def test_half_of_a_surrogate_pair_stands_between_words():
    assert written("کتاب\ud83dخانه") == ["کتاب", "خانه"]
