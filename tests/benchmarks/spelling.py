"""What other spellings of the same articles change in the tags of the store's active version.

python tests/benchmarks/spelling.py --data labelled.jsonl
"""

from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np
from rounds import print_table

import classifier
from training.cli.options import field_option, store_option
from training.corpus import read_corpus
from training.report.figures import measure, prepare
from training.report.judgements import judge
from training.report.robustness import respell
from training.spellings import LOSSLESS, SPELLINGS


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Labelled articles.")
@click.option("--seed", default=0, show_default=True)
@field_option
@store_option
def main(data: Path, seed: int, names: Mapping[str, str], store: Path) -> None:
    """Print for each spelling the share of decisions unchanged, and macro-F1."""
    judgements = judge(classifier.load(store), read_corpus([data], names))
    ones = np.ones((1, len(judgements.articles)), dtype=np.float32)
    macro = float(measure(prepare(judgements), ones).macro.f1[0])
    rows = [("as written", "", "100.00", f"{macro:.4f}", "")]
    for spelling in respell(judgements, SPELLINGS, seed):
        kind = "no" if spelling.spelling in LOSSLESS else "yes"
        share = 100 * (spelling.decisions.value or 0.0)
        found = spelling.macro_f1 or 0.0
        rows.append((spelling.spelling, kind, f"{share:.2f}", f"{found:.4f}", f"{found - macro:+.4f}"))
    head = ("spelling", "loses information", "% of decisions unchanged", "macro-F1", "change")
    print_table(f"{len(judgements.articles)} articles, {len(judgements.tags)} tags", head, rows)


if __name__ == "__main__":
    main()
