import dataclasses
import json
import os
import signal
import subprocess
import sys
import time

import pytest

import classifier
from classifier import ArtifactError, Store, StoreError
from classifier.card import ModelCard
from training.publish import describe


def another(store: Store, fitted, corpus, second: int) -> ModelCard:
    """Publish the same model under another second's name."""
    card = describe(fitted, corpus, 0, artifact_of(store))
    card = dataclasses.replace(card, version=f"20300101T0000{second:02}Z-{card.sha256[:8]}")
    store.publish(card, artifact_of(store))
    return card


def artifact_of(store: Store) -> bytes:
    return (store.folder / "versions" / store.active() / "model.joblib").read_bytes()


def files(store: Store) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}


def test_the_active_version_is_loaded_by_default(store):
    tagger = classifier.load(store.folder)

    assert tagger.name.version == store.active()
    assert tagger.name.sha256 == store.card(store.active()).sha256
    assert tagger.tag("صادرات کالا و بازار گمرک").tags == ("trade",)


def test_the_default_store_is_the_one_the_environment_names(store, monkeypatch):
    monkeypatch.setenv("BARCHASB_STORE", str(store.folder))

    assert classifier.load().name.version == store.active()


def test_an_artifact_with_its_card_beside_it_loads_anywhere(store, tmp_path):
    away = tmp_path / "away"
    (store.folder / "versions" / store.active()).rename(away)

    assert classifier.load(away / "model.joblib").tag("صادرات کالا و بازار گمرک").tags == ("trade",)


def test_a_store_that_is_empty_or_missing_says_to_train(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(StoreError, match="no active version; run: barchasb train"):
            classifier.load(folder)


def test_promoting_and_rolling_back_change_the_active_version(store, fitted, corpus):
    first, second = store.active(), another(store, fitted, corpus, 1).version

    store.promote(second)
    assert store.active() == second
    assert store.rollback() == first
    assert store.active() == first
    with pytest.raises(StoreError, match="no earlier version"):
        store.rollback()


def test_an_unknown_version_is_named_with_the_known_ones(store):
    with pytest.raises(StoreError, match=f"no version 'nonsense'.*{store.active()}"):
        store.promote("nonsense")


@pytest.mark.parametrize("name", ["../../etc", "", ".", "20300101T000000Z-xyz"])
def test_no_name_leads_out_of_the_store(store, name):
    with pytest.raises(StoreError):
        store.card(name)


def test_versions_are_never_edited(store):
    card = store.card(store.active())

    with pytest.raises(StoreError, match="never edited"):
        store.publish(card, b"other")


def test_a_tampered_artifact_is_refused_and_cannot_be_promoted(store, fitted, corpus):
    first, second = store.active(), another(store, fitted, corpus, 1).version
    path = store.folder / "versions" / second / "model.joblib"
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(ArtifactError, match="SHA-256"):
        store.promote(second)

    assert store.active() == first


@pytest.mark.parametrize(
    "card",
    ["", "{", "[]", "{}", '{"tags": 3}', "null", "[" * 100_000],
    ids=["empty", "cut", "list", "none", "tags", "null", "deep"],
)
def test_a_broken_card_is_refused(store, card):
    (store.folder / "versions" / store.active() / "card.json").write_text(card, encoding="utf-8")

    with pytest.raises(ArtifactError, match=r"card\.json"):
        store.load()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", 10**24),
        ("seed", True),
        ("bytes", "many"),
        ("created", "yesterday"),
        ("macro_f1", "high"),
        ("macro_f1", float("nan")),
        ("libraries", [1]),
        ("libraries", {"numpy": {"deep": []}}),
        ("libraries", {"numpy": "\ud800"}),
        ("data", {"files": [1], "articles": 1, "untagged": 1, "fingerprint": ""}),
        ("data", {"files": [], "articles": "abc", "untagged": 1, "fingerprint": ""}),
        ("tags", [dict.fromkeys(("id", "fa", "en", "definition"), "a")]),
    ],
)
def test_a_card_with_a_value_of_another_kind_is_refused(store, field, value):
    path = store.folder / "versions" / store.active() / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**card, field: value}), encoding="utf-8")

    with pytest.raises(ArtifactError, match=r"card\.json: not a model card"):
        store.load()


def test_a_tags_figure_that_is_no_number_is_refused(store):
    path = store.folder / "versions" / store.active() / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["tags"][0]["f1"] = "good"
    path.write_text(json.dumps(card), encoding="utf-8")

    with pytest.raises(ArtifactError, match="f1 is not float"):
        store.load()


def test_a_card_of_another_version_is_refused(store):
    path = store.folder / "versions" / store.active() / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**card, "version": "20200101T000000Z-00000000"}), encoding="utf-8")

    with pytest.raises(ArtifactError, match="is the card of version"):
        store.load()


def test_a_version_that_does_not_load_is_not_rolled_back_to(store, fitted, corpus):
    first, second = store.active(), another(store, fitted, corpus, 1).version
    store.promote(second)
    (store.folder / "versions" / first / "model.joblib").write_bytes(b"broken")

    with pytest.raises(ArtifactError):
        store.rollback()

    assert store.history() == [second, first]


def test_a_version_stands_once_among_the_last_fifty(store):
    version = store.active()
    older = [f"20200101T0000{second:02}Z-00000000" for second in range(60)]
    (store.folder / "active").write_text("\n".join([*older[:10], version, *older[10:]]), encoding="ascii")

    store.promote(version)

    assert store.history() == [version, *older[:49]]


def test_an_unreadable_active_file_says_to_promote_again_and_that_mends_it(store):
    version = store.active()
    (store.folder / "active").write_bytes(b"\xff\xfe nonsense")
    with pytest.raises(StoreError, match="promote a version again"):
        store.load()

    store.promote(version)

    assert store.load().name.version == version


def test_what_a_killed_promotion_left_is_gone_after_the_next(store):
    (store.folder / ".unfinished-active").write_bytes(b"half")

    store.promote(store.active())

    assert not list(store.folder.glob(".unfinished*"))


def test_a_publication_that_fails_leaves_the_store_as_it_was(store, fitted, corpus, monkeypatch):
    before = files(store)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "no space left")))

    with pytest.raises(StoreError, match="no space left"):
        another(store, fitted, corpus, 1)

    assert files(store) == before


def test_what_a_killed_publication_left_is_not_a_version_and_is_cleared_by_the_next(store, fitted, corpus):
    leftover = store.folder / "versions" / ".unfinished-1234"
    leftover.mkdir()

    assert store.versions() == [store.active()]
    another(store, fitted, corpus, 1)
    assert not leftover.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path, store):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")

    with pytest.raises(StoreError, match="choose another --store"):
        Store(blocked / "models").publish(store.card(store.active()), b"")


PROMOTE_FOREVER = """
import sys
from pathlib import Path
from classifier import Store
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for version in store.versions():
        store.promote(version)
"""


@pytest.mark.slow
def test_killing_a_promotion_at_any_moment_leaves_a_store_that_loads(store, fitted, corpus):
    another(store, fitted, corpus, 1)
    for round_ in range(10):
        process = subprocess.Popen([sys.executable, "-c", PROMOTE_FOREVER, str(store.folder)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(0.003 * round_)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        assert store.load().name.version in store.versions()
