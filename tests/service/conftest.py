"""A service on a tiny model that is really fitted, once for all tests of the folder."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from classifier import Article, Store, Tag
from service import create_app
from service.settings import Settings
from training.corpus import Corpus, LabelledArticle
from training.fit import fit
from training.publish import publish

SENTENCES = {
    "trade": (
        "صادرات فرش و پسته افزایش یافت",
        "واردات کالا از گمرک آزاد شد",
        "بازار صادرات رونق گرفت",
        "تجار کالا را از گمرک گرفتند",
    ),
    "education": (
        "شاگردان به مدرسه رفتند",
        "کنکور سراسری برگزار شد",
        "معلمان مدرسه آموزش دیدند",
        "دانشگاه کنکور را برگزار کرد",
    ),
    None: (
        "باران در شمال کشور بارید",
        "تیم ملی در مسابقه پیروز شد",
        "باران و برف در راه است",
        "مسابقه تیم ملی لغو شد",
    ),
}
TAGS = (
    Tag("trade", "تجارت", "Trade", "Buying and selling."),
    Tag("education", "آموزش", "Education", "Schools and learning."),
)
TOKEN = "a secret of the tests"  # noqa: S105


@dataclass(frozen=True)
class Running:
    """A service of several processes, and the lines it has logged."""

    address: str
    process: subprocess.Popen[str]
    log: list[str]


def published(store: Store, seed: int) -> str:
    articles = tuple(
        LabelledArticle(Article(f"{sentence} شماره {number}"), frozenset({tag} if tag else ()))
        for number in range(2)
        for tag, sentences in SENTENCES.items()
        for sentence in sentences[seed:]
    )
    return publish(fit(articles, TAGS, seed), Corpus(articles, ("tests",)), seed, store).version


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two versions, the first of them active."""
    store = Store(tmp_path_factory.mktemp("made") / "store")
    first = published(store, 0)
    published(store, 1)
    store.promote(first)
    return store.folder


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Store:
    """A copy of the store that a test may change."""
    return Store(Path(shutil.copytree(made_store, tmp_path / "store")))


@pytest.fixture
def versions(store: Store) -> tuple[str, str]:
    """The store's active version and its other one."""
    active = store.active()
    assert active is not None
    return active, next(version for version in store.versions() if version != active)


@pytest.fixture
def client_of(store: Store) -> Callable[..., FlaskClient]:
    """Makes a client of a service with the given settings."""
    return lambda **settings: create_app(Settings(**{"store": store.folder, "token": TOKEN, **settings})).test_client()


@pytest.fixture(scope="session")
def shared_client(made_store: Path) -> FlaskClient:
    """A client of a service that no test changes."""
    return create_app(Settings(store=made_store, token=TOKEN)).test_client()


@pytest.fixture
def client(shared_client: FlaskClient) -> FlaskClient:
    return shared_client


@contextlib.contextmanager
def running(folder: Path, workers: int = 2, **variables: str) -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from training.cli import main; main()", "serve", "--store", str(folder)]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--workers", str(workers)],
        env={**os.environ, "BARCHASB_TOKEN": TOKEN, **variables},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, as a terminal gives it
    )
    log: list[str] = []
    assert server.stderr is not None
    reading = threading.Thread(target=log.extend, args=(server.stderr,), daemon=True)
    reading.start()
    address = f"http://127.0.0.1:{port}"
    try:
        _await_ready(address)
        yield Running(address, server, log)
    finally:
        server.terminate()
        server.wait(20)
        reading.join(5)
        server.stderr.close()


def _await_ready(address: str) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/readyz"):  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def served(made_store: Path) -> Iterator[str]:
    """The address of a service of two workers that really listens, on a store that no test changes."""
    with running(made_store) as service:
        yield service.address


@pytest.fixture
def serve() -> Callable[..., contextlib.AbstractContextManager[Running]]:
    """Starts a service on a store's folder; leaving its block stops it."""
    return running
