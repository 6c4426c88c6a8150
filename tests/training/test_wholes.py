from collections import Counter

import pytest

from classifier.canonical import Lexicon
from classifier.words import words_of
from training.vocabulary import learn_vocabulary
from training.wholes import FEWEST, whole_words

LEXICON = Lexicon(words={"اپرا", "تور", "شیر", "خشک", "تولید", "خط", "پرورش"}, compounds={}, idle={"کنندگان", "بر"})


def wholes(text):
    return whole_words([text], Counter(text.split()), LEXICON)


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
        pytest.param("اپراتورЖ " * FEWEST, id="letters_of_another_script"),
    ],
)
def test_every_other_word_is_left_to_the_rules(text):
    assert wholes(text) == set()


def test_its_parts_are_counted_side_by_side_in_their_order_only():
    assert wholes("شیرخشک " * FEWEST + "خشک شیر " * FEWEST) == {"شیرخشک"}


def test_it_is_one_canonical_word_and_so_is_its_plural():
    vocabulary = learn_vocabulary(["اپراتور " * FEWEST + "اپرا تورهای"])

    read = vocabulary.read(words_of(["اپراتور اپراتورها اپراتورهایشان"]))

    assert [vocabulary.words[number] for number in read.ids] == ["اپراتور"] * 3
