"""The model card: what a version is, what it learned from and how good it looked, beside its artifact."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from classifier.errors import ArtifactError


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
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise ArtifactError(f"{where}: not a model card ({problem}); train again or restore the file") from None
    _check_types(card, where)
    return card


def _check_types(card: ModelCard, where: str) -> None:
    expected: dict[str, Any] = {"version": str, "created": str, "format": int, "sha256": str, "bytes": int}
    for name, kind in expected.items():
        if not isinstance(getattr(card, name), kind):
            raise ArtifactError(f"{where}: {name} is not {kind.__name__}; train again or restore the file")
