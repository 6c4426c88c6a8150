"""Around every request: its id, its time, the headers of its answer, one count and one line of log.

Neither articles nor tokens nor query strings are logged.
"""

import logging
import random
import re
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import request

from service.arrival import ARRIVAL, Arrival
from service.worker import Worker

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger("barchasb")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_NO_ROUTE: Final = "none"  # never the path itself: a label of every address anyone tries would fill the memory
_NO_SNIFFING: Final = ("X-Content-Type-Options", "nosniff")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def observed(app: "WSGIApplication", worker: Worker) -> "WSGIApplication":
    """Return the application, every request to it identified, counted and logged."""

    def observe(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else _new_id()
        arrival = environ[ARRIVAL] = Arrival(request_id, time.perf_counter(), worker.active.serving)

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:
            _count_and_log(arrival, int(status[:3]), worker)
            return start_response(status, headers + _headers(arrival), *failure)

        return app(environ, start)

    return observe


def _new_id() -> str:
    """Return 16 hexadecimal digits. Asking the system for each would be a call that lets another thread in."""
    return f"{random.getrandbits(64):016x}"


def _headers(arrival: Arrival) -> list[tuple[str, str]]:
    headers = [("X-Request-ID", arrival.request_id), _NO_SNIFFING]
    if arrival.serving is not None:
        name = arrival.serving.tagger.name
        headers += [("X-Model-Version", name.version), ("X-Model-SHA256", name.sha256)]
    return headers


def _count_and_log(arrival: Arrival, status: int, worker: Worker) -> None:
    seconds = time.perf_counter() - arrival.at
    rule = request.url_rule
    route = rule.rule if rule else _NO_ROUTE
    method = request.method if request.method in _METHODS else "other"
    worker.metrics.answered(route, method, status, seconds)
    if _log.isEnabledFor(logging.INFO):
        facts = {
            "request_id": arrival.request_id,
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 2),
            "bytes_in": request.content_length,
            "model": arrival.serving and arrival.serving.tagger.name.version,
        }
        _log.info("request", extra={"facts": facts})
