from collections import Counter

import pytest

from classifier.canonical import Lexicon
from classifier.words import LONGEST_WORD, words_of
from training.vocabulary import learn_vocabulary
from training.wholes import FEWEST, whole_words

LONG = "م" * (LONGEST_WORD - 2)
LEXICON = Lexicon(
    words={"اپرا", "تور", "شیر", "خشک", "گرم", "تولید", "خط", "پرورش", LONG},
    compounds={},
    idle={"کنندگان", "بر", "ها", "ی"},
)


def wholes(*texts):
    return whole_words(texts, Counter(" ".join(texts).split()), LEXICON)


def test_a_word_that_is_written_as_one_is_a_word():
    assert wholes("اپراتور " * FEWEST) == {"اپراتور"}
    assert wholes("برخط " * FEWEST) == {"برخط"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("اپراتور " * (FEWEST - 1), id="written_too_seldom_to_know"),
        pytest.param("شیرخشک " * FEWEST + "شیر خشک " * FEWEST, id="written_apart_as_often"),
        pytest.param("تولیدکنندگان " * FEWEST, id="only_an_ending_is_cut_off"),
        pytest.param("وپرورش " * FEWEST, id="a_conjunction_is_glued_on"),
        pytest.param("تور " * FEWEST, id="the_dictionary_knows_it"),
        pytest.param("ژاله " * FEWEST, id="nothing_would_cut_it"),
        pytest.param(f"تور{LONG} " * FEWEST, id="longer_than_any_word"),
    ],
)
def test_every_other_word_is_left_to_the_rules(text):
    assert wholes(text) == set()


def test_parts_are_counted_pair_by_pair_over_all_texts_and_in_their_order():
    # Two batches of the tagger's, for more is read at once than that.
    long = "ژ " * 40_000

    found = wholes(
        "شیرگرم شیرخشک اپراتور " * 9 + "شیر گرم " * 5 + "خشک شیر ژاله " * 20 + long,
        "شیر گرم " * 5 + "شیر خشک " * 7 + long,
    )

    assert found == {"شیرخشک", "اپراتور"}


def test_the_end_of_one_text_and_the_beginning_of_the_next_are_no_pair():
    assert wholes("شیرگرم " * FEWEST, *["شیر", "گرم"] * 2 * FEWEST) == {"شیرگرم"}


def test_a_plural_makes_its_singular_a_word():
    assert wholes("اپراتورها " * FEWEST + "اپراتوری " * FEWEST) == {"اپراتور"}


def test_it_is_one_canonical_word_in_every_form():
    vocabulary = learn_vocabulary(["اپراتور " * 9 + "اپراتورها اپراتورهای اپراتوری " * FEWEST + "اپرا تورهای"])

    read = vocabulary.read(words_of(["اپراتور اپراتورها اپراتورهای اپراتوری اپراتورهایشان"]))

    assert [vocabulary.words[number] for number in read.ids] == ["اپراتور"] * 5


def test_a_word_that_one_writer_joins_is_a_compound_and_not_whole():
    vocabulary = learn_vocabulary(["رمزارز رمزارزی " * FEWEST + "رمز\u200cارز"])

    for form in ("رمزارز", "رمزارزی"):
        assert [vocabulary.words[number] for number in vocabulary.read(words_of([form])).ids] == ["رمز", "ارز"]
