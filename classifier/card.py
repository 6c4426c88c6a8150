"""The model card: what a version is, what it learned from and how good it looked, beside its artifact."""

import dataclasses
import json
import math
import types
import typing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from classifier.errors import ArtifactError

_LARGEST: Final = 1 << 53  # up to here every JSON reader has the same whole numbers


@dataclass(frozen=True, slots=True)
class TagCard:
    """One tag of a version, its threshold, its training articles and its out-of-fold scores (all in [0, 1])."""

    id: str
    fa: str
    en: str
    definition: str
    iptc: str | None
    threshold: float
    articles: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class DataCard:
    """The articles a version learned from; `fingerprint` is the SHA-256 of their content in order."""

    files: tuple[str, ...]
    articles: int
    untagged: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A version's description. `sha256` and `bytes` are the artifact's; `created` is ISO 8601 in UTC."""

    version: str
    created: str
    format: int
    sha256: str
    bytes: int
    seed: int
    tags: tuple[TagCard, ...]
    data: DataCard
    libraries: dict[str, str]
    macro_f1: float | None
    macro_average_precision: float | None


def write_card(card: ModelCard) -> str:
    """Return the card as JSON, Persian unescaped."""
    return json.dumps(dataclasses.asdict(card), ensure_ascii=False, indent=2) + "\n"


def read_card(text: str, where: str) -> ModelCard:
    """Return the card in a JSON text. Raises ArtifactError, naming `where`, if it is not a card."""
    try:
        fields = json.loads(text)
        fields["tags"] = tuple(TagCard(**tag) for tag in fields["tags"])
        fields["data"] = DataCard(**{**fields["data"], "files": tuple(fields["data"]["files"])})
        card = ModelCard(**fields)
        datetime.fromisoformat(card.created)
        _check(card, ModelCard, "card")
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise ArtifactError(f"{where}: not a model card ({problem}); train again or restore the file") from None
    return card


def _check(value: Any, kind: Any, name: str) -> None:
    """Raise TypeError, naming the place, if a value read from JSON is not of the kind that a card declares."""
    if kind not in _FITS:
        for part in _parts(value, kind, name):
            _check(*part)
    elif not _FITS[kind](value):
        raise TypeError(f"{name} is not {kind.__name__}")


def _parts(value: Any, kind: Any, name: str) -> list[tuple[Any, Any, str]]:
    """Return what a value of a compound kind consists of, each with its kind and its name."""
    if dataclasses.is_dataclass(kind):
        return [(getattr(value, field), declared, field) for field, declared in typing.get_type_hints(kind).items()]
    inside = typing.get_args(kind)[0]
    if isinstance(kind, types.UnionType):
        return [] if value is None else [(value, inside, name)]
    values = [*dict(value), *dict(value).values()] if typing.get_origin(kind) is dict else value
    return [(one, inside, name) for one in values]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_number(value: Any) -> bool:
    return (isinstance(value, float) and math.isfinite(value)) or _is_whole(value)


_FITS: Final = {int: _is_whole, str: _is_text, float: _is_number}
