"""The short way reads what the long way reads, and nothing that the long way refuses."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.plain_article import read_plain
from service.schemas import ArticleFields

TEXT = st.text(st.characters(codec="utf-8")) | st.just("صادرات فرش")
ARTICLE = st.fixed_dictionaries({}, optional={"text": TEXT, "title": TEXT, "id": st.none() | TEXT})
ANYTHING = st.dictionaries(
    st.sampled_from(["text", "title", "id", "explain", "ی"]), TEXT | st.none() | st.booleans() | st.floats() | ARTICLE
)


def read_long(body: bytes) -> dict[str, Any] | None:
    try:
        return ArticleFields.model_validate(orjson.loads(body)).model_dump()
    except (orjson.JSONDecodeError, ValidationError):
        return None


def read_short(body: bytes) -> dict[str, Any] | None:
    plain = read_plain(body)
    return None if plain is None else {"text": plain.text, "title": plain.title, "id": plain.id}


def written(said: object, **how: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, **how).encode()


@given(ARTICLE | ANYTHING, st.sampled_from([None, 1]))
def test_both_ways_read_the_same(said: dict[str, Any], indent: int | None) -> None:
    body = written(said, indent=indent)

    assert read_short(body) == (None if body.isascii() else read_long(body))


@given(ARTICLE, st.integers(0, 200), st.binary(max_size=3))
def test_both_ways_refuse_the_same(said: dict[str, Any], place: int, noise: bytes) -> None:
    body = written({**said, "text": "فرش" + said.get("text", "")})
    damaged = body[:place] + noise + body[place + 1 :]

    assert damaged.isascii() or read_short(damaged) == read_long(damaged)


def test_an_id_may_have_256_characters() -> None:
    assert read_short(('{"id": "' + "ی" * 256 + '"}').encode()) == {"text": "", "title": "", "id": "ی" * 256}


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "ی\\ud800"}',
        '{"text": "ی\\ude00\\ud83d"}',
        '{"text": "ی"} {"text": "ی"}',
        '{"text": "ی",}',
        '["ی"]',
        '"ی"',
        '\ufeff{"text": "ی"}',
        '{"text": "ی\n"}',
        '{"id": "' + "ی" * 257 + '"}',
        "",
    ],
)
def test_what_is_no_article_is_left_to_the_long_way(body: str) -> None:
    assert read_short(body.encode()) is read_long(body.encode()) is None


def test_an_article_comes_the_short_way_whatever_else_its_text_escapes() -> None:
    assert read_short(b'{"text": "' + "فرش".encode() + b'\\n\\u200c\\"", "id": null}') == {
        "text": 'فرش\n\u200c"',
        "title": "",
        "id": None,
    }


def test_escaped_persian_goes_the_long_way_which_reads_it_faster() -> None:
    assert read_plain(json.dumps({"text": "فرش"}).encode()) is None
