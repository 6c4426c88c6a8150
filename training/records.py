"""Records from files: JSON Lines or CSV, gzipped or not. A bad line is an error that names file:line."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from classifier import Article, ArticleError, CorpusError

FIELDS: Final = ("id", "title", "text", "tags", "unsure", "source", "date")
MAPPING: Final = "or map the file's own names with --field OURS=THEIRS"

Record = Mapping[str, Any]


def read_records(path: Path) -> Iterator[tuple[str, Record]]:
    """Yield each record of a file with its file:line. Raises CorpusError."""
    try:
        with _open(path) as file:
            yield from records_of(path, file)
    except OSError as problem:
        raise CorpusError(f"{path}: cannot be read ({problem.strerror or problem}); check the path") from None
    except (EOFError, zlib.error) as problem:
        raise CorpusError(f"{path}: the gzip file is damaged ({problem}); copy it again") from None


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def records_of(path: Path, lines: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """Yield the records in a file's lines; `path` gives the format and the name in errors."""
    kind = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    read = _csv_records if kind == ".csv" else _json_records
    number = 0
    try:
        for number, record in read(path, lines):
            yield f"{path}:{number}", record
    except UnicodeDecodeError:
        raise CorpusError(f"{path}:{number + 1}: not UTF-8 from here on; convert the file to UTF-8") from None


def _json_records(path: Path, lines: Iterable[str]) -> Iterator[tuple[int, Record]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise CorpusError(f"{path}:{number}: not JSON ({problem}); write one JSON object a line") from None
        if not isinstance(record, dict):
            raise CorpusError(f'{path}:{number}: not a JSON object; write {{"text": "…"}}, one a line')
        yield number, record


def _csv_records(path: Path, lines: Iterable[str]) -> Iterator[tuple[int, Record]]:
    csv.field_size_limit(1 << 30)  # the default, 128 kB, is less than a long article
    rows = csv.DictReader(lines, strict=True)
    number = 2
    try:
        for row in rows:
            if None in row or None in row.values():
                raise CorpusError(f"{path}:{number}: not as many columns as the first line names; quote the text")
            yield number, row
            number = rows.line_num + 1
    except csv.Error as problem:
        raise CorpusError(f'{path}:{number}: not CSV ({problem}); put fields in "…"') from None


def record_article(record: Record, where: str, names: Mapping[str, str]) -> Article:
    """Return the article in a record; `names` maps our field names to the record's own. Raises CorpusError."""
    title, text, number = (string_field(record, name, where, names) for name in ("title", "text", "id"))
    try:
        return Article(text, title, number or None)
    except ArticleError:
        theirs = " nor ".join(repr(names.get(name, name)) for name in ("title", "text"))
        raise CorpusError(f"{where}: an empty article, neither {theirs}; fill one, {MAPPING}") from None


def string_field(record: Record, name: str, where: str, names: Mapping[str, str]) -> str:
    """Return one of the record's fields as a string, empty if it is missing. Raises CorpusError."""
    value = record.get(names.get(name, name))
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise CorpusError(f"{where}: {names.get(name, name)!r} is not a string")
    return value
