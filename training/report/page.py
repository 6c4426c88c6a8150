"""The report as one page: Persian from right to left, English at a click, nothing from outside.

There is no script in it. A check box and CSS change the language, and a content policy forbids the browser to
fetch anything, so that a hostile title stays a title.
"""

import base64
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from training.report import charts
from training.report.contents import Report
from training.report.intervals import Interval
from training.report.notes import Note
from training.report.wording import MONTHS, PAGE, SPELLINGS

_HERE: Final = Path(__file__).parent
_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_NARROW: Final = 0.02  # an interval below this is shown with a decimal
_UNKNOWN: Final = "–"


def write_page(report: Report) -> str:
    """Return the report as an HTML text that needs no other file."""
    pages = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    pages.filters.update(number=_number, percent=_percent, percents=_percents, decimals=_decimals, length=_length)
    pages.filters.update(signed=_signed, signeds=_signeds, month=_month, spelling=_spelling)
    pages.globals.update(words=_words, note=_note, picture=_picture, charts=charts)
    style = Markup((_HERE / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return pages.get_template("page.html.jinja").render(report=report, style=style)


def _both(persian: str, english: str) -> Markup:
    return Markup('<span lang="fa">{}</span><span lang="en">{}</span>').format(persian, english)


def _words(key: str) -> Markup:
    return _both(*PAGE[key])


def _note(note: Note, report: Report) -> Markup:
    names = {tag.tag.id: tag.tag.fa for tag in report.tags}
    return _both(note.persian(names.get(note.tag, note.tag)).translate(_DIGITS), note.english)


def _persian(number: str) -> str:
    """Return a number in Persian digits; its sign stays to the left of it, as it is written."""
    return "\u2066" + number.translate(_DIGITS).replace(".", "٫").replace(",", "٬").replace("-", "\u2212") + "\u2069"


def _number(value: float) -> Markup:
    return _both(_persian(f"{value:,}"), f"{value:,}")


def _decimals(value: float | None) -> Markup:
    return _both(_UNKNOWN, _UNKNOWN) if value is None else _both(_persian(f"{value:.3f}"), f"{value:.3f}")


def _percent(value: float | None, form: str = ".1f") -> Markup:
    if value is None:
        return _both(_UNKNOWN, _UNKNOWN)
    text = format(100 * value, form)
    return _both(f"{_persian(text)}٪", f"{text}%".replace("-", "\u2212"))


def _signed(value: float | None) -> Markup:
    """Return a difference in percentage points."""
    return _percent(value, "+.1f")


def _percents(interval: Interval | None, form: str = "") -> Markup:
    if interval is None:
        return _both("", "")
    form = form or (".1f" if interval.high - interval.low < _NARROW else ".0f")
    low, high = format(100 * interval.low, form), format(100 * interval.high, form)
    return _both(f"{_persian(low)} تا {_persian(high)}٪", f"{low}–{high}%")


def _signeds(interval: Interval | None) -> Markup:
    if interval is None:
        return _both("", "")
    low, high = (format(100 * bound, "+.1f") for bound in (interval.low, interval.high))
    return _both(f"{_persian(low)} تا {_persian(high)}٪", f"{low} to {high}%".replace("-", "\u2212"))


def _length(name: str) -> Markup:
    """Return a class of lengths in words, which no direction of writing turns round."""
    low, _, high = name.partition("–")
    if high:
        return _both(f"{_persian(low)} تا {_persian(high)}", f"{low} to {high}")
    return _both(f"{_persian(low.rstrip('+'))} و بیشتر", f"{low.rstrip('+')} and more")


def _spelling(name: str) -> Markup:
    return _both(*SPELLINGS[name]) if name in SPELLINGS else _both(name, name)


def _month(name: str) -> Markup:
    year, month = name.split("-")
    persian, english = MONTHS[int(month) - 1]
    return _both(f"{persian} {year}".translate(_DIGITS), f"{english} {year}")


def _picture(svg: str, key: str) -> Markup:
    """Return an image of the picture, so that the names inside one do not meet those of another."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return Markup('<img alt="{}" src="data:image/svg+xml;base64,{}">').format(" / ".join(PAGE[key]), data)
