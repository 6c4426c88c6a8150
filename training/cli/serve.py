"""`barchasb serve`: the active model over HTTP."""

import importlib
from pathlib import Path
from typing import Final

import click

from training.cli.options import store_option

_SERVER: Final = "service.server"  # by name: training never imports the service


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@store_option
def command(host: str, port: int, workers: int, store: Path) -> None:
    """Serve the active model over HTTP; a newly promoted version is picked up by itself.

    Settings come from the environment, see docs/service.md.

    \b
    barchasb serve --port 8080
    curl -s localhost:8080/v1/tags --json '{"text": "صادرات فرش دستباف افزایش یافت."}'
    """
    importlib.import_module(_SERVER).serve(host, port, workers, store)
