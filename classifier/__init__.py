"""Tag Persian news articles: `classifier.load().tag("…")`."""

import os
from pathlib import Path
from typing import Final

from classifier.article import Article, Evidence, EvidenceWord, ModelName, Score, Tag, Tagging
from classifier.card import ModelCard
from classifier.errors import ArticleError, ArtifactError, BarchasbError, CorpusError, SettingsError, StoreError
from classifier.store import Store, load_artifact
from classifier.tagger import Tagger

__all__ = [
    "Article",
    "ArticleError",
    "ArtifactError",
    "BarchasbError",
    "CorpusError",
    "Evidence",
    "EvidenceWord",
    "ModelCard",
    "ModelName",
    "Score",
    "SettingsError",
    "Store",
    "StoreError",
    "Tag",
    "Tagger",
    "Tagging",
    "default_store",
    "load",
]

_CHECKOUT: Final = Path(__file__).resolve().parent.parent


def default_store() -> Path:
    """Return the folder that BARCHASB_STORE names, by default `models` in the checkout."""
    return Path(os.environ.get("BARCHASB_STORE") or _CHECKOUT / "models")


def load(path: str | Path | None = None) -> Tagger:
    """Return the tagger of a store's active version or of one artifact; by default of the default store.

    `path` is a store's folder, or an artifact with its card.json beside it. Raises StoreError or ArtifactError.
    """
    path = default_store() if path is None else Path(path)
    return load_artifact(path) if path.is_file() else Store(path).load()
