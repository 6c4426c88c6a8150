"""Articles without labels from text files, JSON Lines, CSV or standard input, for tagging."""

import itertools
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from classifier import Article, ArticleError, CorpusError
from training.records import decoded, read_records, record_article, records_of

_STANDARD_INPUT = "-"
_STANDARD_INPUT_NAME = "<stdin>"
_LINES_OF_RECORDS = (".jsonl", ".ndjson", ".csv", ".jsonl.gz", ".ndjson.gz", ".csv.gz")


def read_articles(file: str, names: Mapping[str, str]) -> Iterator[Article]:
    """Yield the articles of a file, or of standard input for "-". Raises CorpusError with file:line."""
    if file == _STANDARD_INPUT:
        yield from _from_standard_input(names)
    elif file.lower().endswith(_LINES_OF_RECORDS):
        for where, record in read_records(Path(file)):
            yield record_article(record, where, names)
    else:
        yield _whole(_text_of(Path(file)), file)


def _from_standard_input(names: Mapping[str, str]) -> Iterator[Article]:
    lines = decoded(sys.stdin.buffer, _STANDARD_INPUT_NAME)
    beginning = []
    for line in lines:
        beginning.append(line)
        if line.strip():
            break
    everything = itertools.chain(beginning, lines)
    if beginning and beginning[-1].lstrip().startswith("{"):
        for where, record in records_of(Path(_STANDARD_INPUT_NAME), everything):
            yield record_article(record, where, names)
    else:
        yield _whole("".join(everything), None)


def _whole(text: str, file: str | None) -> Article:
    try:
        return Article(text, id=file)
    except ArticleError:
        raise ArticleError(f"{file or 'standard input'}: the article is empty; give it a text") from None


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")  # as it is: evidence is found by its place
    except OSError as problem:
        raise CorpusError(f"{path}: cannot be read ({problem.strerror}); check the path") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: not UTF-8; convert the file to UTF-8") from None
