"""Make a labelled file of articles that two readers graded for this project; only the grades are part of it.

    python tests/benchmarks/readings.py third sixth --articles FOLDER > unseen.jsonl
    barchasb evaluate --data unseen.jsonl

FOLDER holds the articles as gzipped JSON Lines, by id. Each reader gave trade, tourism, culture and education, in this
order, 2 for a main subject, 1 for one that is touched, 0 for neither. A tag is true where the grades make 3 or more,
and unsure where they make 1 or 2.
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from sklearn.metrics import cohen_kappa_score

READINGS = Path(__file__).parent / "readings"
TAGS = ("trade", "tourism", "culture", "education")
TRUE = 3  # of the 4 that two readers can give


def grades_of(reading: str) -> dict[str, tuple[str, str]]:
    """Return both readers' grades of each article, four digits each, by the article's id."""
    with (READINGS / f"{reading}.tsv").open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return {number: (first, second) for number, first, second in rows}


def articles_in(folder: Path) -> Iterator[dict[str, str]]:
    """Yield every article of the folder's files."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main() -> None:
    """Print the labelled articles, and on standard error how well the readers agree."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("readings", nargs="+", choices=sorted(path.stem for path in READINGS.glob("*.tsv")))
    arguments.add_argument("--articles", type=Path, required=True, help="a folder of *.jsonl.gz")
    options = arguments.parse_args()
    grades = {number: both for reading in options.readings for number, both in grades_of(reading).items()}
    missing = set(grades)
    for article in articles_in(options.articles):
        if article["id"] in missing:
            missing.remove(article["id"])
            sums = [int(one) + int(other) for one, other in zip(*grades[article["id"]], strict=True)]
            labels = {
                "tags": [tag for tag, total in zip(TAGS, sums, strict=True) if total >= TRUE],
                "unsure": [tag for tag, total in zip(TAGS, sums, strict=True) if 0 < total < TRUE],
            }
            kept = {name: article.get(name, "") for name in ("id", "title", "text")}
            print(json.dumps({**kept, **labels, "source": article["id"].partition(":")[0]}, ensure_ascii=False))
    if missing:
        sys.exit(f"{options.articles}: {len(missing)} of {len(grades)} articles are not there, such as {min(missing)}")
    for place, tag in enumerate(TAGS):
        first, second = ([readers[reader][place] for readers in grades.values()] for reader in (0, 1))
        kappa = cohen_kappa_score(first, second, weights="linear")
        print(f"{tag}: weighted kappa {kappa:.2f} over {len(grades)} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
