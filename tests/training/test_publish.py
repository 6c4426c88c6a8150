import datetime
import hashlib
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score

from classifier import StoreError
from classifier.artifact import encode
from training.publish import describe, publish


@pytest.fixture(scope="module")
def artifact(fitted):
    return encode(fitted.model)


def test_the_card_tells_what_the_version_learned_from(fitted, corpus, artifact):
    card = describe(fitted, corpus, 7, artifact)

    assert (card.data.files, card.data.articles, card.data.untagged) == (("tiny.jsonl",), 20, 6)
    assert card.data.fingerprint == corpus.fingerprint
    assert {tag.id: tag.articles for tag in card.tags} == {"trade": 8, "education": 8}
    assert [(tag.fa, tag.en, tag.definition, tag.iptc) for tag in card.tags] == [
        ("تجارت", "Trade", "Buying and selling.", None),
        ("آموزش", "Education", "Schools.", "medtop:05000000"),
    ]
    assert card.seed == 7
    assert card.libraries.keys() == {"python", "hazm", "joblib", "numpy", "scikit-learn", "scipy"}


def test_the_card_names_the_artifact_and_the_moment(fitted, corpus, artifact):
    card = describe(fitted, corpus, 0, artifact)

    digest = hashlib.sha256(artifact).hexdigest()
    created = datetime.datetime.fromisoformat(card.created)
    assert (card.sha256, card.bytes) == (digest, len(artifact))
    assert card.version == f"{created:%Y%m%dT%H%M%SZ}-{digest[:8]}"
    assert abs(datetime.datetime.now(datetime.UTC) - created) < datetime.timedelta(minutes=1)


def test_the_cards_figures_are_those_of_scikit_learn_on_the_articles_that_are_sure(fitted, corpus, artifact):
    unsure = np.array(fitted.sure)
    unsure[:5, 0] = False
    probabilities = np.array(fitted.out_of_fold)
    probabilities[10] = fitted.model.thresholds  # the threshold itself gives the tag
    changed = type(fitted)(fitted.model, fitted.truth, unsure, probabilities)

    card = describe(changed, corpus, 0, artifact)

    for column, tag in enumerate(card.tags):
        truth, probability = (array[unsure[:, column], column] for array in (fitted.truth, probabilities))
        given = probability >= tag.threshold
        assert tag.threshold == fitted.model.thresholds[column]
        assert tag.precision == pytest.approx(precision_score(truth, given, zero_division=0))
        assert tag.recall == pytest.approx(recall_score(truth, given))
        assert tag.f1 == pytest.approx(f1_score(truth, given))
        assert tag.average_precision == pytest.approx(average_precision_score(truth, probability))
    assert card.macro_f1 == pytest.approx(np.mean([tag.f1 for tag in card.tags]))
    assert card.macro_average_precision == pytest.approx(np.mean([tag.average_precision for tag in card.tags]))


def test_a_published_version_is_read_back_as_its_card_says(fitted, corpus, store):
    (version,) = store.versions()

    assert store.card(version).version == version
    assert store.load(version).name.sha256 == store.card(version).sha256


def test_the_same_model_in_the_same_second_is_refused_and_the_first_one_stays(fitted, corpus, store, monkeypatch):
    (version,) = store.versions()

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime.fromisoformat(store.card(version).created)

    monkeypatch.setattr(datetime, "datetime", Clock)

    with pytest.raises(StoreError, match=r"this version exists.*train again"):
        publish(fitted, corpus, 0, store)
    assert store.versions() == [version]


PUBLISH_FOREVER = """
import dataclasses
import itertools
import sys
from pathlib import Path
from classifier import Store
store = Store(Path(sys.argv[1]))
card = store.card(store.active())
artifact = (store.folder / "versions" / card.version / "model.joblib").read_bytes()
print("ready", flush=True)
for number in itertools.count(int(sys.argv[2])):
    store.publish(dataclasses.replace(card, version=f"{number:08}T000000Z-00000000"), artifact)
"""


@pytest.mark.slow
def test_killing_a_publication_at_any_moment_leaves_whole_versions_only(store):
    active = store.active()
    for round_ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOREVER, str(store.folder), str(1000 * round_)], stdout=subprocess.PIPE
        )
        process.stdout.readline()
        time.sleep(0.005 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        assert store.active() == active
        assert all(store.load(version).name.version == version for version in store.versions()[-5:])
        assert store.versions()[-1] == active
    assert len(store.versions()) > 1
