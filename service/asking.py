"""From the bytes of a request to what is asked: articles and wishes, checked against the limits."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson
from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.wsgi import get_content_length, get_input_stream

from classifier import Article, ArticleError
from service.plain_article import PlainArticle, read_plain
from service.problems import FieldError, Problem, error_details, invalid
from service.schemas import ArticleFields, ArticleRequest, BatchRequest, Wanted
from service.settings import Settings
from service.wanted import wanted_by_both, wanted_by_query

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_MOST_FIELDS: Final = 20  # of an object; the schemas have six at most
_MOST_TAGS: Final = 1000  # with a threshold of their own
_Request = TypeVar("_Request", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Question:
    """Articles to tag, what is wanted about them, and whether they came as a batch."""

    articles: tuple[Article, ...]
    wanted: Wanted
    batch: bool


def read_question(asking: Request, media_type: str, settings: Settings) -> Question:
    """Return the question in a request of this media type that is no stream. Raises Problem."""
    if media_type not in ("application/json", "text/plain"):
        raise Problem("unsupported-media-type")
    if asking.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem("unsupported-media-type")
    by_query = wanted_by_query(asking)
    read = read_json if media_type == "application/json" else read_text
    return read(_whole_body(asking.environ, settings.max_body), by_query, settings)


def _whole_body(environ: "WSGIEnvironment", limit: int) -> bytes:
    """Return the body. Raises Problem if it is too large, or shorter than it was said to be."""
    said = get_content_length(environ)
    if said is not None and said > limit:
        raise Problem("body-too-large", {"limit": limit})
    body = get_input_stream(environ).read(limit + 1 if said is None else said)
    if len(body) > limit:
        raise Problem("body-too-large", {"limit": limit})
    if said is not None and len(body) < said:
        reason = f"The body broke off after {len(body)} of {said} bytes. Send it again."
        raise Problem("malformed-request", {"reason": reason})
    return body


def read_text(body: bytes, by_query: Wanted, settings: Settings) -> Question:
    """Return the question in a plain text: one article. Raises Problem."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Problem("not-utf-8", {"byte": problem.start}) from None
    return Question((_article(text, "", None, "", settings),), by_query, batch=False)


def read_json(body: bytes, by_query: Wanted, settings: Settings) -> Question:
    """Return the question in a JSON object: one article or a batch. Raises Problem."""
    if plain := read_plain(body):
        return _single(plain, by_query, settings)
    said = _parsed(body)
    if isinstance(said, dict) and "articles" in said:
        return _batch(said, by_query, settings)
    asked = _checked(ArticleRequest, said)
    return _single(asked, wanted_by_both(asked, by_query), settings)


def read_line(line: bytes, by_query: Wanted, settings: Settings) -> Question:
    """Return the question in one line of a stream: one article. Raises Problem."""
    if plain := read_plain(line):
        return _single(plain, by_query, settings)
    asked = _checked(ArticleRequest, _parsed(line))
    return _single(asked, wanted_by_both(asked, by_query), settings)


def _parsed(body: bytes) -> object:
    """Return what JSON says, of whatever shape."""
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


def _single(asked: ArticleFields | PlainArticle, wanted: Wanted, settings: Settings) -> Question:
    return Question((_article(asked.text, asked.title, asked.id, "", settings),), wanted, batch=False)


def _batch(said: dict[str, Any], by_query: Wanted, settings: Settings) -> Question:
    articles = said["articles"]
    if isinstance(articles, list):  # before the schema, which makes an error of a kilobyte for each bad one
        if len(articles) > settings.max_batch:
            raise Problem("too-many-articles", {"count": len(articles), "limit": settings.max_batch})
        for number, one in enumerate(articles):
            _check_fields(one, f"/articles/{number}")
    asked = _checked(BatchRequest, said)
    question = Question(_articles(asked.articles, settings), wanted_by_both(asked, by_query), batch=True)
    _check_length_explained(question, settings)
    return question


def _articles(asked: Sequence[ArticleFields], settings: Settings) -> tuple[Article, ...]:
    return tuple(
        _article(one.text, one.title, one.id, f"/articles/{number}", settings) for number, one in enumerate(asked)
    )


def _article(text: str, title: str, article_id: str | None, where: str, settings: Settings) -> Article:
    length = len(text) + len(title)
    if length > settings.max_article:
        facts = {"length": length, "limit": settings.max_article}
        raise Problem("article-too-long", facts, _place(where, "article-too-long"))
    try:
        return Article(text, title, article_id)
    except ArticleError:
        raise Problem("empty-article", errors=_place(where, "empty-article")) from None


def _place(where: str, kind: str) -> tuple[FieldError, ...]:
    return (FieldError(where, kind),) if where else ()


def _check_length_explained(question: Question, settings: Settings) -> None:
    """Evidence is up to a hundred times as long as its article: bound what one answer may hold."""
    length = sum(len(article.text) + len(article.title) for article in question.articles)
    if question.wanted.explain and length > settings.max_article:
        raise Problem("article-too-long", {"length": length, "limit": settings.max_article})
