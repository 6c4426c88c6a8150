"""Records from files: JSON Lines or CSV, gzipped or not. A bad line is an error that names file:line."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from classifier import Article, ArticleError, CorpusError

FIELDS: Final = ("id", "title", "text", "tags", "unsure", "source", "date")
MAPPING: Final = "or map the file's own names with --field OURS=THEIRS"

Record = Mapping[str, Any]


def read_records(path: Path) -> Iterator[tuple[str, Record]]:
    """Yield each record of a file with its file:line. Raises CorpusError."""
    try:
        with _open(path) as file:
            yield from records_of(path, decoded(file, str(path)))
    except OSError as problem:
        raise CorpusError(f"{path}: cannot be read ({problem.strerror or problem}); check the path") from None
    except (EOFError, zlib.error) as problem:
        raise CorpusError(f"{path}: the gzip file is damaged ({problem}); copy it again") from None


def _open(path: Path) -> AbstractContextManager[Iterable[bytes]]:
    return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")


def decoded(lines: Iterable[bytes], name: str) -> Iterator[str]:
    """Yield each line as text, without the byte-order mark. Raises CorpusError with name:line."""
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise CorpusError(f"{name}:{number}: not UTF-8; convert the file to UTF-8") from None


def records_of(path: Path, lines: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """Yield the records in a file's lines; `path` gives the format and the name in errors."""
    kind = Path(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    read = _csv_records if kind.lower() == ".csv" else _json_records
    for number, record in read(path, lines):
        yield f"{path}:{number}", record


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
    rows = csv.reader(lines, strict=True)
    columns: list[str] = []
    number = 1  # of the line in which the row begins
    try:
        for row in rows:
            if row and columns and len(row) != len(columns):
                raise CorpusError(f"{path}:{number}: not as many columns as the first line names; quote the text")
            if row and columns:
                yield number, dict(zip(columns, row, strict=True))
            columns = columns or _columns(row, path)
            number = rows.line_num + 1
    except csv.Error as problem:
        raise CorpusError(f'{path}:{number}: not CSV ({problem}); put fields in "…"') from None


def _columns(row: list[str], path: Path) -> list[str]:
    if len(row) == 1 and any(mark in row[0] for mark in ";\t|"):
        raise CorpusError(f"{path}:1: one column, {row[0][:80]!r}; separate the columns by commas")
    if len(set(row)) < len(row):
        raise CorpusError(f"{path}:1: a column stands twice in {', '.join(row)[:200]}; give each a name of its own")
    return row


def record_article(record: Record, where: str, names: Mapping[str, str]) -> Article:
    """Return the article in a record; `names` maps our field names to the record's own. Raises CorpusError."""
    title, text, article_id = (string_field(record, name, where, names) for name in ("title", "text", "id"))
    try:
        return Article(text, title, article_id or None)
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
