"""Start the worker processes that answer on an address. `barchasb serve` calls `serve` by its name."""

import errno
import multiprocessing
import os
import signal
import socket
import tempfile
from pathlib import Path
from typing import Final

from granian.constants import Interfaces
from granian.server import Server

from classifier import SettingsError, Store
from service.app import create_app
from service.application import Application
from service.logs import log_config
from service.metrics import FOLDER
from service.settings import read_settings, variable

_TARGET: Final = "service.server:create_worker_app"
_SPARE_THREADS: Final = 4  # to say that there is no place, and that the worker lives
_RESPAWN_SECONDS: Final = 0.2


def serve(host: str, port: int, workers: int, store: Path) -> None:
    """Serve the store's active version until the process is told to stop.

    Raises SettingsError for an unusable setting or address, StoreError or ArtifactError if no model loads.
    """
    os.environ[variable("store")] = str(store.resolve())
    settings = read_settings()
    Store(store).load()
    check_free(host, port)
    multiprocessing.set_start_method("spawn", force=True)  # a new worker must not inherit the parent's threads
    with tempfile.TemporaryDirectory(prefix="barchasb-metrics-") as folder:
        os.environ[FOLDER] = folder
        os.environ.setdefault("MALLOC_ARENA_MAX", "1")  # else the C library keeps memory apart for every few threads
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # none is needed, and they would still hear Ctrl-C (below)
        Server(
            _TARGET,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            factory=True,
            workers=workers,
            blocking_threads=settings.max_requests + settings.max_streams + _SPARE_THREADS,
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=_RESPAWN_SECONDS,
            workers_kill_timeout=settings.stop_seconds,
            log_dictconfig=log_config(settings.log),
        ).serve()


def create_worker_app() -> Application:
    """Return the application of a worker process, which leaves Ctrl-C to the process that started it.

    A terminal sends it to both, and a worker that is told to stop twice does not.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return create_app()


def check_free(host: str, port: int) -> None:
    """Raise SettingsError if the address cannot be listened on: the server itself would share it with another."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as after a restart
            probe.bind(address)
    except OSError as problem:
        what = "in use" if problem.errno == errno.EADDRINUSE else f"not to be had ({problem.strerror})"
        raise SettingsError(f"{host}:{port} is {what}; choose another with --host and --port") from None
