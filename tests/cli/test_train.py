import json
import os
import pty
import signal
import time

import pytest

import training.cli.train
from classifier import Store


@pytest.fixture
def empty(tmp_path):
    return tmp_path / "empty"


def snapshot(store):
    return {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_training_publishes_an_active_version_and_prints_its_card(run, empty, data_file):
    result = run("train", "--data", data_file, "--json", folder=empty)

    card = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert Store(empty).active() == card["version"]
    assert card["data"]["files"] == ["tiny.jsonl"]
    assert [tag["fa"] for tag in card["tags"]] == ["تجارت", "آموزش"], "seeds/tags.toml names the tags it knows"


def test_only_one_tag_may_be_learned_and_not_promoted(run, store, data_file, empty):
    active = store.active()

    result = run("train", "--data", data_file, "--tag", "education", "--no-promote", "--seed", "3", "--json")

    card = json.loads(result.stdout)
    assert [tag["id"] for tag in card["tags"]] == ["education"]
    assert card["seed"] == 3
    assert store.active() == active
    assert card["version"] in store.versions()


def test_tags_may_be_defined_elsewhere_and_fields_called_otherwise(run, empty, data_file, tmp_path):
    records = [json.loads(line) for line in data_file.read_text(encoding="utf-8").splitlines()]
    data = tmp_path / "x.jsonl"
    lines = [json.dumps({"body": one["text"], "section": "|".join(one["tags"])}) for one in records]
    data.write_text("\r\n".join(lines), encoding="utf-8")
    definitions = tmp_path / "tags.toml"
    definitions.write_text('[[tag]]\nid = "trade"\nfa = "بازرگانی"\nen = "Business"\n', encoding="utf-8")

    mapping = ("--field", "text=body", "--field", "tags=section")
    result = run("train", "--data", data, *mapping, "--tags", definitions, folder=empty)

    assert result.exit_code == 0, result.output
    assert "بازرگانی" in result.stdout
    assert "learned from 20 articles, 6 of them with no tag" in result.stdout


def test_nothing_is_done_if_there_is_a_version_and_only_one_is_wanted(run, store):
    before = snapshot(store)

    result = run("train", "--if-none", "--data", "not even read")

    assert (result.exit_code, result.output) == (0, "")
    assert snapshot(store) == before


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('{"text": "کتاب", "tags": ["a"]}', "tag 'a' has 1 articles with it and 0 without it; give at least 2"),
        ('{"text": "کتاب", "tags": []}', "the data names no tag; label some articles"),
        ('{"text": "کتاب", "tags": [], "unsure": ["a"]}', "tag 'a' has 0 articles with it"),
        ('{"text": "کتاب"}', "x.jsonl:1: no 'tags'; write [] (in CSV, leave the cell empty) for"),
        ('{"text": null, "tags": []}', "x.jsonl:1: an empty article"),
        ("", "x.jsonl: no articles; give a file"),
    ],
    ids=["one_article", "no_tag", "only_unsure", "unlabelled", "null", "empty"],
)
def test_data_that_teach_nothing_are_refused_and_the_store_stays(run, store, tmp_path, content, complaint):
    (tmp_path / "x.jsonl").write_text(content, encoding="utf-8")
    before = snapshot(store)

    result = run("train", "--data", tmp_path / "x.jsonl")

    assert result.exit_code == 1
    assert complaint in result.stderr
    assert snapshot(store) == before


def test_a_tag_that_the_data_lack_is_refused(run, data_file):
    assert "'sport' does not occur in the data" in run("train", "--data", data_file, "--tag", "sport").stderr


def test_seeds_need_no_glossary_and_missing_seeds_are_named(run, empty, data_file, tmp_path, monkeypatch):
    seeds = tmp_path / "seeds"
    monkeypatch.setattr(training.cli.train, "SEEDS", seeds)

    assert f"{seeds}/*.jsonl: cannot be read" in run("train", folder=empty).stderr

    seeds.mkdir()
    (seeds / "tags.toml").write_text("", encoding="utf-8")
    (seeds / "x.jsonl").write_bytes(data_file.read_bytes())
    assert run("train", folder=empty).exit_code == 0


@pytest.mark.slow
def test_tags_in_brackets_are_shown_as_they_are_on_a_terminal(start, empty, data_file, tmp_path):
    data = tmp_path / "x.jsonl"
    data.write_text(data_file.read_text(encoding="utf-8").replace('"trade"', '"[/b]"'), encoding="utf-8")
    ours, theirs = pty.openpty()
    process = start("train", "--data", data, folder=empty, stdout=theirs, stderr=theirs)
    os.close(theirs)

    shown = b""
    while part := read(ours):
        shown += part

    assert process.wait() == 0, shown
    assert b"[/b]" in shown
    assert "learn the words" in shown.decode(), "progress is shown on a terminal"


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # nobody writes to it any more
        os.close(terminal)
        return b""


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_an_interrupted_training_leaves_the_store_as_it_was(start, store, data_file, ending):
    before, versions = snapshot(store), store.versions()
    for tenths in (2, 8, 15, 22):
        process = start("train", "--data", data_file)
        time.sleep(tenths / 10)
        process.send_signal(ending)
        _, stderr = process.communicate()

        assert store.load().name.version == store.active()
        if store.versions() != versions:  # a fast machine: it had published, and all of it
            assert all(store.load(version).name.version == version for version in store.versions())
            break
        assert process.returncode != 0
        assert b"Traceback" not in stderr or tenths < 22, "only the start of Python itself may be cut so"
        after = snapshot(store)
        if ending is signal.SIGKILL:  # it cannot clean up: what it leaves is no version, and the next one clears it
            after = {path: content for path, content in after.items() if ".unfinished-" not in str(path)}
        assert after == before


@pytest.mark.slow
def test_two_trainings_at_once_leave_two_versions_or_one_and_a_clear_error(start, store, data_file):
    first, second = (start("train", "--data", data_file, "--seed", seed, "--json") for seed in (1, 1))

    answers = [process.communicate() for process in (first, second)]

    made = [json.loads(stdout)["version"] for stdout, _ in answers if stdout]
    assert made
    assert set(made) < set(store.versions())
    assert store.load().name.version in made
    for process, (stdout, stderr) in zip((first, second), answers, strict=True):
        assert bool(stdout) == (process.returncode == 0)
        assert stdout or b"this version exists" in stderr
