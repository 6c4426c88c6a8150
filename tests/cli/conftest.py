import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from training.cli import barchasb

COMMAND = Path(sys.executable).parent / "barchasb"


@pytest.fixture
def run(store):
    """Run the command in this process, on the store with one version."""

    def run(*arguments, stdin=None, folder=store.folder):
        environment = {"BARCHASB_STORE": str(folder)}
        return CliRunner(env=environment).invoke(barchasb, [str(one) for one in arguments], input=stdin)

    return run


@pytest.fixture
def start(store):
    """Start the command as users do, in a process of its own."""
    processes = []

    def start(*arguments, folder=store.folder, **options):
        process = subprocess.Popen(
            [COMMAND, *map(str, arguments)],
            env={"BARCHASB_STORE": str(folder), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "0", "LC_ALL": "C"},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture(scope="session")
def data_file(corpus, tmp_path_factory):
    """The tiny corpus as a user's file."""
    path = tmp_path_factory.mktemp("data") / "tiny.jsonl"
    records = [{"text": one.article.text, "tags": sorted(one.tags)} for one in corpus.articles]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def article_file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("صادرات کالا و گمرک در بازار", encoding="utf-8")
    return path
