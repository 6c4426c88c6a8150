import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classifier.letters import letter_table, ligatures, written
from classifier.ligatures import spell_out_ligatures
from classifier.words import utf16_units

TEXTS = st.text(
    st.one_of(st.sampled_from("سلام دنیا \ufefb\ufdf2\ufdfa\ufb01\u200c"), st.characters(max_codepoint=0xFFFF))
)


def spelled(text: str) -> str:
    units = utf16_units(text)
    return written(spell_out_ligatures(letter_table()[units], units))


def test_a_ligature_is_read_as_its_letters():
    assert spelled("س\ufefbم") == "سلام"


@given(TEXTS)
def test_ligatures_are_spelled_out_as_a_loop_over_the_characters_would(text):
    assert spelled(text) == spelled(text.translate(ligatures()))


def test_codes_without_a_ligature_are_given_back_as_they_are():
    codes = np.array([4, 5, 6], dtype=np.uint8)

    assert spell_out_ligatures(codes, np.array([1, 2, 3], dtype=np.uint16)) is codes
