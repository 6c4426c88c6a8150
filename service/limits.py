"""How much at once: places that a worker has for requests and for streams. Without one, the answer is immediate."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Final

from service.problems import Problem

_RETRY_AFTER: Final = {"Retry-After": "1"}  # seconds


class Places:
    """A number of places; `full` is the kind of problem that is raised when none is free."""

    def __init__(self, number: int, full: str) -> None:
        self._number = number
        self._full = full
        self._free = threading.Semaphore(number)

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place for as long as the block runs. Raises Problem."""
        if not self._free.acquire(blocking=False):
            raise Problem(self._full, {"limit": self._number}, headers=_RETRY_AFTER)
        try:
            yield
        finally:
            self._free.release()
