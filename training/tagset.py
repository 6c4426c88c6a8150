"""Tag definitions: what each tag is called, in Persian and English, and what it means."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classifier import CorpusError, Tag
from training.corpus import Corpus


def read_tags(path: Path) -> dict[str, Tag]:
    """Return the tags that a TOML file defines, by id. Raises CorpusError."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("tag", [])
    except (OSError, ValueError) as problem:
        raise CorpusError(f"{path}: not readable as TOML ({problem}); see seeds/tags.toml for the form") from None
    if not isinstance(entries, list):
        raise CorpusError(f"{path}: tag is not a list; write [[tag]] above each, see seeds/tags.toml for the form")
    tags: dict[str, Tag] = {}
    for number, entry in enumerate(entries, 1):
        tag = _tag(entry, f"{path}: tag {number}")
        if tag.id in tags:
            raise CorpusError(f"{path}: tag {number}: {tag.id!r} is defined twice; remove one")
        tags[tag.id] = tag
    return tags


def _tag(entry: Any, where: str) -> Tag:
    try:
        tag = Tag(**entry)
    except TypeError:
        raise CorpusError(f"{where}: needs id, fa and en, and may have definition and iptc, nothing else") from None
    if not all(isinstance(value, str) and value for value in (tag.id, tag.fa, tag.en)):
        raise CorpusError(f"{where}: id, fa and en must be strings that are not empty")
    if not isinstance(tag.definition, str) or not isinstance(tag.iptc, str | None):
        raise CorpusError(f"{where}: definition and iptc must be strings")
    return tag


def choose_tags(corpus: Corpus, definitions: Path, only: Sequence[str] = ()) -> tuple[Tag, ...]:
    """Return the tags to learn: those the corpus has, or the ones asked for, with their definitions.

    They come in the order of the definitions; a tag without one is called by its id. Raises CorpusError.
    """
    defined = read_tags(definitions)
    for tag in only:
        if tag not in corpus.tags:
            raise CorpusError(f"tag {tag!r} does not occur in the data; it has: {', '.join(corpus.tags) or 'none'}")
    wanted = [tag for tag in corpus.tags if not only or tag in only]
    order = {tag: place for place, tag in enumerate(defined)}
    wanted.sort(key=lambda tag: order.get(tag, len(order)))
    return tuple(defined.get(tag) or Tag(tag, fa=tag, en=tag) for tag in wanted)
