"""Flask without the parts that this service does not use: sessions, hosts, hooks, signals, asynchronous views.

Flask looks for each on every request, and takes longer over that than over finding and calling the view. What
happens around a request is in `service.observing`.
"""

import logging
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Request, Response
from flask.sessions import NullSession, SessionInterface
from flask_openapi3.openapi import OpenAPI
from werkzeug.routing import MapAdapter, RequestRedirect

from service.arrival import arrival

_log = logging.getLogger("barchasb")
_NO_SESSION: Final = NullSession()
_NO_HOST: Final = ""


class _NoSessions(SessionInterface):
    """One empty session for everybody, which refuses to hold anything."""

    def open_session(self, *_application_and_request: object) -> NullSession:
        """Return the session that holds nothing."""
        return _NO_SESSION


class Application(OpenAPI):
    """A Flask application with an OpenAPI document.

    Functions registered to run before or after a request are never called: `service.observing` stands around them all.
    """

    session_interface = _NoSessions()

    def full_dispatch_request(self) -> Response:
        """Return the view's answer, or that of the handler of what it raised."""
        try:
            answer = self.dispatch_request()
        except RequestRedirect as redirect:  # to whatever host and scheme the client knows us by
            there = urlsplit(redirect.new_url)
            query = f"?{there.query}" if there.query else ""
            return Response(status=redirect.code, headers={"Location": f"/{there.path.lstrip('/')}{query}"})
        except Exception as problem:  # noqa: BLE001 - raised again where no handler is for it
            answer = self.handle_user_exception(problem)
        return answer if isinstance(answer, Response) else self.make_response(answer)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return what finds the view of a request, by its path and method alone."""
        if request is None:
            return super().create_url_adapter(request)
        return MapAdapter(
            self.url_map,
            _NO_HOST,
            request.root_path,
            subdomain="",
            url_scheme=request.scheme,
            path_info=request.path,
            default_method=request.method,
            query_args=request.query_string.decode(errors="replace"),
        )

    def log_exception(self, exc_info: Any) -> None:
        """Log what nobody expected: its type and place, and the request's id, which the answer tells."""
        _log.error("request failed", exc_info=exc_info, extra={"facts": {"request_id": arrival().request_id}})
