import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.words import words_of
from training.spellings import LOSSLESS, LOSSY, SPELLINGS

JOINER = "\u200c"
TEXT = (
    f"گفت: «کتاب{JOINER}های مدرسه در سال ۱۴۰۲ و ۱۴۰۳ چاپ شد، و سلام به همه رسید. "
    f"بازار کالای ایران و ترکیه، در لاهور و اسلام{JOINER}آباد گرم بود؛ مدرسه و دانشگاه باز شدند."
)
DAMAGE = {
    "joiner_dropped": "کتابهای",
    "joiner_to_space": "کتاب های",
    "arabic_letters": "كتاب",
    "latin_digits": "1402",
    "arabic_digits": "١٤٠٢",
    "kashida": "\u0640",
    "entities": "&zwnj;",
    "presentation_forms": "\ufefb",
    "no_space_after_stop": "شد،و",
}
PIECES = st.lists(
    st.sampled_from([*TEXT.split(), "<b>", "۷", "لا", "آب", f"می{JOINER}رود", "مسأله", "😀", "«", "،", "\n"]),
    min_size=1,
    max_size=30,
).map(" ".join)


def words(text):
    found = words_of([text])
    return [found.written(word) for word in range(len(found.hashes))]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_spelling_changes_the_text_and_the_same_draw_changes_it_the_same_way(name):
    spelled = SPELLINGS[name](TEXT, random.Random(1))

    assert spelled != TEXT
    assert SPELLINGS[name](TEXT, random.Random(1)) == spelled


@pytest.mark.parametrize(("name", "damage"), DAMAGE.items(), ids=DAMAGE.keys())
def test_a_spelling_does_what_it_is_called_after(name, damage):
    assert damage not in TEXT
    assert damage in SPELLINGS[name](TEXT, random.Random(1))


def test_all_at_once_keeps_no_joiner_and_no_persian_digit():
    spelled = SPELLINGS["all_at_once"](TEXT, random.Random(1))

    assert not set(spelled) & {JOINER, *"۰۱۲۳۴۵۶۷۸۹"}
    assert "&#" in spelled


@settings(max_examples=60)
@given(st.sampled_from(sorted(LOSSLESS)), PIECES, st.integers(0, 999))
def test_a_lossless_spelling_keeps_every_word(name, text, seed):
    assert words(LOSSLESS[name](text, random.Random(seed))) == words(text)


@given(st.sampled_from(sorted(SPELLINGS)), st.text(max_size=60), st.integers(0, 999))
def test_any_text_can_be_spelled(name, text, seed):
    assert isinstance(SPELLINGS[name](text, random.Random(seed)), str)


def test_every_spelling_is_lossless_or_lossy_or_everything():
    assert {*LOSSLESS, *LOSSY, "all_at_once"} == set(SPELLINGS)
    assert not LOSSLESS.keys() & LOSSY.keys()
