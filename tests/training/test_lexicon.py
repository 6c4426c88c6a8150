import pytest

from classifier.words import words_of
from training.lexicon import hazm_lexicon


@pytest.fixture(scope="module")
def lexicon():
    return hazm_lexicon()


def test_words_compounds_and_idle_words_are_hazms(lexicon):
    assert {"کتاب", "صادرات", "فرهنگیان"} <= lexicon.words
    assert {"و", "را", "برای", "ها", "می"} <= lexicon.idle
    assert lexicon.compounds["دانشاموز"] == ("دانش", "اموز")
    assert len(lexicon.words) > 20_000


def test_everything_is_written_in_folded_letters(lexicon):
    for part in (lexicon.words, lexicon.compounds.keys()):
        folded = words_of([" ".join(sorted(part))])
        assert {folded.written(word) for word in range(len(folded.hashes))} == set(part)


def test_a_compound_is_its_parts_joined_and_no_word_is_two_things(lexicon):
    assert all("".join(parts) == raw and len(parts) > 1 for raw, parts in lexicon.compounds.items())
    assert not lexicon.words & lexicon.compounds.keys()
