"""What a request was given when it arrived: its id, its time, and the version that answers it."""

from dataclasses import dataclass
from typing import Final, cast

from flask import request

from service.reload import Serving

ARRIVAL: Final = "barchasb.arrival"  # where a request's WSGI environment holds it


@dataclass(frozen=True, slots=True)
class Arrival:
    """Id, time and version of a request.

    `at` is in seconds of `time.perf_counter`; `serving` is None before there is a model.
    """

    request_id: str
    at: float
    serving: Serving | None


def arrival() -> Arrival:
    """Return the arrival of the request that is being answered."""
    return cast(Arrival, request.environ[ARRIVAL])
