"""What the pages of the browsable API documentation may load: their own scripts and styles, nothing from elsewhere."""

import functools
from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response

_BLUEPRINTS: Final = ("openapi", "swagger")  # flask-openapi3's
# Their scripts and styles stand inside the pages.
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}


def protect_documentation(app: Flask) -> None:
    """Give every view of the documentation the headers that protect it. Call it when all are registered."""
    for endpoint, view in app.view_functions.items():
        if endpoint.partition(".")[0] in _BLUEPRINTS:
            app.view_functions[endpoint] = _protected(app, view)


def _protected(app: Flask, view: Callable[..., Any]) -> Callable[..., Response]:
    @functools.wraps(view)
    def protected(**arguments: Any) -> Response:
        answer: Response = app.make_response(view(**arguments))
        answer.headers.update(_HEADERS)
        return answer

    return protected
