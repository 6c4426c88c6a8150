"""The web page: paste an article and see its tags and what earned them; and a page about the model.

No build step, no outside request: scripts, styles and the font come from `static/`, and the
Content-Security-Policy allows nothing else.
"""

import datetime
from typing import Any, Final

import jdatetime
from flask import Blueprint, Response, render_template, request

from service.arrival import arrival
from service.models import model_json, versions_json
from service.page_words import LANGUAGES, SAMPLE_TEXT, SAMPLE_TITLE, WORDS
from service.problems import LANGUAGES as PROBLEM_LANGUAGES
from service.problems import MEDIA_TYPE, Problem, problem_json, problem_response
from service.worker import Worker

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGES: Final = "pages"  # the name of their blueprint
_DIGITS: Final = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")


def pages(worker: Worker) -> Blueprint:
    """Return the two pages, for this worker."""
    blueprint = Blueprint(_PAGES, __name__)
    blueprint.add_app_template_filter(localised, "localised")
    blueprint.add_app_template_filter(day, "day")

    @blueprint.get("/")
    def tagging_page() -> Response:
        return _page(
            "tagging.html", longest=worker.settings.max_article, sample={"title": SAMPLE_TITLE, "text": SAMPLE_TEXT}
        )

    @blueprint.get("/model")
    def model_page() -> Response:
        return _page("model.html", **model_json(worker), **versions_json(worker.active.store))

    return blueprint


def problem_answer(problem: Problem) -> Response:
    """Return the problem as a page to those who read with a browser, as problem details to all others."""
    if request.blueprint != _PAGES and not _by_browser():
        return problem_response(problem)
    page = _page("problem.html", problem.status, problem=problem_json(problem, language()))
    page.headers.update(problem.headers)
    page.vary.add("Accept")
    return page


def _by_browser() -> bool:
    """Whether somebody goes to an address and would rather read a page than JSON."""
    preferred = request.accept_mimetypes.best_match((MEDIA_TYPE, "text/html"))
    return request.method == "GET" and preferred == "text/html"


def language() -> str:
    """Return the page's language: Persian unless the address asks for another."""
    asked = request.args.get("lang", LANGUAGES[0])
    return asked if asked in PROBLEM_LANGUAGES else LANGUAGES[0]


def _page(template: str, status: int = 200, **facts: Any) -> Response:
    serving = arrival().serving
    names = {tag.id: {"fa": tag.fa, "en": tag.en} for tag in serving.tagger.tags} if serving else {}
    page = render_template(template, lang=language(), words=WORDS[language()], names=names, **facts)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
    return Response(page, status, headers, content_type="text/html; charset=utf-8")


def localised(value: float | None, lang: str, digits: int = 0) -> str:
    """Return a number in the language's digits; a dash where there is none."""
    if value is None:
        return "–"
    written = f"{value:,.{digits}f}"
    return written.translate(_DIGITS) if lang == "fa" else written


def day(moment: str, lang: str) -> str:
    """Return the day of an ISO 8601 moment; in Persian by the Solar Hijri calendar."""
    date = datetime.datetime.fromisoformat(moment).date()
    if lang != "fa":
        return f"{date:%d %B %Y}"
    jalali = jdatetime.date.fromgregorian(date=date)
    return f"{jalali.day} {WORDS['fa']['months'].split()[jalali.month - 1]} {jalali.year}".translate(_DIGITS)
