import hashlib
import json
import pickle
import threading
import time
import zlib
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from classifier import Store
from classifier.artifact import FORMAT
from classifier.store import ARTIFACT
from service.metrics import Metrics
from service.reload import ActiveVersion

Service = Callable[..., FlaskClient]
Versions = tuple[str, str]


def version_of(client: FlaskClient) -> str:
    return client.get("/readyz").json["model"]["version"]


def eventually(condition: Callable[[], bool], seconds: float = 2.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_version_promoted_by_another_process_serves_within_two_seconds(
    client_of: Service, store: Store, versions: Versions
) -> None:
    client = client_of()
    older, newer = versions
    assert version_of(client) == older

    store.promote(newer)

    assert eventually(lambda: version_of(client) == newer)


def test_a_first_version_makes_a_waiting_service_ready(client_of: Service, store: Store) -> None:
    active = store.folder / "active"
    history = active.read_text()
    active.unlink()
    client = client_of()
    assert client.get("/readyz").status_code == 503

    active.write_text(history)

    assert eventually(lambda: client.get("/readyz").status_code == 200)


class Bomb:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return exec, ("raise SystemExit('executed')",)


TAMPERINGS = {
    "damaged": lambda content: content[:-1] + b"x",
    "truncated": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "a pickle that runs a command": lambda _: pickle.dumps(Bomb()),
}


@pytest.mark.slow
@pytest.mark.parametrize("tamper", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_broken_version_is_refused_and_the_old_one_goes_on(
    client_of: Service,
    store: Store,
    versions: Versions,
    tamper: Callable[[bytes], bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = client_of()
    older, newer = versions
    artifact = store.folder / "versions" / newer / ARTIFACT
    artifact.write_bytes(tamper(artifact.read_bytes()))

    (store.folder / "active").write_text(f"{newer}\n{older}\n")

    assert eventually(lambda: client.get("/v1/model").json["refused"] is not None)
    assert client.get("/v1/model").json["refused"]["version"] == newer
    assert version_of(client) == older
    assert client.post("/v1/tags", json={"text": "a"}).json["model"]["version"] == older
    assert "version refused" in caplog.messages


HOSTILE = {
    "a pickle that runs a command": pickle.dumps({"format": FORMAT, "words": Bomb()}),
    "compressed zeroes": zlib.compress(bytes(1 << 24), 9) * 4,
    "a pickle of endless lists": b"(" * 1_000_000 + b"l." * 10,
    "a pickle that asks for a terabyte": b"\x80\x04\x8e" + (1 << 40).to_bytes(8, "little"),
}


@pytest.mark.slow
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_artifact_whose_card_agrees_is_refused_with_nothing_executed(
    client_of: Service, store: Store, versions: Versions, content: bytes
) -> None:
    client = client_of()
    older, newer = versions
    folder = store.folder / "versions" / newer
    (folder / ARTIFACT).write_bytes(content)
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    (store.folder / "active").write_text(f"{newer}\n{older}\n")

    assert eventually(lambda: client.get("/v1/model").json["refused"] is not None)
    assert version_of(client) == older


def test_a_new_worker_falls_back_to_the_latest_version_that_loads(
    client_of: Service, store: Store, versions: Versions
) -> None:
    older, newer = versions
    (store.folder / "versions" / newer / ARTIFACT).write_bytes(b"broken")
    (store.folder / "active").write_text(f"{newer}\n{older}\n")

    client = client_of()

    assert version_of(client) == older
    assert client.get("/v1/model").json["refused"]["version"] == newer


def test_a_refusal_is_forgotten_once_another_version_is_active(
    client_of: Service, store: Store, versions: Versions
) -> None:
    older, newer = versions
    (store.folder / "versions" / newer / ARTIFACT).write_bytes(b"broken")
    (store.folder / "active").write_text(f"{newer}\n{older}\n")
    client = client_of()

    store.promote(older)

    assert eventually(lambda: client.get("/v1/model").json["refused"] is None)


def test_a_version_that_was_mended_serves_as_soon_as_it_is_promoted_again(
    client_of: Service, store: Store, versions: Versions
) -> None:
    client = client_of()
    older, newer = versions
    artifact = store.folder / "versions" / newer / ARTIFACT
    whole = artifact.read_bytes()
    artifact.write_bytes(b"broken")
    (store.folder / "active").write_text(f"{newer}\n{older}\n")
    assert eventually(lambda: client.get("/v1/model").json["refused"] is not None)

    artifact.write_bytes(whole)
    store.promote(newer)

    assert eventually(lambda: version_of(client) == newer)
    assert client.get("/v1/model").json["refused"] is None


def test_each_broken_version_is_refused_once_and_the_active_one_is_named(
    store: Store, versions: Versions, caplog: pytest.LogCaptureFixture
) -> None:
    for version in versions:
        (store.folder / "versions" / version / ARTIFACT).write_bytes(b"broken")
    store_of = ActiveVersion(store, Metrics())

    for _ in range(3):
        store_of.refresh()

    assert store_of.refused is not None
    assert store_of.refused.version == store.active()
    assert caplog.messages.count("version refused") == len(store.history())


def test_trouble_with_the_store_is_logged_each_time_that_it_begins(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    active = store.folder / "active"
    follower = ActiveVersion(store, Metrics())
    follower.refresh()
    for hidden in (True, False, True):
        if hidden:
            active.rename(store.folder / "kept")
            active.mkdir()
        else:
            active.rmdir()
            (store.folder / "kept").rename(active)
        follower.refresh()
        follower.refresh()

    assert caplog.messages.count("version refused") == 2


def test_a_store_that_cannot_be_read_changes_nothing(client_of: Service, store: Store) -> None:
    client = client_of()
    before = version_of(client)

    (store.folder / "active").write_text("../../etc/passwd")

    assert eventually(lambda: client.get("/v1/model").json["refused"] is not None)
    assert version_of(client) == before


@pytest.mark.slow
def test_one_request_is_answered_by_one_version_while_versions_change(store: Store, versions: Versions) -> None:
    active = ActiveVersion(store, Metrics())
    active.refresh()
    older, newer = versions
    stop = threading.Event()
    mixed = []

    def ask() -> None:
        while not stop.is_set():
            serving = active.serving
            assert serving is not None
            if serving.tagger.name.version != serving.card.version:
                mixed.append(serving)

    asking = threading.Thread(target=ask)
    asking.start()
    for version in (newer, older) * 10:
        store.promote(version)
        active.refresh()
    stop.set()
    asking.join()

    assert not mixed
