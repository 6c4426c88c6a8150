"""What goes wrong, as RFC 9457 problem details in English or Persian.

`type` is stable: clients may script against it. The sentences are for people and may change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from flask import Response, request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.arrival import arrival
from service.sentences import DETAILS, FIELD_ERRORS, TITLES

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:barchasb:problem:"
LANGUAGES: Final = ("en", "fa")
_ERRORS_SHOWN: Final = 20

STATUSES: Final[Mapping[str, int]] = {
    "malformed-json": 400,
    "malformed-request": 400,
    "not-utf-8": 400,
    "unauthorised": 401,
    "switched-off": 403,
    "not-found": 404,
    "unknown-version": 404,
    "method-not-allowed": 405,
    "version-refused": 409,
    "nothing-to-roll-back": 409,
    "body-too-large": 413,
    "unsupported-media-type": 415,
    "invalid-request": 422,
    "empty-article": 422,
    "article-too-long": 422,
    "too-many-articles": 422,
    "unknown-tag": 422,
    "too-many-streams": 429,
    "internal-error": 500,
    "busy": 503,
    "no-model": 503,
    "store-unusable": 503,
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong in one place of a request: a JSON pointer, the kind of problem, pydantic's English sentence."""

    pointer: str
    kind: str
    message: str = ""


@dataclass(eq=False)  # not frozen: Python sets the traceback of an exception
class Problem(Exception):  # noqa: N818 - "problem" is RFC 9457's word for it
    """A request that cannot be answered as asked. `facts` fill the sentence of its kind."""

    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUSES[self.kind]


def invalid(details: list[ErrorDetails], where: str = "") -> Problem:
    """Return the problem of a request that is not what the schema asks for."""
    errors = tuple(
        FieldError(where + pointer(_as_sent(detail["loc"])), detail["type"], detail["msg"])
        for detail in details[:_ERRORS_SHOWN]
    )
    return Problem("invalid-request", errors=errors)


def _as_sent(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return pydantic's place without the case of the union `schemas.Thresholds`, which nobody sent."""
    return ("threshold", *location[2:]) if location[:1] == ("threshold",) else location


def error_details(problem: ValidationError) -> list[ErrorDetails]:
    """Return pydantic's errors without what was sent: an article may be a secret until it is published."""
    return problem.errors(include_url=False, include_context=False, include_input=False)


def pointer(location: tuple[int | str, ...]) -> str:
    """Return a place in a JSON document as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def problem_json(problem: Problem, language: str | None = None) -> dict[str, object]:
    """Return the problem details object, in the language that the request prefers unless one is given."""
    language = language or request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    answer: dict[str, object] = {
        "type": TYPE_PREFIX + problem.kind,
        "title": TITLES[language][problem.kind],
        "status": problem.status,
        "detail": DETAILS[language][problem.kind].format_map(problem.facts),
        "request_id": arrival().request_id,
    }
    if problem.errors:
        answer["errors"] = [
            {"pointer": error.pointer, "detail": _sentence(error, language)} for error in problem.errors
        ]
    return answer


def _sentence(error: FieldError, language: str) -> str:
    return FIELD_ERRORS[language].get(error.kind) or TITLES[language].get(error.kind) or error.message


def problem_response(problem: Problem) -> Response:
    """Return the problem as an HTTP answer."""
    body = json.dumps(problem_json(problem), ensure_ascii=False) + "\n"
    response = Response(body, problem.status, dict(problem.headers), content_type=MEDIA_TYPE)
    response.vary.update(("Accept", "Accept-Language"))
    return response
