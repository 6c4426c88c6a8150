"""Size of the active version, how long it takes to load, and the memory of a process that serves.

    python tests/benchmarks/footprint.py --data news.jsonl.gz --field tags=section

The process imports `classifier` alone, loads the version and tags the articles; a service adds its web framework.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np
from rounds import print_table, spread

import classifier
from classifier.store import Store
from training.cli.options import field_option, store_option
from training.records import read_records, record_article

LOAD = "load the version, ms"


def memory() -> float:
    """Return the most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def serve(store: Path, data: Path, names: Mapping[str, str]) -> None:
    """Load and tag in this process, and print the figures."""
    imported = memory()
    before = time.thread_time()  # the process's would count a thread of NumPy's that only waits
    tagger = classifier.load(store)
    loading = (time.thread_time() - before) * 1e3
    loaded = memory()
    for _ in tagger.tag_many(record_article(record, where, names) for where, record in read_records(data)):
        pass
    found = {
        LOAD: loading,
        "memory after the import, MiB": imported,
        "after loading, MiB": loaded,
        "after tagging every article of the file, MiB": memory(),
        "modules that serving must not import": len({"sklearn", "scipy", "hazm", "joblib"} & sys.modules.keys()),
    }
    click.echo(json.dumps(found))


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Articles, JSON Lines.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--serving", is_flag=True, hidden=True, help="Measure in this process.")
@field_option
@store_option
def main(data: Path, rounds: int, serving: bool, names: Mapping[str, str], store: Path) -> None:
    """Print the figures of new processes: median and quartiles."""
    if serving:
        serve(store, data, names)
        return
    fields = [option for ours, theirs in names.items() for option in ("--field", f"{ours}={theirs}")]
    command = [sys.executable, __file__, "--data", str(data), "--store", str(store), "--serving", *fields]
    taken = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds)]
    rows: list[tuple[str, object]] = [("artifact, MB", f"{_artifact_bytes(store) / 1e6:.2f}")]
    rows += [(name, spread(np.array([one[name] for one in taken]))) for name in taken[0]]
    print_table(f"{rounds} new processes", ("", "median (quartiles)"), rows)


def _artifact_bytes(store: Path) -> int:
    version = Store(store).active()
    return Store(store).card(version).bytes if version else 0


if __name__ == "__main__":
    main()
