import unicodedata

import pytest

from classifier.letters import BLANK, NOTHING, SEVERAL, alphabet, letter_table, ligatures, written


def read_as(character: str) -> str | int:
    code = int(letter_table()[ord(character)])
    return code if code in {NOTHING, BLANK, SEVERAL} else alphabet()[code]


@pytest.mark.parametrize(
    ("character", "letter"),
    [
        pytest.param("ي", "ی", id="arabic_yeh"),
        pytest.param("ى", "ی", id="alef_maksura"),
        pytest.param("ك", "ک", id="arabic_kaf"),
        pytest.param("ة", "ه", id="teh_marbuta"),
        pytest.param("ۀ", "ه", id="heh_with_yeh_above"),
        pytest.param("أ", "ا", id="alef_with_hamza"),
        pytest.param("آ", "ا", id="alef_with_madda"),
        pytest.param("ؤ", "و", id="waw_with_hamza"),
        pytest.param("ئ", "ی", id="yeh_with_hamza"),
        pytest.param("\ufe91", "ب", id="initial_form"),
        pytest.param("\ufbfd", "ی", id="persian_yeh_final_form"),
        pytest.param("A", "a", id="capital"),
        pytest.param("é", "e", id="accent"),
        pytest.param("\uff21", "a", id="full_width"),
    ],
)
def test_each_way_to_write_a_letter_is_read_as_that_letter(character, letter):
    assert read_as(character) == letter


@pytest.mark.parametrize(
    "mark",
    ["\u200c", "\u200d", "\u0640", "\u064e", "\u0651", "\u200f", "\ufeff", "\u00ad", "\u00ac", "\u200b", "ء", "\ufe76"],
)
def test_a_mark_inside_a_word_is_read_as_nothing(mark):
    assert read_as(mark) == NOTHING


@pytest.mark.parametrize(
    "blank", [" ", "\n", "\u00a0", "،", "؟", ".", "«", "/", "_", "۵", "٥", "5", "^", "\ud83d", "\ue000"]
)
def test_what_stands_between_words_is_read_as_a_blank(blank):
    assert read_as(blank) == BLANK


def test_a_ligature_is_spelled_out():
    assert read_as("\ufefb") == SEVERAL
    assert ligatures()[0xFEFB] == "لا"
    assert ligatures()[ord("ﷲ")] == "الله"


def test_no_ligature_makes_a_text_more_than_four_times_longer():
    assert max(map(len, ligatures().values())) <= 4


def test_every_letter_of_the_arabic_block_is_read_as_letters():
    letters = [chr(unit) for unit in range(0x0600, 0x0700) if unicodedata.category(chr(unit)) == "Lo"]

    assert [letter for letter in letters if read_as(letter) in {NOTHING, BLANK}] == ["ء", "ٴ"]


def test_written_gives_back_the_letters_of_codes():
    codes = letter_table()[[ord(letter) for letter in "گردشگری"]]

    assert written(codes) == "گردشگری"
