"""Make a version of a fitted model: its artifact, its model card, and its place in the store."""

import datetime
import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import version as library_version
from typing import Final

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from classifier import ModelCard, Store, Tag
from classifier.artifact import FORMAT, encode
from classifier.card import DataCard, TagCard
from training.corpus import Corpus
from training.fit import Fitted

_LIBRARIES: Final = ("hazm", "joblib", "numpy", "scikit-learn", "scipy")


def publish(fitted: Fitted, corpus: Corpus, seed: int, store: Store) -> ModelCard:
    """Publish the model as a new version and return its card. Raises StoreError."""
    artifact = encode(fitted.model)
    card = describe(fitted, corpus, seed, artifact)
    store.publish(card, artifact)
    return card


def describe(fitted: Fitted, corpus: Corpus, seed: int, artifact: bytes) -> ModelCard:
    """Return the model card of a fitted model and its artifact."""
    now = datetime.datetime.now(datetime.UTC)
    sha256 = hashlib.sha256(artifact).hexdigest()
    tags = tuple(_tag_card(tag, column, fitted) for column, tag in enumerate(fitted.model.tags))
    return ModelCard(
        version=f"{now:%Y%m%dT%H%M%SZ}-{sha256[:8]}",
        created=now.isoformat(timespec="seconds"),
        format=FORMAT,
        sha256=sha256,
        bytes=len(artifact),
        seed=seed,
        tags=tags,
        data=DataCard(
            files=corpus.files,
            articles=len(corpus.articles),
            untagged=int((~fitted.truth.any(axis=1)).sum()),
            fingerprint=corpus.fingerprint,
        ),
        libraries={"python": platform.python_version(), **{name: library_version(name) for name in _LIBRARIES}},
        macro_f1=_mean([tag.f1 for tag in tags]),
        macro_average_precision=_mean([tag.average_precision for tag in tags]),
    )


def _tag_card(tag: Tag, column: int, fitted: Fitted) -> TagCard:
    sure = fitted.sure[:, column]
    truth, probabilities = fitted.truth[sure, column], fitted.out_of_fold[sure, column]
    threshold = float(fitted.model.thresholds[column])
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, probabilities >= threshold, average="binary", zero_division=0.0
    )
    return TagCard(
        id=tag.id,
        fa=tag.fa,
        en=tag.en,
        definition=tag.definition,
        iptc=tag.iptc,
        threshold=threshold,
        articles=int(fitted.truth[:, column].sum()),
        precision=float(precision),
        recall=float(recall),
        f1=float(f1),
        average_precision=float(average_precision_score(truth, probabilities)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
