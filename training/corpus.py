"""Labelled data: from records to labelled articles.

A line that cannot be used stops the reading with `file:line: what is wrong, and what to do`; none is
skipped silently.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from classifier import Article, CorpusError
from training.records import MAPPING, Record, read_records, record_article, string_field

TAG_BREAK: Final = "|"
NO_NAMES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its true tags; `unsure` tags count neither for nor against."""

    article: Article
    tags: frozenset[str]
    unsure: frozenset[str] = frozenset()
    source: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled articles in order, and the names of the files they came from."""

    articles: tuple[LabelledArticle, ...]
    files: tuple[str, ...] = ()

    @property
    def tags(self) -> list[str]:
        """The tags that occur, most frequent first; those that are only ever unsure come last."""
        counts: dict[str, int] = {}
        for labelled in self.articles:
            for tag in labelled.unsure:
                counts.setdefault(tag, 0)
            for tag in labelled.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the articles and labels, in order."""
        digest = hashlib.sha256()
        for labelled in self.articles:
            fields = [labelled.article.title, labelled.article.text, sorted(labelled.tags), sorted(labelled.unsure)]
            digest.update(json.dumps(fields).encode("ascii"))
        return digest.hexdigest()


def read_corpus(paths: Sequence[Path], names: Mapping[str, str] = NO_NAMES) -> Corpus:
    """Return the labelled articles of the files, in order.

    `names` maps our field names to the files' own, such as {"tags": "section"}. Raises CorpusError.
    """
    articles = tuple(labelled_article(record, where, names) for path in paths for where, record in read_records(path))
    if not articles:
        raise CorpusError(f"{', '.join(map(str, paths))}: no articles; give a file with one labelled article a line")
    return Corpus(articles, tuple(path.name for path in paths))


def labelled_article(record: Record, where: str, names: Mapping[str, str] = NO_NAMES) -> LabelledArticle:
    """Return the labelled article in one record. Raises CorpusError, naming `where`."""
    tags, unsure = (_tags(record, name, where, names) for name in ("tags", "unsure"))
    if tags is None:
        without = "write [] (in CSV, leave the cell empty) for an article with no tag"
        raise CorpusError(f"{where}: no {names.get('tags', 'tags')!r}; {without}, {MAPPING}")
    if unsure and tags & unsure:
        raise CorpusError(f"{where}: {', '.join(sorted(tags & unsure))} is in tags and in unsure; decide for one")
    return LabelledArticle(
        record_article(record, where, names),
        tags,
        unsure or frozenset(),
        string_field(record, "source", where, names),
        _date(string_field(record, "date", where, names), where),
    )


def _tags(record: Record, name: str, where: str, names: Mapping[str, str]) -> frozenset[str] | None:
    """Return a set of tags: a list of strings, or one string cut at the tag break; None if the field is missing."""
    value: Any = record.get(names.get(name, name))
    if value is None:
        return None
    if value == "[]":
        raise CorpusError(f"{where}: {names.get(name, name)!r} is the text []; leave it empty for none")
    if isinstance(value, str):
        return frozenset(tag.strip() for tag in value.split(TAG_BREAK) if tag.strip())
    if not isinstance(value, list) or not all(isinstance(tag, str) and tag.strip() for tag in value):
        shown = names.get(name, name)
        raise CorpusError(f'{where}: {shown!r} is not a list of tags; write ["one", "two"] or one{TAG_BREAK}two')
    return frozenset(tag.strip() for tag in value)


def _date(value: str, where: str) -> datetime.date | None:
    if not value:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise CorpusError(f"{where}: date {value!r} is not YYYY-MM-DD; mend it or map the field elsewhere") from None


def texts(articles: Iterable[LabelledArticle]) -> list[str]:
    """Return title and text of each article as the classifier reads them."""
    return [labelled.article.whole for labelled in articles]
