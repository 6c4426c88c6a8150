"""How many requests a second the service answers, beside a Flask view that answers a constant.

Needs wrk and a store with an active version:  .venv/bin/python tests/benchmarks/service_load.py [STORE]

Both run on the same server with the same workers and threads and are asked in turn, so that what else the
machine does hits both. The articles are the seeds' own text in pieces of 2,700 characters: words that the model has
met, as most words are that a running service reads. Then the service is asked at half of its own rate, for the
latency that its users would see.
"""

import contextlib
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
STORE = Path(sys.argv[1] if len(sys.argv) > 1 else CHECKOUT / "models").resolve()
LENGTH = 2700  # characters of an article
SEEDS = " ".join(json.loads(line)["text"] for path in sorted(CHECKOUT.glob("seeds/*.jsonl")) for line in path.open())
TEXTS = [SEEDS[first : first + LENGTH] for first in range(0, len(SEEDS) - LENGTH, LENGTH)]
BODIES = [json.dumps({"text": text}, ensure_ascii=False).encode() for text in TEXTS[:: len(TEXTS) // 500]]
LINES = b"".join(
    json.dumps({"id": str(number), "text": text}, ensure_ascii=False).encode() + b"\n"
    for number, text in enumerate(TEXTS + TEXTS)
)
ESCAPED = b"".join(json.dumps(json.loads(line)).encode() + b"\n" for line in LINES.splitlines())
SERVICE, CONSTANT = 8391, 8392
WORKERS, CONNECTIONS, STREAMS, SECONDS, ROUNDS = 2, 32, 4, 3, 9


@contextlib.contextmanager
def running(code: str, port: int) -> Iterator[None]:
    """Run a server written as Python code until the block is left."""
    server = subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, env={**os.environ, "BARCHASB_LOG": "warning"})
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                ask(http.client.HTTPConnection("127.0.0.1", port))
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def ask(connection: http.client.HTTPConnection) -> float:
    """Send the article and return the seconds until its answer is read."""
    began = time.perf_counter()
    connection.request("POST", "/v1/tags", random.choice(BODIES), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"answered {answer.status}")
    return time.perf_counter() - began


def rate(port: int, script: str) -> float:
    """Return requests a second by wrk."""
    report = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script, f"http://127.0.0.1:{port}/v1/tags"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in report:
        raise RuntimeError(report)
    return float(re.findall(r"Requests/sec: +([\d.]+)", report)[0])


def paced(requests_a_second: float) -> list[float]:
    """Return the seconds of every answer when asked at a steady rate over a few connections."""
    threads, seconds = 4, []

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", SERVICE)
        due = time.perf_counter()
        for _ in range(int(requests_a_second / threads * SECONDS)):
            due += threads / requests_a_second
            time.sleep(max(0.0, due - time.perf_counter()))
            seconds.append(ask(connection))

    asking = [threading.Thread(target=one) for _ in range(threads)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return sorted(seconds)


def stream(lines: bytes) -> None:
    """Send a stream and read its answers."""
    connection = http.client.HTTPConnection("127.0.0.1", SERVICE)
    connection.request("POST", "/v1/tags", lines, {"Content-Type": "application/x-ndjson"})
    answer = connection.getresponse()
    answers = answer.read().count(b"\n")
    if answer.status != http.client.OK or answers != lines.count(b"\n"):
        raise RuntimeError(f"answered {answer.status} and {answers} lines")


def bulk(lines: bytes, streams: int = 1) -> float:
    """Return articles a second of so many streams at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(streams) as senders:
        list(senders.map(stream, [lines] * streams))
    return streams * lines.count(b"\n") / (time.perf_counter() - began)


def in_process() -> float:
    """Return articles a second of the tagger itself, in a process of its own."""
    code = (
        "import json, sys, time, classifier\n"
        f"tagger = classifier.load({str(STORE)!r})\n"
        "texts = [json.loads(line)['text'] for line in sys.stdin]\n"
        "list(tagger.tag_many(texts[:200])); began = time.perf_counter()\n"
        "print(sum(1 for _ in tagger.tag_many(texts)) / (time.perf_counter() - began))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, input=LINES, capture_output=True, check=True)
    return float(done.stdout)


SERVE = f"""
from pathlib import Path
from service.server import serve
serve("127.0.0.1", {SERVICE}, {WORKERS}, Path({str(STORE)!r}))
"""
SERVE_CONSTANT = f"""
from granian.server import Server
Server("tests.benchmarks.constant_view:create_app", interface="wsgi", factory=True, port={CONSTANT},
       workers={WORKERS}, blocking_threads=76, websockets=False).serve()
"""
WRK = """
bodies = {%s}
function request()
    return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[math.random(#bodies)])
end
"""


def main() -> None:
    """Measure and print."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script, running(SERVE, SERVICE):
        script.write(WRK % ",".join(f"[=[{body.decode()}]=]" for body in BODIES))
        script.flush()
        with running(SERVE_CONSTANT, CONSTANT):
            rounds = [(rate(CONSTANT, script.name), rate(SERVICE, script.name)) for _ in range(ROUNDS)]
        seconds = paced(statistics.median(own for _, own in rounds) / 2)
        streams = [(in_process(), bulk(LINES), bulk(ESCAPED), bulk(LINES, STREAMS)) for _ in range(ROUNDS)]
    report("requests a second", "a constant", rounds)
    middle, late = (seconds[len(seconds) * percent // 100] * 1000 for percent in (50, 99))
    sys.stdout.write(f"at half of that rate: median {middle:.1f} ms, 99 % under {late:.1f} ms\n")
    for number, kind in enumerate(
        ("of one stream", "of one stream, Persian escaped", f"of {STREAMS} streams at once"), 1
    ):
        report(f"articles a second {kind}", "the tagger itself", [(rates[0], rates[number]) for rates in streams])


def report(what: str, other: str, rounds: list[tuple[float, float]]) -> None:
    """Print the medians of pairs of rates, the other's first."""
    theirs, ours = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    share = statistics.median(own / their for their, own in rounds)
    sys.stdout.write(f"{what}: {ours:.0f}, {other} {theirs:.0f}: {share:.2f}\n")


if __name__ == "__main__":
    main()
