"""Around every request: its id, its time, the headers of its answer, one count and one line of log.

Neither articles nor tokens nor query strings are logged.
"""

import logging
import random
import re
import time
from typing import Any, Final

from flask import Flask, Response, g, request

from service.worker import Worker

_log = logging.getLogger("barchasb")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_NO_ROUTE: Final = "none"  # never the path itself: a label of every address anyone tries would fill the memory
_NO_SNIFFING: Final = ("X-Content-Type-Options", "nosniff")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def observe(app: Flask, worker: Worker) -> None:
    """Make the app identify, count and log every request."""

    @app.before_request
    def begin() -> None:
        begin_request(worker)

    @app.after_request
    def end(response: Response) -> Response:
        asking, about = _behind(request), _behind(g)
        seconds = time.perf_counter() - about.began
        add = response.headers.add
        add("X-Request-ID", about.request_id)
        add(*_NO_SNIFFING)
        if about.serving is not None:
            name = about.serving.tagger.name
            add("X-Model-Version", name.version)
            add("X-Model-SHA256", name.sha256)
        route = asking.url_rule.rule if asking.url_rule else _NO_ROUTE
        method = asking.method if asking.method in _METHODS else "other"
        worker.metrics.answered(route, method, response.status_code, seconds)
        if _log.isEnabledFor(logging.INFO):
            _log_request(route, method, response, seconds)
        return response


def begin_request(worker: Worker) -> None:
    """Give the request its id, its time and the version that answers it."""
    about = _behind(g)
    about.began = time.perf_counter()
    given = request.environ.get("HTTP_X_REQUEST_ID", "")
    about.request_id = given if given and _REQUEST_ID.fullmatch(given) else _new_id()
    about.serving = worker.active.serving


def _behind(proxy: Any) -> Any:
    """Return what one of Flask's proxies stands for: each look through it costs, and there are a dozen."""
    return proxy._get_current_object()


def _new_id() -> str:
    """Return 16 hexadecimal digits. Asking the system for each would be a call that lets another thread in."""
    return f"{random.getrandbits(64):016x}"


def _log_request(route: str, method: str, response: Response, seconds: float) -> None:
    facts = {
        "request_id": g.request_id,
        "method": method,
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000, 2),
        "bytes_in": request.content_length,
        "model": g.serving and g.serving.tagger.name.version,
    }
    _log.info("request", extra={"facts": facts})
