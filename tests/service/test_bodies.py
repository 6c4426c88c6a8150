"""Bodies as they arrive: their kind, their encoding, their length, and when they never come."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

# As the server says it of a body whose length is not known before its end.
CHUNKED = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
TRADE = "صادرات فرش و پسته از گمرک افزایش یافت"


def tags(client: FlaskClient, expected: int = 200, **request: Any) -> Any:
    answer = client.post("/v1/tags", **request)
    assert answer.status_code == expected, answer.text
    return answer.json


def test_the_media_type_is_looked_at_before_the_query(client: FlaskClient) -> None:
    assert client.post("/v1/tags?nonsense=1", data="a", content_type="application/xml").status_code == 415


def test_a_byte_order_mark_is_passed_over(client: FlaskClient) -> None:
    for kind, body in (("application/json", b'{"text": "a"}'), ("text/plain", b"a")):
        assert tags(client, data=b"\xef\xbb\xbf" + body, content_type=kind)["tags"] == []


def test_a_text_that_is_not_utf_8_is_refused(client: FlaskClient) -> None:
    assert "Byte 3 " in tags(client, 400, data=b"abc\xff", content_type="text/plain")["detail"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/xml",
        "application/x-www-form-urlencoded",
        "text/plain; charset=cp1256",
        "application/json; charset=utf-16",
    ],
)
def test_other_media_types_are_refused(client: FlaskClient, kind: str) -> None:
    tags(client, 415, data=b"a\xff", content_type=kind)


def test_compressed_bodies_are_refused(client: FlaskClient) -> None:
    tags(client, 415, data=b"a", content_type="text/plain", headers={"Content-Encoding": "gzip"})


def test_the_name_of_no_compression_may_have_capitals(client: FlaskClient) -> None:
    tags(client, data=b"a", content_type="text/plain", headers={"Content-Encoding": "Identity"})


class Late(io.BytesIO):
    """A body that arrives when it is let through."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.begun, self.open = threading.Event(), threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.begun.set()
        assert self.open.wait(10)
        return super().read(size)


def test_one_request_too_many_is_refused_and_its_place_is_free_again(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(max_requests=1)
    late = Late(TRADE.encode())
    raw = {"content_type": "text/plain", "environ_overrides": CHUNKED}
    answers: list[Any] = []
    first = threading.Thread(target=lambda: answers.append(client.post("/v1/tags", input_stream=late, **raw)))
    first.start()
    assert late.begun.wait(10)

    refused = tags(client, 503, json={"text": "a"})
    late.open.set()
    first.join()

    assert refused["type"].endswith(":busy")
    assert answers[0].json["tags"] == ["trade"]
    tags(client, json={"text": "a"})


@pytest.mark.parametrize("length", [1000, 1001, 5000])
def test_a_body_that_does_not_say_its_length_has_the_same_limit(
    client_of: Callable[..., FlaskClient], length: int
) -> None:
    said, unsaid = (
        client_of(max_body=1000).post(
            "/v1/tags",
            input_stream=io.BytesIO(b"a" * length),
            content_type="text/plain",
            environ_overrides=length_or_chunked,
        )
        for length_or_chunked in ({"CONTENT_LENGTH": str(length)}, CHUNKED)
    )

    assert said.status_code == unsaid.status_code == (200 if length <= 1000 else 413)


@pytest.mark.parametrize("said", [8, 900])
def test_a_body_that_broke_off_is_not_tagged(client: FlaskClient, said: int) -> None:
    answer = client.post(
        "/v1/tags",
        input_stream=io.BytesIO(b"abc def"),
        content_type="text/plain",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": str(said)},
    )

    assert (answer.status_code, answer.json["type"]) == (400, "urn:barchasb:problem:malformed-request")
    assert f"7 of {said} bytes" in answer.json["detail"]


class Unread(io.BytesIO):
    """A body that nobody may touch."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError(f"{size} bytes were read")


def test_a_body_said_to_be_too_large_is_refused_unread(client_of: Callable[..., FlaskClient]) -> None:
    answer = client_of(max_body=1000).post(
        "/v1/tags",
        input_stream=Unread(),
        content_type="text/plain",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": "1001"},
    )

    assert answer.status_code == 413


def test_what_follows_a_body_is_not_read(client: FlaskClient) -> None:
    body = io.BytesIO(TRADE.encode() + b"the next request")

    client.post(
        "/v1/tags",
        input_stream=body,
        content_type="text/plain",
        environ_overrides={"CONTENT_LENGTH": str(len(TRADE.encode()))},
    )

    assert body.read() == b"the next request"


def test_what_is_too_much_is_refused_with_its_limit(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(max_body=1000, max_article=100, max_batch=2)

    large = tags(client, 413, json={"text": "a" * 1000})
    long = tags(client, 422, json={"text": "a" * 101})
    many = tags(client, 422, json={"articles": [{"text": "a"}] * 3})
    explained = tags(client, 422, json={"articles": [{"text": "a" * 60}] * 2, "explain": True})

    assert "1000 bytes" in large["detail"]
    assert "101 characters, at most 100" in long["detail"]
    assert "3 articles, at most 2" in many["detail"]
    assert "120 characters" in explained["detail"]
    tags(client, json={"articles": [{"text": "a" * 60}] * 2})
