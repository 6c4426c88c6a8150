"""From the bytes of a request to what is asked: articles and wishes, checked against the limits."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson
from flask import Request
from pydantic import BaseModel, ValidationError

from classifier import Article
from service.problems import FieldError, Problem, error_details, invalid
from service.schemas import ArticleFields, ArticleRequest, BatchRequest, Wanted
from service.settings import Settings
from service.wanted import wanted_by_query

_MOST_FIELDS: Final = 20  # of an object; the schemas have six at most
_MOST_TAGS: Final = 1000  # with a threshold of their own
_Request = TypeVar("_Request", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Question:
    """Articles to tag, what is wanted about them, and whether they came as a batch."""

    articles: tuple[Article, ...]
    wanted: Wanted
    batch: bool


def read_question(asking: Request, settings: Settings) -> Question:
    """Return the question in a request that is no stream. Raises Problem."""
    if asking.mimetype not in ("application/json", "text/plain"):
        raise Problem("unsupported-media-type")
    if asking.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem("unsupported-media-type")
    wishes = wanted_by_query(asking)
    read = read_json if asking.mimetype == "application/json" else read_text
    return read(_whole_body(asking, settings.max_body), wishes, settings)


def _whole_body(asking: Request, limit: int) -> bytes:
    """Return the body. Raises Problem if it is too large, or shorter than it was said to be."""
    asking.max_content_length = limit + 1  # a body that does not say its length would be cut there without a word
    body = asking.get_data(cache=False)
    if len(body) > limit:
        raise Problem("body-too-large", {"limit": limit})
    if len(body) < (asking.content_length or 0):
        reason = f"The body broke off after {len(body)} of {asking.content_length} bytes. Send it again."
        raise Problem("malformed-request", {"reason": reason})
    return body


def read_text(body: bytes, wishes: dict[str, Any], settings: Settings) -> Question:
    """Return the question in a plain text: one article. Raises Problem."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Problem("not-utf-8", {"byte": problem.start}) from None
    return Question((_article(text, "", None, "", settings),), Wanted(**wishes), batch=False)


def read_json(body: bytes, wishes: dict[str, Any], settings: Settings) -> Question:
    """Return the question in a JSON object: one article or a batch. Raises Problem."""
    said = _parsed(body)
    if isinstance(said, dict) and "articles" in said:
        return _batch(said, wishes, settings)
    return _single(_checked(ArticleRequest, said), wishes, settings)


def read_line(line: bytes, wishes: dict[str, Any], settings: Settings) -> Question:
    """Return the question in one line of a stream: one article. Raises Problem."""
    return _single(_checked(ArticleRequest, _parsed(line)), wishes, settings)


def _parsed(body: bytes) -> object:
    """Return what JSON says. orjson reads Persian as fast as it can be decoded, also when it is escaped."""
    try:
        return orjson.loads(body.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as problem:
        raise _not_json(body, str(problem)) from None


def _not_json(body: bytes, reason: str) -> Problem:
    try:
        body.decode()
    except UnicodeDecodeError as problem:
        return Problem("not-utf-8", {"byte": problem.start})
    return Problem("malformed-json", {"reason": f"Invalid JSON: {reason}"})


def _checked(schema: type[_Request], said: object) -> _Request:
    _check_fields(said, "")
    try:
        return schema.model_validate(said)
    except ValidationError as problem:
        raise invalid(error_details(problem)) from None


def _check_fields(said: object, where: str) -> None:
    """Raise a Problem if an object has more fields than any schema: each would become an error of a kilobyte."""
    if isinstance(said, dict):
        if len(said) > _MOST_FIELDS:
            raise Problem("invalid-request", errors=(FieldError(where, "too_many_fields"),))
        if isinstance(said.get("threshold"), dict) and len(said["threshold"]) > _MOST_TAGS:
            raise Problem("invalid-request", errors=(FieldError(where + "/threshold", "too_many_fields"),))


def _single(asked: ArticleRequest, wishes: dict[str, Any], settings: Settings) -> Question:
    return Question((_article(asked.text, asked.title, asked.id, "", settings),), _with(asked, wishes), batch=False)


def _batch(said: dict[str, Any], wishes: dict[str, Any], settings: Settings) -> Question:
    articles = said["articles"]
    if isinstance(articles, list):  # before the schema, which makes an error of a kilobyte for each bad one
        if len(articles) > settings.max_batch:
            raise Problem("too-many-articles", {"count": len(articles), "limit": settings.max_batch})
        for number, one in enumerate(articles):
            _check_fields(one, f"/articles/{number}")
    asked = _checked(BatchRequest, said)
    question = Question(_articles(asked.articles, settings), _with(asked, wishes), batch=True)
    _check_length_explained(question, settings)
    return question


def _articles(asked: Sequence[ArticleFields], settings: Settings) -> tuple[Article, ...]:
    return tuple(
        _article(one.text, one.title, one.id, f"/articles/{number}", settings) for number, one in enumerate(asked)
    )


def _article(text: str, title: str, number: str | None, where: str, settings: Settings) -> Article:
    length = len(text) + len(title)
    if length > settings.max_article:
        facts = {"length": length, "limit": settings.max_article}
        raise Problem("article-too-long", facts, _place(where, "article-too-long"))
    if not (text.strip() or title.strip()):
        raise Problem("empty-article", errors=_place(where, "empty-article"))
    return Article(text, title, number)


def _place(where: str, kind: str) -> tuple[FieldError, ...]:
    return (FieldError(where, kind),) if where else ()


def _check_length_explained(question: Question, settings: Settings) -> None:
    """Evidence is up to a hundred times as long as its article: bound what one answer may hold."""
    length = sum(len(article.text) + len(article.title) for article in question.articles)
    if question.wanted.explain and length > settings.max_article:
        raise Problem("article-too-long", {"length": length, "limit": settings.max_article})


def _with(asked: Wanted, wishes: dict[str, Any]) -> Wanted:
    """Return what the body wants, and where it says nothing, what the query wants."""
    if not wishes:
        return asked
    said = {name: getattr(asked, name) for name in Wanted.model_fields if name in asked.model_fields_set}
    return Wanted(**{**wishes, **said})
