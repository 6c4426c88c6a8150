"""What Prometheus can ask about the service: counted by every worker, answered for all of them together.

With several workers prometheus-client keeps its counts in files of the folder PROMETHEUS_MULTIPROC_DIR, which
`barchasb serve` makes; without that variable the counts are of this process alone.
"""

import functools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.values import MultiProcessValue

from classifier import ModelName, Tagging

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_ARTICLES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Metrics:
    """The counters of one worker."""

    def __init__(self) -> None:
        if os.environ.get(FOLDER):  # `barchasb serve` forks no worker: none need ask for its number at every count
            values.ValueClass = MultiProcessValue(functools.cache(os.getpid))  # type: ignore[no-untyped-call]  # has no types
        own = self._own = CollectorRegistry()
        self._requests = Counter("barchasb_requests", "Requests answered.", ["route", "method", "status"], registry=own)
        self._seconds = Histogram(
            "barchasb_request_seconds", "Time to the answer.", ["route"], buckets=_SECONDS, registry=own
        )
        self._batch = Histogram("barchasb_batch_articles", "Articles of a batch.", buckets=_ARTICLES, registry=own)
        self._articles = Counter("barchasb_articles", "Articles tagged.", registry=own)
        self._untagged = Counter("barchasb_untagged_articles", "Articles that no tag applied to.", registry=own)
        self._tags = Counter("barchasb_tags", "Tags given to articles.", ["tag"], registry=own)
        self._bad_lines = Counter("barchasb_bad_lines", "Stream lines answered with a problem.", registry=own)
        self._refusals = Counter("barchasb_refused_versions", "Refusals of an untrustworthy version.", registry=own)
        self._serving = Gauge(
            "barchasb_serving_workers",
            "Workers that serve a version.",
            ["version", "sha256"],
            multiprocess_mode="livesum",
            registry=own,
        )

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        requests, durations = self._of_route(route, method, status)
        requests.inc()
        durations.observe(seconds)

    @functools.cache  # noqa: B019 - one per worker, and routes, methods and statuses are few
    def _of_route(self, route: str, method: str, status: int) -> tuple[Counter, Histogram]:
        return self._requests.labels(route, method, str(status)), self._seconds.labels(route)

    @functools.cache  # noqa: B019 - as many as the models have tags
    def _of_tag(self, tag: str) -> Counter:
        return self._tags.labels(tag)

    def tagged(self, taggings: Sequence[Tagging]) -> None:
        """Count articles, the tags they were given, and those that were given none."""
        given: dict[str, int] = {}  # counted here first: adding to the workers' files takes ten times as long
        untagged = 0
        for tagging in taggings:
            for tag in tagging.tags:
                given[tag] = given.get(tag, 0) + 1
            untagged += not tagging.tags
        for tag, articles in given.items():
            self._of_tag(tag).inc(articles)
        if untagged:
            self._untagged.inc(untagged)
        self._articles.inc(len(taggings))

    def batch(self, articles: int) -> None:
        """Count a batch of so many articles."""
        self._batch.observe(articles)

    def bad_lines(self, number: int) -> None:
        """Count stream lines that were answered with a problem."""
        self._bad_lines.inc(number)

    def refused(self) -> None:
        """Count a version that was refused."""
        self._refusals.inc()

    def now_serves(self, name: ModelName, before: ModelName | None) -> None:
        """Note which version this worker serves from now on, and which one no longer."""
        if before is not None:
            self._serving.labels(before.version, before.sha256).dec()
        self._serving.labels(name.version, name.sha256).inc()

    def exposition(self) -> bytes:
        """Return the counts of all workers in Prometheus' text format."""
        folder = os.environ.get(FOLDER)
        if not folder:
            return generate_latest(self._own)
        _forget_the_dead(Path(folder))
        together = CollectorRegistry()
        MultiProcessCollector(together, folder)  # type: ignore[no-untyped-call]  # has no types
        return generate_latest(together)


def _forget_the_dead(folder: Path) -> None:
    """Take workers that were killed out of the gauges; their counters stay."""
    for file in folder.glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not Path(f"/proc/{process}").exists():
            mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]  # has no types
