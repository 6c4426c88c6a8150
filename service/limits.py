"""How much at once: places that a worker has for requests and for streams. Without one, the answer is immediate."""

import threading
from typing import Final

from service.problems import Problem

_RETRY_AFTER: Final = {"Retry-After": "1"}  # seconds


class Places:
    """A number of places, each held for as long as a `with` block runs.

    Entering raises a Problem of the kind `full` when none is free.
    """

    def __init__(self, number: int, full: str) -> None:
        self._number = self._free = number
        self._full = full
        self._counting = threading.Lock()

    def __enter__(self) -> None:
        with self._counting:
            if not self._free:
                raise Problem(self._full, {"limit": self._number}, headers=_RETRY_AFTER)
            self._free -= 1

    def __exit__(self, *_failure: object) -> None:
        with self._counting:
            self._free += 1
