import dataclasses
import json
import os

import pytest

from classifier.artifact import encode
from training.cli import tables
from training.publish import describe


@pytest.fixture
def first(store):
    return store.active()


@pytest.fixture
def second(store, first, fitted, corpus):
    """A newer version of the same model, which is not active."""
    artifact = encode(fitted.model)
    card = describe(fitted, corpus, 0, artifact)
    card = dataclasses.replace(card, version=f"2100{card.version[4:]}")
    store.publish(card, artifact)
    return card.version


def test_versions_are_listed_newest_first_with_the_active_one_marked(run, first, second):
    found = [json.loads(line) for line in run("models", "list").stdout.splitlines()]

    assert [(one["version"], one["active"]) for one in found] == [(second, False), (first, True)]
    assert found[0]["tags"][0]["fa"] == "تجارت"


def test_an_empty_store_lists_nothing(run, tmp_path):
    result = run("models", "list", folder=tmp_path)

    assert (result.exit_code, result.stdout) == (0, "")


def test_a_store_that_is_not_there_is_an_error_and_not_an_empty_one(run, tmp_path):
    result = run("models", "list", folder=tmp_path / "modles")

    assert result.exit_code == 1
    assert "modles: there is no model store; run: barchasb train" in result.stderr


def test_the_list_fits_a_terminal_of_eighty_columns(first, store, capsys, monkeypatch):
    monkeypatch.setattr(tables, "_PAPER", 80)

    tables.print_versions([store.card(first)], first)

    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    for whole in (first, "yes", store.card(first).created[:10], "macro-F1"):
        assert whole in shown


def test_a_card_is_shown_by_default_the_active_ones(run, first, second):
    assert json.loads(run("models", "show", "--json").stdout)["version"] == first
    shown = json.loads(run("models", "show", second).stdout)
    assert (shown["version"], shown["active"]) == (second, False)


def test_promoting_and_rolling_back(run, store, first, second):
    assert run("models", "promote", second).stdout == f"active: {second}\n"
    assert store.active() == second
    assert run("models", "rollback").stdout == f"active: {first}\n"
    assert store.active() == first
    assert "no earlier version to roll back to" in run("models", "rollback").stderr


def test_the_active_version_tags_and_another_one_if_asked(run, first, second):
    assert json.loads(run("tag", stdin="کالا").stdout)["model"]["version"] == first
    assert json.loads(run("tag", "--version", second, stdin="کالا").stdout)["model"]["version"] == second


def test_an_unknown_version_is_refused_with_the_known_ones(run, first):
    result = run("models", "promote", "../../etc")

    assert result.exit_code == 1
    assert f"no version '../../etc'; the latest are: {first}" in result.stderr


def test_a_store_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    result = run("train", "--data", os.devnull, "--store", tmp_path / "file")

    assert result.exit_code == 2
    assert "is a file" in result.stderr
