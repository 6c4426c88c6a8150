"""What one worker process holds for as long as it lives."""

from dataclasses import dataclass

from classifier import Store
from service.arrival import arrival
from service.gathering import Gathering
from service.limits import Places
from service.metrics import Metrics
from service.problems import Problem
from service.reload import ActiveVersion, Serving
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker's settings, the version it serves, its free places and its counters."""

    settings: Settings
    active: ActiveVersion
    requests: Places
    streams: Places
    gathering: Gathering
    metrics: Metrics


def start_worker(settings: Settings) -> Worker:
    """Return a worker that serves the store's active version, if there is one, and follows the store."""
    metrics = Metrics()
    active = ActiveVersion(Store(settings.store), metrics)
    active.refresh()
    active.watch(settings.reload_seconds)
    return Worker(
        settings,
        active,
        requests=Places(settings.max_requests, full="busy"),
        streams=Places(settings.max_streams, full="too-many-streams"),
        gathering=Gathering(),
        metrics=metrics,
    )


def serving_now() -> Serving:
    """Return the version that answers this request, the same one however often it is asked for. Raises Problem."""
    serving = arrival().serving
    if serving is None:
        raise Problem("no-model", headers={"Retry-After": "5"})
    return serving
