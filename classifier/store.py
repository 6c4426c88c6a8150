"""The model store: a folder of versions, and which of them is active.

    STORE/versions/VERSION/model.joblib   the artifact
    STORE/versions/VERSION/card.json      its model card
    STORE/active                          the active version, and below it those that were active before

A version appears by renaming a finished folder into place and is never edited; promoting and rolling back
replace the file `active` by a rename. So whoever reads the store, at any moment, finds a whole version.
"""

import contextlib
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classifier.article import ModelName
from classifier.artifact import decode, read_verified
from classifier.card import ModelCard, read_card, write_card
from classifier.errors import ArtifactError, StoreError
from classifier.tagger import Tagger

ARTIFACT: Final = "model.joblib"
CARD: Final = "card.json"
_VERSION: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
_UNFINISHED: Final = ".unfinished-"
_REMEMBERED: Final = 50  # versions to roll back through


@dataclass(frozen=True, slots=True)
class Store:
    """A model store in a folder, which need not exist before the first version is published."""

    folder: Path

    @property
    def _active(self) -> Path:
        return self.folder / "active"

    def versions(self) -> list[str]:
        """Return the published versions, oldest first."""
        folder = self.folder / "versions"
        if not folder.is_dir():
            return []
        return sorted(entry.name for entry in folder.iterdir() if _VERSION.fullmatch(entry.name))

    def active(self) -> str | None:
        """Return the active version, or None."""
        history = self.history()
        return history[0] if history else None

    def card(self, version: str) -> ModelCard:
        """Return a version's model card. Raises StoreError for an unknown version, ArtifactError for a bad card."""
        path = self._folder_of(version) / CARD
        card = _card_at(path)
        if card.version != version:
            raise ArtifactError(f"{path}: is the card of version {card.version}; restore the right one")
        return card

    def load(self, version: str | None = None) -> Tagger:
        """Return the tagger of a version, verified; by default of the active one."""
        if version is None:
            version = self.active()
            if version is None:
                raise StoreError(f"{self.folder}: no active version; run: barchasb train")
        return _load(self._folder_of(version) / ARTIFACT, self.card(version))

    def publish(self, card: ModelCard, artifact: bytes) -> None:
        """Add a version: all of it or nothing. Raises StoreError."""
        if not _VERSION.fullmatch(card.version):
            raise StoreError(f"{card.version!r} is not a version name")
        versions = self.folder / "versions"
        target = versions / card.version
        with self._writing():
            if target.exists():
                raise StoreError(f"{target}: this version exists, and versions are never edited; train again")
            for leftover in versions.glob(f"{_UNFINISHED}*"):  # of a training that was killed
                shutil.rmtree(leftover, ignore_errors=True)
            unfinished = versions / f"{_UNFINISHED}{secrets.token_hex(4)}"
            try:
                unfinished.mkdir(parents=True)
                _write(unfinished / ARTIFACT, artifact)
                _write(unfinished / CARD, write_card(card).encode("utf-8"))
                unfinished.rename(target)
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
            _sync_folder(versions)

    def promote(self, version: str) -> None:
        """Make a version the active one, after checking that it loads. Raises ArtifactError or StoreError."""
        self.load(version)
        with self._writing():
            before: list[str] = []
            with contextlib.suppress(StoreError):  # a damaged `active` is mended by promoting
                before = self.history()
            self._write_history([version, *(old for old in before if old != version)])

    def rollback(self) -> str:
        """Make the version that was active before active again, and return it. Raises what `promote` does."""
        history = self.history()
        if len(history) < 2:
            raise StoreError(f"{self.folder}: no earlier version to roll back to")
        self.load(history[1])
        with self._writing():
            if self.history()[:2] != history[:2]:
                raise StoreError(f"{self.folder}: another version was promoted meanwhile; look again and repeat")
            self._write_history(history[1:])
        return history[1]

    def _folder_of(self, version: str) -> Path:
        folder = self.folder / "versions" / version
        if not _VERSION.fullmatch(version) or not folder.is_dir():
            known = ", ".join(self.versions()[-5:]) or "none"
            raise StoreError(f"{self.folder}: no version {version!r}; the latest are: {known}")
        return folder

    def history(self) -> list[str]:
        """Return the active version and below it those that were active before, latest first."""
        try:
            lines = self._active.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as problem:
            raise StoreError(f"{self._active}: cannot be read ({problem}); promote a version again") from None
        if not all(_VERSION.fullmatch(line) for line in lines):
            raise StoreError(f"{self._active}: does not name versions; promote a version again")
        return lines

    def promoted(self) -> int | None:
        """Return when a version was last promoted, in nanoseconds of the file system's clock; None if never."""
        with contextlib.suppress(OSError):
            return self._active.stat().st_mtime_ns
        return None

    def _write_history(self, history: list[str]) -> None:
        new = self._active.with_name(f"{_UNFINISHED}active")  # one writes at a time, over what a killed one left
        try:
            _write(new, "".join(f"{version}\n" for version in history[:_REMEMBERED]).encode("ascii"))
            new.replace(self._active)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        _sync_folder(self.folder)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Keep other processes from changing the store meanwhile. Raises StoreError if it cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
            finally:
                os.close(lock)
        except OSError as problem:
            raise StoreError(f"{self.folder}: cannot be written ({problem.strerror}); choose another --store") from None


def load_artifact(path: Path) -> Tagger:
    """Return the tagger in an artifact, verified against the card beside it."""
    return _load(path, _card_at(path.with_name(CARD)))


def _card_at(path: Path) -> ModelCard:
    try:
        return read_card(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as problem:
        raise ArtifactError(f"{path}: cannot be read ({problem}); train again or restore the file") from None


def _load(path: Path, card: ModelCard) -> Tagger:
    model = decode(read_verified(path, card.sha256), str(path))
    return Tagger(model, ModelName(card.version, card.sha256))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
