"""A JSON answer whose body is at hand and leaves as it is."""

from typing import TYPE_CHECKING

import orjson
from flask import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class JsonAnswer(Response):
    """A JSON answer of status 200, Persian unescaped.

    It is sent without Werkzeug's general way of sending, so its body cannot be changed later, and nothing is called
    when it is closed.
    """

    def __init__(self, content: object) -> None:
        """`content` is made of built-in types."""
        self._body = orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)
        super().__init__([self._body], content_type="application/json")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        """Send the answer. A server that is given a list knows that nothing more will come."""
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self._body)))])
        return [] if environ["REQUEST_METHOD"].upper() == "HEAD" else [self._body]
