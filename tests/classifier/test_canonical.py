import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.canonical import Lexicon, canonical_words, plain_stem
from classifier.words import LONGEST_WORD

LEXICON = Lexicon(
    words={"کتاب", "گردشگر", "گردشگری", "رود", "نماد", "بین", "زمینه", "بازار", "تجارت", "محور", "عنوان", "کشور"},
    compounds={"بینالمللی": ("بین", "المللی"), "دانشاموز": ("دانش", "اموز"), "میشود": ("می", "شود")},
    idle={"و", "را", "به", "می", "ها", "های", "شود"},
)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param("کتاب", ("کتاب",), id="a_known_word"),
        pytest.param("کتابهای", ("کتاب",), id="plural"),
        pytest.param("کتابهایشان", ("کتاب",), id="possessive_plural"),
        pytest.param("کشورهاست", ("کشورهاست",), id="nothing_known"),
        pytest.param("گردشگران", ("گردشگر",), id="animate_plural"),
        pytest.param("گردشگریهای", ("گردشگری",), id="the_longest_known_stem"),
        pytest.param("را", (), id="idle"),
        pytest.param("میشود", (), id="a_compound_of_idle_words"),
        pytest.param("میرود", ("رود",), id="verb_beginning"),
        pytest.param("ونماد", ("نماد",), id="glued_conjunction"),
        pytest.param("بینالمللی", ("بین", "المللی"), id="compound"),
        pytest.param("دانشاموزان", ("دانش", "اموز"), id="inflected_compound"),
        pytest.param("تجارتمحور", ("تجارت", "محور"), id="two_glued_words"),
        pytest.param("بهعنوان", ("عنوان",), id="glued_preposition"),
        pytest.param("اونالبایفها", ("اونالبایف",), id="an_unknown_name_in_the_plural"),
    ],
)
def test_canonical_words(raw, words):
    assert canonical_words(raw, LEXICON) == words


BOUNDS = Lexicon(
    words={"اب", "تور", "کتاب", "کار", "کارخانه", "دار", "خانهدار", "عنوان", "ایران", "ایرانی"},
    compounds={},
    idle={"به", "را", "شود"},
)
LONGEST_STEM = "ژ" * (LONGEST_WORD - 2)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param("ابها", ("اب",), id="a_known_stem_has_two_letters"),
        pytest.param("زقها", ("زقها",), id="an_unknown_stem_has_three"),
        pytest.param("زققها", ("زقق",), id="or_more"),
        pytest.param("کتابممم", ("کتاب",), id="three_endings"),
        pytest.param("کتابمممم", ("کتابمممم",), id="four_endings_are_none"),
        pytest.param("ایرانیان", ("ایرانی",), id="the_shortest_ending"),
        pytest.param("شودم", ("شودم",), id="an_idle_word_has_no_endings"),
        pytest.param("شودها", ("شود",), id="but_what_has_a_plural_is_not_idle"),
        pytest.param("نمیاب", ("اب",), id="a_verb_of_two_letters"),
        pytest.param("نمیشود", (), id="an_idle_verb"),
        pytest.param("وتور", ("تور",), id="a_conjunction_before_three_letters"),
        pytest.param("واب", ("واب",), id="a_conjunction_before_two"),
        pytest.param("وکتابها", ("کتاب",), id="a_conjunction_before_an_inflected_word"),
        pytest.param("تورکتاب", ("تور", "کتاب"), id="three_letters_glued_before"),
        pytest.param("کتابتور", ("کتاب", "تور"), id="three_letters_glued_behind"),
        pytest.param("کتاباب", ("کتاباب",), id="two_letters_glued_behind"),
        pytest.param("تورکتابها", ("تور", "کتاب"), id="an_inflected_word_glued_behind"),
        pytest.param("کتابهاتور", ("کتابهاتور",), id="an_inflected_word_glued_before"),
        pytest.param("کارخانهدار", ("کارخانه", "دار"), id="the_longest_first_word"),
        pytest.param("بهرا", ("بهرا",), id="two_idle_words_are_not_glued"),
        pytest.param("ابعنوان", ("ابعنوان",), id="two_letters_that_are_no_preposition"),
        pytest.param(f"{LONGEST_STEM}ها", (LONGEST_STEM,), id="the_longest_word"),
        pytest.param(f"ژ{LONGEST_STEM}ها", (f"ژ{LONGEST_STEM}ها",), id="longer_than_any_word"),
    ],
)
def test_the_rules_have_bounds(raw, words):
    assert canonical_words(raw, BOUNDS) == words


@given(st.text(st.sampled_from("ابتدرزسشکلمنوهی"), min_size=1, max_size=2 * LONGEST_WORD))
def test_any_word_has_canonical_words_and_none_is_idle_but_what_has_a_plural(raw):
    words = canonical_words(raw, LEXICON)

    assert all(words)
    assert not set(words) & LEXICON.idle or words == (plain_stem(raw),) != (raw,)  # as «بازها», hawks, of «باز», again


@given(st.lists(st.sampled_from(sorted(LEXICON.words)), min_size=2, max_size=2), st.sampled_from(["", "ها", "های"]))
def test_a_known_compound_reads_like_its_parts_written_apart(parts, ending):
    glued = Lexicon(LEXICON.words, {"".join(parts): tuple(parts)}, LEXICON.idle)

    apart = [word for part in parts for word in canonical_words(part, glued)]
    assert list(canonical_words("".join(parts) + ending, glued)) == apart


def test_a_word_of_nothing_but_endings_asks_the_lexicon_few_questions():
    asked = []

    class Counting(set):
        def __contains__(self, word):
            asked.append(word)
            return False

    canonical_words("ب" + "ی" * (LONGEST_WORD - 1), Lexicon(Counting(), {}, frozenset()))

    assert len(asked) < 30 * LONGEST_WORD
