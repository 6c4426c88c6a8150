"""The tagger that answers: the store's active version, picked up by every worker when it changes.

A version is verified, loaded and warmed beside the one that serves, then takes its place in one assignment,
so a request, which reads `serving` once, never sees two of them. A version that cannot be trusted is logged
and refused, and what served goes on serving.
"""

import logging
import threading
import time
from dataclasses import dataclass
from typing import Final

from classifier import ArtifactError, ModelCard, Store, StoreError, Tagger
from service.metrics import Metrics

_log = logging.getLogger("barchasb")
_WARMING: Final = "نمایشگاه کتاب &zwnj; تهران"
_TRY_AGAIN: Final = 30.0  # seconds until a refused version is looked at again: it may have been restored


@dataclass(frozen=True, slots=True)
class Serving:
    """A loaded version with its card."""

    tagger: Tagger
    card: ModelCard


@dataclass(frozen=True, slots=True)
class Refusal:
    """A version that could not be loaded, why, and when (by the monotonic clock)."""

    version: str
    reason: str
    at: float


class ActiveVersion:
    """Follows a store. `serving` is what answers now, None before there is a model; `refused` what could not."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self.store = store
        self.serving: Serving | None = None
        self.refused: Refusal | None = None
        self._refusals: dict[str, Refusal] = {}  # by version
        self._promoted: int | None = None
        self._metrics = metrics
        self._refreshing = threading.Lock()

    def refresh(self) -> None:
        """Serve the store's active version; if it is refused, and nothing served yet, the latest one that loads."""
        with self._refreshing:
            try:
                history = self.store.history()
            except StoreError as problem:
                self.refused = self._refuse("", str(problem))
                return
            self._refusals.pop("", None)
            promoted = self.store.promoted()
            if promoted != self._promoted:  # what was refused may have been mended before it was promoted again
                self._refusals, self._promoted = {}, promoted
            for version in history[:1] if self.serving else history:
                if self._serves(version) or self._load(version):
                    break
            self.refused = self._refusals.get(history[0]) if history else None

    def watch(self, seconds: float) -> None:
        """Refresh for ever, so often, in a thread of its own."""

        def follow() -> None:
            while True:
                time.sleep(seconds)
                try:
                    self.refresh()
                except Exception:  # noqa: BLE001 - whatever it was, the next look may succeed
                    _log.exception("looking for a new version failed")

        threading.Thread(target=follow, name="follow-active-version", daemon=True).start()

    def _serves(self, version: str) -> bool:
        return self.serving is not None and self.serving.card.version == version

    def _load(self, version: str) -> bool:
        if version in self._refusals and time.monotonic() - self._refusals[version].at < _TRY_AGAIN:
            return False
        try:
            serving = Serving(self.store.load(version), self.store.card(version))
            serving.tagger.explain(_WARMING)
        except (ArtifactError, StoreError) as problem:
            self._refuse(version, str(problem))
            return False
        except Exception as problem:  # noqa: BLE001 - a model that loads and cannot tag is as bad as one that does not load
            self._refuse(version, f"it cannot tag ({type(problem).__name__})")
            return False
        self._metrics.now_serves(serving.tagger.name, self.serving.tagger.name if self.serving else None)
        self.serving = serving
        self._refusals.pop(version, None)
        _log.info("serving", extra={"facts": {"version": version, "sha256": serving.card.sha256}})
        return True

    def _refuse(self, version: str, reason: str) -> Refusal:
        """Remember a refusal; count and log it unless it is the same as before."""
        before = self._refusals.get(version)
        if before is None or before.reason != reason:
            self._metrics.refused()
            _log.error("version refused", extra={"facts": {"version": version, "reason": reason}})
        refusal = self._refusals[version] = Refusal(version, reason, time.monotonic())
        return refusal
