import contextlib
import dataclasses
import hashlib
import io
import os
import pickle
import zlib

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import ArtifactError
from classifier.artifact import FORMAT, decode, encode, read_verified
from classifier.features import FeatureTable
from training.fit import fit


class RunsACommand:
    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


@pytest.fixture(scope="module")
def artifact(fitted) -> bytes:
    return encode(fitted.model)


def test_a_decoded_model_scores_as_the_fitted_one(fitted, corpus, artifact):
    texts = [labelled.article.whole for labelled in corpus.articles]

    assert np.array_equal(decode(artifact, "x").probabilities(texts), fitted.model.probabilities(texts))


def test_the_same_articles_and_seed_give_the_same_bytes(corpus, tags, artifact):
    assert encode(fit(corpus.articles, tags).model) == artifact


def test_an_artifact_is_a_joblib_file(artifact):
    assert joblib.load(io.BytesIO(artifact))["format"] == FORMAT


def test_an_artifact_names_no_class_and_no_function(artifact):
    class Names(pickle.Unpickler):
        def find_class(self, module, name):
            raise AssertionError(f"{module}.{name}")

    Names(io.BytesIO(artifact)).load()


def test_a_pickle_that_runs_a_command_is_refused_and_nothing_runs(tmp_path):
    ran = tmp_path / "ran"
    hostile = pickle.dumps({"format": FORMAT, "words": RunsACommand(f"touch {ran}")})

    with pytest.raises(ArtifactError, match="names nothing"):
        decode(hostile, "x")

    assert not ran.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a pickle",
        pickle.dumps([1, 2]),
        pickle.dumps({}),
        zlib.compress(b"0" * 10**6),
        pickle.dumps({"format": FORMAT}),
    ],
    ids=["empty", "text", "a_list", "no_format", "a_compressed_file", "no_fields"],
)
def test_a_foreign_file_is_refused(content):
    with pytest.raises(ArtifactError, match="x: not a readable artifact"):
        decode(content, "x")


def test_another_format_is_refused_with_what_to_do():
    with pytest.raises(ArtifactError, match=r"artifact format 99.*barchasb train"):
        decode(pickle.dumps({"format": 99}), "x")


@pytest.mark.parametrize("name", ["intercepts", "thresholds", "slopes", "offsets", "weights", "idf"])
def test_an_artifact_whose_parts_do_not_fit_is_refused(fitted, name):
    model = fitted.model
    if name in ("slopes", "offsets"):
        short = dataclasses.replace(model.calibration, **{name: getattr(model.calibration, name)[:1]})
        model = dataclasses.replace(model, calibration=short)
    elif name == "idf":
        features = FeatureTable(model.vocabulary, model.features.words, model.features.pairs, model.features.idf[:-1])
        model = dataclasses.replace(model, features=features)
    else:
        model = dataclasses.replace(model, **{name: getattr(model, name)[:1]})

    with pytest.raises(ArtifactError, match="not a readable artifact"):
        decode(encode(model), "x")


def test_a_truncated_artifact_is_refused(artifact):
    for size in (10, len(artifact) // 2, len(artifact) - 1):
        with pytest.raises(ArtifactError):
            decode(artifact[:size], "x")


@given(st.integers(0, 2**32), st.integers(1, 255))
def test_a_damaged_artifact_never_raises_anything_but_its_error(artifact, place, change):
    damaged = bytearray(artifact)
    damaged[place % len(artifact)] ^= change

    with contextlib.suppress(ArtifactError):
        decode(bytes(damaged), "x")


def test_only_the_bytes_that_the_card_promises_are_read(tmp_path, artifact):
    path = tmp_path / "model.joblib"
    path.write_bytes(artifact)

    assert read_verified(path, hashlib.sha256(artifact).hexdigest()) == artifact
    with pytest.raises(ArtifactError, match="SHA-256"):
        read_verified(path, "0" * 64)


def test_a_missing_artifact_is_refused(tmp_path):
    with pytest.raises(ArtifactError, match="cannot be read"):
        read_verified(tmp_path / "model.joblib", "0" * 64)
