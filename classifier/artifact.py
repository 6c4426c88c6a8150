"""The artifact: a fitted model as one joblib file of built-in types, read without trusting it.

Loading a pickle can run any code it names. Ours names nothing: it holds dicts, lists, strings, numbers and
the bytes of arrays, so the reader refuses every class and every function, whatever the file says. Before
that, the file's SHA-256 must be the one in the model card. A file that only looks like an artifact is an
`ArtifactError`, and nothing in it is executed.

Raise `FORMAT` when a reader of the old format would misread the new one, and say so in the changelog.
"""

import hashlib
import io
import pickle
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np

from classifier.article import Tag
from classifier.errors import ArtifactError
from classifier.features import FeatureTable
from classifier.model import DIGITS, Calibration, Model
from classifier.vocabulary import Surfaces, Vocabulary

FORMAT: Final = 2
LARGEST: Final = 1 << 30  # bytes
_WORD_BREAK: Final = "\n"


def encode(model: Model) -> bytes:
    """Return the artifact's bytes: the same model always gives the same bytes."""
    import joblib  # only training writes artifacts, and joblib takes 50 ms to import

    vocabulary, surfaces = model.vocabulary, model.vocabulary.surfaces
    content = {
        "format": FORMAT,
        "tags": [[tag.id, tag.fa, tag.en, tag.definition, tag.iptc] for tag in model.tags],
        "words": _WORD_BREAK.join(vocabulary.words),
        "surface_hashes": _flat(surfaces.hashes),
        "surface_starts": _flat(surfaces.starts),
        "surface_ids": _flat(surfaces.ids),
        "feature_words": _flat(model.features.words),
        "feature_pairs": _flat(model.features.pairs),
        "idf": _flat(model.features.idf.astype(np.float32)),
        "weights": _flat(model.weights.astype(np.float32)),
        "intercepts": _flat(model.intercepts),
        "slopes": _flat(model.calibration.slopes),
        "offsets": _flat(model.calibration.offsets),
        "decisions": _flat(model.calibration.decisions),
        "thresholds": _flat(model.thresholds),
    }
    stream = io.BytesIO()
    joblib.dump(content, stream)
    return stream.getvalue()


def _flat(array: np.ndarray[Any, Any]) -> list[Any]:
    return [array.dtype.str, list(array.shape), np.ascontiguousarray(array).tobytes()]


def read_verified(path: Path, sha256: str) -> bytes:
    """Return the file's bytes if their SHA-256 is the expected one. Raises ArtifactError."""
    try:
        if path.stat().st_size > LARGEST:
            raise ArtifactError(f"{path}: larger than an artifact can be; it is not one of ours")
        content = path.read_bytes()
    except OSError as problem:
        raise ArtifactError(f"{path}: cannot be read ({problem.strerror}); train again or restore the file") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ArtifactError(
            f"{path}: SHA-256 is {found[:12]}…, the model card says {sha256[:12]}…; "
            "the file is damaged or was changed: restore it, or roll back to another version"
        )
    return content


class _BuiltinsOnly(pickle.Unpickler):
    """Reads dicts, lists, strings, bytes and numbers, which need no class looked up."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"it names {module}.{name}, and an artifact of ours names nothing")


def decode(content: bytes, where: str) -> Model:
    """Return the model in an artifact's bytes. Raises ArtifactError, naming `where`."""
    try:
        fields = _BuiltinsOnly(io.BytesIO(content)).load()
        found = fields["format"]
        if found == FORMAT:
            return _model(fields)
    except Exception as problem:  # noqa: BLE001 - a hostile pickle can make the reader raise anything
        raise ArtifactError(f"{where}: not a readable artifact ({problem}); train again or restore the file") from None
    raise ArtifactError(f"{where}: artifact format {found!r}, this version reads {FORMAT}; run: barchasb train")


def _array(fields: dict[str, Any], name: str, dtype: str, dimensions: int = 1) -> np.ndarray[Any, Any]:
    kind, shape, content = fields[name]
    if kind != np.dtype(dtype).str or len(shape) != dimensions:
        raise ValueError(f"{name} has type {kind} and {len(shape)} dimensions")
    return np.frombuffer(content, dtype=dtype).reshape(shape)


def _model(fields: dict[str, Any]) -> Model:
    surfaces = Surfaces(
        _array(fields, "surface_hashes", "u8"),
        _array(fields, "surface_starts", "i4"),
        _array(fields, "surface_ids", "i4"),
    )
    vocabulary = Vocabulary(fields["words"].split(_WORD_BREAK), surfaces)
    features = FeatureTable(
        vocabulary,
        _array(fields, "feature_words", "i4"),
        _array(fields, "feature_pairs", "u8"),
        _array(fields, "idf", "f4").astype(np.float64),
    )
    model = Model(
        tags=tuple(Tag(*tag) for tag in fields["tags"]),
        vocabulary=vocabulary,
        features=features,
        weights=_array(fields, "weights", "f4", dimensions=2).astype(np.float64),
        intercepts=_array(fields, "intercepts", "f8"),
        calibration=Calibration(*(_array(fields, name, "f8") for name in ("slopes", "offsets", "decisions"))),
        thresholds=_array(fields, "thresholds", "f8").round(DIGITS),  # as they are shown
    )
    _check_shapes(model)
    return model


def _check_shapes(model: Model) -> None:
    features, tags = len(model.features.words) + len(model.features.pairs), len(model.tags)
    if model.features.idf.shape != (features,) or model.weights.shape != (features, tags):
        raise ValueError("idf and weights do not fit the features and tags")
    curve = model.calibration
    each = (model.intercepts, curve.slopes, curve.offsets, curve.decisions, model.thresholds)
    if not all(len(one) == tags for one in each):
        raise ValueError("not one intercept, calibration and threshold a tag")
