"""NDJSON in, NDJSON out: in order, in bounded memory, a bad line answered in its place.

Lines are tagged as soon as 118 kB of them have arrived (330 kB of JSON with Persian escaped) or the input ends, so
what is held at a time is that and one line. The version that began a stream also ends it.
"""

import contextlib
import sys
from collections.abc import Generator, Iterable, Iterator
from typing import IO, Any, Final

import orjson
from flask import Response, current_app, request, stream_with_context
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_input_stream

from classifier import Tagging
from classifier.answer import tagging_json
from service.asking import Question, read_line
from service.problems import Problem, problem_json
from service.reload import Serving
from service.schemas import Wanted
from service.wanted import check_tags, narrowed
from service.worker import Worker

MEDIA_TYPE: Final = "application/x-ndjson"
# Bytes read at a time: of Persian, which takes 1.8 a character, or 5 where it is escaped, one batch of the tagger's.
_CHUNK: Final = 118_000
_ESCAPED_CHUNK: Final = 330_000
_LINE: Final = 12  # bytes that one character may take in a line: two times six, as \uXXXX\uXXXX
_REST: Final = 1 << 13  # bytes that the rest of a line may take: an id of 256 characters, and names
_PUSHED: Final = 1 << 16  # bytes of an answer that are sent at once
_TOGETHER: Final = 1000  # lines: a bad one is a kilobyte until it is answered


def stream_taggings(worker: Worker, serving: Serving, by_query: Wanted) -> Response:
    """Return the answer to a stream of articles, one a line. Raises Problem if no place is free."""
    check_tags(by_query, serving.tagger)
    place = contextlib.ExitStack()
    place.enter_context(worker.streams)
    pieces = _pieces(worker, serving, by_query, place)
    response = Response(stream_with_context(pieces), content_type=MEDIA_TYPE)
    response.call_on_close(place.close)  # also when nobody reads the answer to its end
    return response


def _pieces(worker: Worker, serving: Serving, by_query: Wanted, place: contextlib.ExitStack) -> Iterator[bytes]:
    longest = _LINE * worker.settings.max_article + _REST
    with place, contextlib.suppress(ClientDisconnected, OSError):  # nobody is left to answer
        for number, lines in lines_of(get_input_stream(request.environ), longest):
            for first in range(0, len(lines), _TOGETHER):
                some = lines[first : first + _TOGETHER]
                asked = list(_questions(some, number + first, by_query, worker, serving))
                if not (yield from _answers(asked, worker, serving)):
                    return


def lines_of(stream: IO[bytes], longest: int) -> Iterator[tuple[int, list[bytes | None]]]:
    """Yield the lines that each chunk completes, and the number of the first; None for a line of too many bytes."""
    number, rest, skipping, size = 1, b"", False, _CHUNK
    while chunk := stream.read(size):
        size = _ESCAPED_CHUNK if chunk.isascii() else _CHUNK
        first, *lines = chunk.split(b"\n")
        *lines, rest = rest + first, *lines
        group: list[bytes | None] = [*lines]
        if skipping and group:
            group[0], skipping = None, False
        if skipping or len(rest) > longest:
            rest, skipping = b"", True
        if group:
            yield number, group
            number += len(group)
    if rest or skipping:
        yield number, [None if skipping else rest]


def _questions(
    lines: Iterable[bytes | None], number: int, by_query: Wanted, worker: Worker, serving: Serving
) -> Iterator[tuple[int, Question | Problem]]:
    """Yield what each line asks, or the problem with it; blank lines ask nothing."""
    limit = worker.settings.max_article
    for place, line in enumerate(lines, number):
        if line is None:
            yield place, Problem("article-too-long", {"length": f"> {limit}", "limit": limit})
        elif line.strip():
            try:
                asked = read_line(line, by_query, worker.settings)
                if asked.wanted is not by_query:
                    check_tags(asked.wanted, serving.tagger)
            except Problem as problem:
                yield place, problem
            else:
                yield place, asked


def _answers(
    asked: list[tuple[int, Question | Problem]], worker: Worker, serving: Serving
) -> Generator[bytes, None, bool]:
    """Yield the answers to a group's lines, several at once. Return whether the stream can go on."""
    plain = (one.articles[0] for _, one in asked if isinstance(one, Question) and not one.wanted.explain)
    tagged = serving.tagger.tag_many(plain)
    taggings: list[Tagging] = []
    pieces: list[bytes] = []
    size = bad = 0
    failed = False
    for place, one in asked:
        try:
            if isinstance(one, Question):
                tagging = serving.tagger.explain(one.articles[0]) if one.wanted.explain else next(tagged)
                taggings.append(narrowed(tagging, one.wanted))
                answer = tagging_json(taggings[-1])
            else:
                bad, answer = bad + 1, _bad_line(place, one)
        except Exception:  # noqa: BLE001 - too late for another status: the failure is the last line
            current_app.log_exception(sys.exc_info())
            failed, answer = True, _bad_line(place, Problem("internal-error"))
        pieces.append(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
        size += len(pieces[-1])
        if size > _PUSHED:
            yield b"".join(pieces)
            pieces, size = [], 0
        if failed:
            break
    worker.metrics.tagged(taggings)
    worker.metrics.bad_lines(bad)
    if pieces:
        yield b"".join(pieces)
    return not failed


def _bad_line(place: int, problem: Problem) -> dict[str, Any]:
    return {"line": place, "problem": problem_json(problem)}
