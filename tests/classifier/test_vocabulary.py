import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import classifier.vocabulary
from classifier.hashtable import MISSING
from classifier.vocabulary import UNKNOWN, Surfaces, Vocabulary
from classifier.words import hash_words, words_of

WORDS = ["", "کتاب", "قلم", "بازار"]


@pytest.fixture
def vocabulary() -> Vocabulary:
    """Three words; «کتابقلم» is a compound, «است» idle."""
    raw = ["کتاب", "قلم", "بازار", "کتابقلم", "است"]
    starts = np.array([0, 1, 2, 3, 5, 5], dtype=np.int32)
    return Vocabulary(list(WORDS), Surfaces(hash_words(raw), starts, np.array([1, 2, 3, 1, 2], dtype=np.int32)))


def read(vocabulary: Vocabulary, *texts: str) -> list[list[str]]:
    reading = vocabulary.read(words_of(texts))
    words = [vocabulary.words[number] for number in reading.ids]
    return [words[start:end] for start, end in zip(reading.rows[:-1], reading.rows[1:], strict=True)]


def test_a_batch_is_read_article_by_article(vocabulary):
    assert read(vocabulary, "کتاب است قلم", "", "بازار") == [["کتاب", "قلم"], [], ["بازار"]]


def test_a_compound_is_read_as_its_words(vocabulary):
    assert read(vocabulary, "بازار کتاب\u200cقلم") == [["بازار", "کتاب", "قلم"]]


def test_each_canonical_word_knows_the_raw_word_it_came_from(vocabulary):
    reading = vocabulary.read(words_of(["است کتاب\u200cقلم بازار"]))

    assert reading.sources.tolist() == [1, 1, 2]


def test_an_unseen_inflection_is_read_as_its_known_word(vocabulary):
    assert read(vocabulary, "کتابهای بازارها ناشناخته") == [["کتاب", "بازار", ""]]


def test_unseen_words_glued_to_one_another_are_read_as_both(vocabulary):
    assert read(vocabulary, "بازارکتاب قلمبازارها") == [["بازار", "کتاب", "قلم", "بازار"]]


def test_what_was_remembered_reads_as_it_did_the_first_time(vocabulary):
    first = read(vocabulary, "کتابهای وقلم")

    assert read(vocabulary, "کتابهای وقلم") == first == [["کتاب", "قلم"]]


def test_memory_is_bounded_and_forgetting_changes_nothing(vocabulary, monkeypatch):
    monkeypatch.setattr(classifier.vocabulary, "_ROOM", 3)
    vocabulary = Vocabulary(vocabulary.words, vocabulary.surfaces)

    for ending in ("های", "هایی", "هایم", "هایت", "هایش"):
        assert read(vocabulary, f"کتاب{ending} قلم{ending}") == [["کتاب", "قلم"]]
        assert len(vocabulary._analyses.starts) == 5 + 1 + 3


def test_a_batch_that_makes_it_forget_is_still_read_whole_and_remembered(vocabulary, monkeypatch):
    monkeypatch.setattr(classifier.vocabulary, "_ROOM", 3)
    vocabulary = Vocabulary(vocabulary.words, vocabulary.surfaces)
    read(vocabulary, "کتابهای قلمهای")

    assert read(vocabulary, "کتابهای قلمهایی بازارهای") == [["کتاب", "قلم", "بازار"]]
    remembered = hash_words(["کتابهای", "قلمهایی", "بازارهای"])
    assert (vocabulary._analyses.table.look_up(remembered) != MISSING).all()


def test_unseen_words_beyond_the_bound_count_as_unknown_whether_remembered_or_not(vocabulary, monkeypatch):
    monkeypatch.setattr(classifier.vocabulary, "_ANALYSED", 2)
    text = "کتابهای قلمهای بازارهای کتاب"

    assert read(vocabulary, "بازارهای") == [["بازار"]]
    assert read(vocabulary, text) == read(vocabulary, text) == [["کتاب", "قلم", "", "کتاب"]]
    assert read(vocabulary, text, "بازارهای")[1] == ["بازار"], "the bound is each article's own"


def test_many_threads_read_the_same_as_one(vocabulary):
    texts = [f"کتاب{ending} بازار{other}" for ending in ("ها", "های", "م", "ت") for other in ("ی", "ها", "هایی")] * 20
    expected = read(Vocabulary(vocabulary.words, vocabulary.surfaces), *texts)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(read(vocabulary, *texts))) for _ in range(6)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [expected] * 6


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_batch_can_be_read(texts):
    vocabulary = Vocabulary(
        list(WORDS), Surfaces(hash_words(WORDS[1:]), np.arange(4, dtype=np.int32), np.array([1, 2, 3], dtype=np.int32))
    )

    reading = vocabulary.read(words_of(texts))

    assert len(reading.rows) == len(texts) + 1
    assert reading.rows[-1] == len(reading.ids) == len(reading.sources)
    assert set(reading.ids.tolist()) <= {UNKNOWN, 1, 2, 3}
