"""The service as it runs: several processes, versions that change, processes that are killed."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from classifier import Store
from classifier.answer import tagging_json

pytestmark = pytest.mark.slow

PROMOTIONS = int(os.environ.get("BARCHASB_TEST_PROMOTIONS", "20"))  # by hand: 200
KILLS = int(os.environ.get("BARCHASB_TEST_KILLS", "6"))  # by hand: 100
REQUESTS = int(os.environ.get("BARCHASB_TEST_REQUESTS", "400"))  # by hand: 20,000, and ten times as many stream lines
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
TEXT = "صادرات فرش و پسته از گمرک افزایش یافت"
NDJSON = {"Content-Type": "application/x-ndjson"}
COMMAND = [sys.executable, "-c", "from training.cli import main; main()"]

Serve = Callable[..., AbstractContextManager[Any]]


def ask(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    request = urllib.request.Request(address, body, headers or {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


def test_promotions_under_load_fail_no_request_and_mix_no_answer(
    store: Store, versions: tuple[str, str], serve: Serve
) -> None:
    expected = {version: tagging_json(store.load(version).tag(TEXT)) for version in versions}
    wrong: list[Any] = []
    answered: list[str] = []
    stop = threading.Event()

    def load(address: str) -> None:
        while not stop.is_set():
            status, content = ask(f"{address}/v1/tags", json.dumps({"text": TEXT}).encode())
            answer = json.loads(content)
            if status != 200 or answer != expected[answer["model"]["version"]]:
                wrong.append((status, answer))
            answered.append(answer["model"]["version"])

    with serve(store.folder) as service:
        threads = [threading.Thread(target=load, args=(service.address,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(PROMOTIONS):
            store.promote(versions[(number + 1) % 2])
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()

    assert wrong == []
    assert set(answered) == set(versions)
    print(f"{PROMOTIONS} promotions, {len(answered)} requests")  # noqa: T201 - the figure in docs/service.md


def test_every_worker_serves_a_promoted_version_within_two_seconds(
    store: Store, versions: tuple[str, str], serve: Serve
) -> None:
    with serve(store.folder) as service:
        store.promote(versions[1])
        time.sleep(2)
        answers = {json.loads(ask(f"{service.address}/readyz")[1])["model"]["version"] for _ in range(40)}
        metrics = ask(f"{service.address}/metrics")[1].decode()

    assert answers == {versions[1]}
    assert f'version="{versions[1]}"}} 2.0' in metrics


def workers_of(service: Any) -> list[int]:
    lines = [json.loads(line) for line in service.log if line.startswith("{")]
    return [int(line["event"].rpartition(" ")[2]) for line in lines if line["event"].startswith("Spawning worker")]


def test_a_killed_worker_is_replaced_and_leaves_no_trace_in_the_gauges(store: Store, serve: Serve) -> None:
    with serve(store.folder) as service:
        killed = workers_of(service)[0]
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + 15
        while len(workers_of(service)) < 3 and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(2)
        statuses = {ask(f"{service.address}/v1/tags", b'{"text": "a"}')[0] for _ in range(20)}
        metrics = ask(f"{service.address}/metrics")[1].decode()

    assert statuses == {200}
    assert f'version="{store.active()}"}} 2.0' in metrics


def resident(process: int) -> float:
    """Return the memory that a process holds, in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_memory_stays_flat_whatever_words_arrive(store: Store, serve: Serve) -> None:
    dice = random.Random(0)

    def article() -> bytes:
        words = ("".join(dice.choices(LETTERS, k=dice.randint(2, 9))) for _ in range(400))
        return json.dumps({"text": " ".join(words), "id": str(dice.random())}).encode()

    def load(address: str) -> None:
        for _ in range(REQUESTS // 100):
            assert all(ask(f"{address}/v1/tags", article())[0] == 200 for _ in range(50))
            lines = b"".join(article() + b"\n" for _ in range(500))
            assert ask(f"{address}/v1/tags", lines, NDJSON)[1].count(b"\n") == 500

    with serve(store.folder, workers=1) as service:
        (worker,) = workers_of(service)
        load(service.address)
        before = resident(worker)
        load(service.address)
        after = resident(worker)

    print(f"{REQUESTS} requests, {10 * REQUESTS} lines: {before:.1f} MB, then {after:.1f} MB")  # noqa: T201 - docs/service.md
    assert after - before < 12


def test_a_promotion_killed_at_any_moment_leaves_a_store_that_loads(store: Store, versions: tuple[str, str]) -> None:
    promoting = f"""
import itertools, sys
from classifier import Store
store = Store(__import__("pathlib").Path({str(store.folder)!r}))
print("ready", flush=True)
for version in itertools.cycle({versions!r}):
    store.promote(version)
"""
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", promoting], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(random.uniform(0, 0.1))
            process.kill()
        assert store.load().name.version in versions


def test_a_training_killed_at_any_moment_leaves_the_store_as_it_was(store: Store, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    lines = [{"text": f"{TEXT} {number}", "tags": ["trade"] if number % 2 else []} for number in range(20)]
    data.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    before, active = store.versions(), store.active()
    for _ in range(max(KILLS // 3, 1)):
        training = subprocess.Popen(
            [*COMMAND, "train", "--no-promote", "--data", str(data), "--store", str(store.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0.2, 4))
        training.kill()
        training.wait()
        assert store.active() == active
        assert all(store.load(version) for version in store.versions())
        assert set(before) <= set(store.versions())


def test_a_stop_lets_requests_finish(store: Store, serve: Serve) -> None:
    lines = json.dumps({"text": TEXT * 40}).encode() + b"\n"
    answers: list[tuple[int, bytes]] = []
    with serve(store.folder, workers=1) as service:
        asking = threading.Thread(
            target=lambda: answers.append(ask(f"{service.address}/v1/tags", lines * 3000, NDJSON))
        )
        asking.start()
        time.sleep(0.2)
        service.process.terminate()
        asking.join()

    status, content = answers[0]
    assert status == 200
    assert content.count(b"\n") == 3000


def test_one_ctrl_c_stops_every_worker(store: Store, serve: Serve) -> None:
    with serve(store.folder) as service:
        while sum("Started worker" in line for line in service.log) < 2:
            time.sleep(0.1)
        time.sleep(2)  # the server loses a signal in the first moments of a worker
        os.killpg(service.process.pid, signal.SIGINT)

        assert service.process.wait(15) == 0


def test_a_client_that_never_sends_its_body_cannot_keep_the_service_from_stopping(store: Store, serve: Serve) -> None:
    with serve(store.folder, workers=1, BARCHASB_STOP_SECONDS="1") as service:
        port = int(service.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as stuck:
            stuck.sendall(b"POST /v1/tags HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n")
            time.sleep(0.2)
            service.process.terminate()

            assert service.process.wait(15) == 0


def test_a_body_is_whole_or_refused(store: Store, serve: Serve) -> None:
    head = b"POST /v1/tags HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + b"a" * 1000 + b"\r\n"
    with serve(store.folder, workers=1, BARCHASB_MAX_BODY="1000") as service:
        whole = _status(service.address, chunked + b"0\r\n\r\n")
        large = _status(service.address, chunked + b"1\r\na\r\n0\r\n\r\n")
        cut = _status(service.address, head + b"Content-Length: 900\r\n\r\nabc def", leave=True)

    assert (whole, large) == (200, 413)
    assert cut in (400, None)


def _status(address: str, request: bytes, leave: bool = False) -> int | None:
    """Send bytes, and no more if we leave, and return the status that is answered, if any is."""
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=20) as connection:
        connection.sendall(request)
        if leave:
            connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answer:
            line = answer.readline()
        return int(line.split()[1]) if line else None


def test_a_port_in_use_is_an_error_that_says_so(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        failed = subprocess.run(
            [*COMMAND, "serve", "--store", str(store.folder), "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert failed.returncode == 1
    assert f"127.0.0.1:{port} is in use" in failed.stderr


def test_a_store_with_no_active_version_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    failed = subprocess.run([*COMMAND, "serve", "--store", str(tmp_path)], capture_output=True, text=True, check=False)

    assert failed.returncode == 1
    assert "run: barchasb train" in failed.stderr


def test_logs_are_json_and_never_hold_an_article(store: Store, serve: Serve) -> None:
    with serve(store.folder) as service:
        ask(f"{service.address}/v1/tags?tags=secretquery", json.dumps({"text": "secrettext"}).encode())
        ask(f"{service.address}/v1/tags", b'{"text": "secrettext", "x": 1}')
        ask(f"{service.address}/secretpath")
        time.sleep(0.5)

    log = "".join(service.log)
    assert "secret" not in log
    assert all(json.loads(line)["event"] for line in service.log)
    assert not any(json.loads(line)["level"] == "warning" for line in service.log)
    assert '"status": 422' in log
