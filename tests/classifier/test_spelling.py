import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.letters import ligatures
from classifier.spelling import decode_entities, spelled_out_with_origins

MARKUP = st.text(st.sampled_from(list("&#x;0129lamprtzwnjقابs \ufefb\ufdf2😀")), max_size=60)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("می&zwnj;رود", "می\u200cرود"),
        ("&laquo;خبر&raquo;", "«خبر»"),
        ("&#1602;&#x644;م", "قلم"),
        ("&amp;zwnj;", "\u200c"),
        ("AT&T &unknown; &", "AT&T &unknown; &"),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
    ],
    ids=["joiner", "quotes", "numbers", "escaped_twice", "no_entity", "huge_number"],
)
def test_entities_are_decoded(escaped, text):
    assert decode_entities(escaped) == text


@given(MARKUP)
def test_the_way_with_origins_spells_as_the_way_without(text):
    spelled, origins = spelled_out_with_origins(text)

    assert spelled == decode_entities(text).translate(ligatures())
    assert len(origins.starts) == len(origins.ends) == len(spelled)


@given(MARKUP)
def test_origins_go_forward_through_the_original_text(text):
    _, origins = spelled_out_with_origins(text)

    starts, ends = origins.starts.tolist(), origins.ends.tolist()
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


def test_a_decoded_character_comes_from_its_whole_entity():
    spelled, origins = spelled_out_with_origins("الف&nbsp;ب")

    assert spelled == "الف\u00a0ب"
    assert (origins.starts[3], origins.ends[3]) == (3, 9)
