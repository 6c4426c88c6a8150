import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from classifier import Article, Tagger, Tagging
from service import streaming

NDJSON = "application/x-ndjson"
TRADE = "صادرات فرش و پسته از گمرک افزایش یافت"


def stream(client: FlaskClient, body: bytes, query: str = "") -> list[Any]:
    answer = client.post("/v1/tags", data=body, content_type=NDJSON, query_string=query)
    assert (answer.status_code, answer.content_type) == (200, NDJSON), answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_stream_is_answered_in_order_with_ids_kept(client: FlaskClient) -> None:
    lines = [line(id=str(number), text=TRADE if number % 2 else "باران") for number in range(500)]

    answers = stream(client, b"".join(lines))

    assert [answer["id"] for answer in answers] == [str(number) for number in range(500)]
    assert [answer["tags"] for answer in answers[:4]] == [[], ["trade"], [], ["trade"]]


def test_a_bad_line_is_answered_in_its_place(client: FlaskClient) -> None:
    body = (
        line(text="a") + b"\n" + b"not json\n" + line(text="") + line(text="b", tags=["x"]) + b"\xff\n" + line(text="c")
    )

    answers = stream(client, body)

    assert [answer.get("line") for answer in answers] == [None, 3, 4, 5, 6, None]
    assert [answer["problem"]["type"].rpartition(":")[2] for answer in answers[1:5]] == [
        "malformed-json",
        "empty-article",
        "unknown-tag",
        "not-utf-8",
    ]


def test_the_last_line_needs_no_end(client: FlaskClient) -> None:
    assert len(stream(client, line(text="a").strip())) == 1


def test_an_empty_stream_has_an_empty_answer(client: FlaskClient) -> None:
    assert stream(client, b"") == stream(client, b"\n \n") == []


def test_lines_have_wishes_of_their_own_and_the_query_the_rest(client: FlaskClient) -> None:
    answers = stream(client, line(text=TRADE, explain=False) + line(text=TRADE, tags=["education"]), "explain=true")

    assert ["evidence" in answer for answer in answers] == [False, True]
    assert list(answers[1]["scores"]) == ["education"]


def test_every_line_of_a_chunk_is_answered_and_bad_ones_by_their_own_number(client: FlaskClient) -> None:
    bad = (1, 1000, 1001, 2400)
    lines = [b"x\n" if number in bad else line(id=str(number), text="a") for number in range(1, 2501)]
    assert len(b"".join(lines)) < streaming._CHUNK

    answers = stream(client, b"".join(lines))

    assert [answer.get("line") or int(answer["id"]) for answer in answers] == list(range(1, 2501))
    assert tuple(answer["line"] for answer in answers if "line" in answer) == bad


def test_the_other_name_of_the_kind_is_known(client: FlaskClient) -> None:
    answer = client.post("/v1/tags", data=line(text="a") * 2, content_type="application/ndjson")

    assert (answer.content_type, answer.text.count("\n")) == (NDJSON, 2)


def test_an_unknown_tag_in_the_query_is_refused_before_a_line_is_read(client: FlaskClient) -> None:
    answer = client.post("/v1/tags?tags=sport", data=line(text="a"), content_type=NDJSON)

    assert (answer.status_code, answer.json["type"]) == (422, "urn:barchasb:problem:unknown-tag")


def test_windows_line_ends_are_read(client: FlaskClient) -> None:
    assert len(stream(client, line(text="a").replace(b"\n", b"\r\n") * 2)) == 2


def test_an_endless_line_is_refused_and_the_next_one_answered(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(max_article=1000)

    answers = stream(client, line(text="a" * 500_000) + line(id="next", text="b"))

    assert answers[0]["problem"]["type"] == "urn:barchasb:problem:article-too-long"
    assert "> 1000 characters" in answers[0]["problem"]["detail"]
    assert answers[1]["id"] == "next"


def test_an_article_within_the_limit_is_answered_however_it_is_escaped(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(max_article=40_000)

    answers = stream(client, line(id="emoji", text="\U0001f600" * 39_000 + TRADE) * 3)

    assert [answer["id"] for answer in answers] == ["emoji"] * 3


def test_a_failure_in_the_middle_is_the_last_line(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_at_secrets(tagger: Tagger, article: Article) -> Tagging:
        if "secret" in article.text:
            raise RuntimeError(article.text)
        return tagger.tag(article)

    monkeypatch.setattr(Tagger, "explain", fail_at_secrets)

    answers = stream(client, line(text="a") + line(text="secret") + line(text="b"), "explain=true")

    assert [answer.get("line") for answer in answers] == [None, 2]
    assert answers[1]["problem"]["type"] == "urn:barchasb:problem:internal-error"
    (record,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert record.getMessage() == "request failed"
    assert record.__dict__["facts"] == {"request_id": answers[1]["problem"]["request_id"]}


def test_a_stream_may_be_larger_than_a_body_may(client_of: Callable[..., FlaskClient]) -> None:
    assert len(stream(client_of(max_body=100), line(text=TRADE) * 50)) == 50


def test_too_many_streams_are_refused_and_a_place_is_given_back(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(max_streams=1)
    request = {"content_type": NDJSON, "data": line(text="a")}

    held = client.post("/v1/tags", **request, buffered=False)
    refused = client.post("/v1/tags", **request)
    held.close()

    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert client.post("/v1/tags", **request).status_code == 200


class Repeated:
    """A body of one line many times over, which is never whole in memory."""

    def __init__(self, line: bytes, times: int) -> None:
        self.line, self.left = line, times

    def read(self, size: int) -> bytes:
        count = min(size // len(self.line), self.left)
        self.left -= count
        return self.line * count


@pytest.mark.slow
def test_memory_stays_flat_under_a_long_stream(client: FlaskClient) -> None:
    import resource

    def run(lines: int) -> int:
        body = Repeated(line(text=TRADE * 20), lines)
        environ = EnvironBuilder(path="/v1/tags", method="POST", content_type=NDJSON).get_environ()
        environ |= {"wsgi.input": body, "wsgi.input_terminated": True}
        assert sum(piece.count(b"\n") for piece in client.application(environ, lambda *_: lambda _: None)) == lines
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert run(20_000) - run(2_000) < 4_000  # kB, for 20 MB of lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.binary(max_size=6).filter(lambda line: b"\n" not in line), max_size=6),
    size=st.integers(1, 8),
    end=st.sampled_from([b"", b"\n"]),
)
def test_lines_are_the_same_however_they_arrive(
    monkeypatch: pytest.MonkeyPatch, lines: list[bytes], size: int, end: bytes
) -> None:
    text = b"\n".join(lines) + end
    monkeypatch.setattr(streaming, "_CHUNK", size)
    monkeypatch.setattr(streaming, "_ESCAPED_CHUNK", 2 * size)

    found = list(streaming.lines_of(io.BytesIO(text), longest=100))

    assert [line for _, group in found for line in group] == text.removesuffix(b"\n").split(b"\n")[
        : None if text else 0
    ]
