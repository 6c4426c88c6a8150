import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from training.cli import barchasb

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def evaluate(store, data_file):
    def run(*arguments, data=data_file):
        return CliRunner().invoke(barchasb, ["evaluate", "--data", str(data), "--store", str(store.folder), *arguments])

    return run


def test_a_report_fits_a_page_and_holds_no_colour_where_there_is_no_terminal(evaluate):
    result = evaluate()

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "120 articles" in result.stdout
    assert "1398-07" not in result.stdout, "a single month is no slice"
    assert "خبر" in result.stdout


def test_json_on_standard_output_is_all_there_is_and_follows_the_schema(evaluate):
    result = evaluate("--json", "-")

    jsonschema.validate(json.loads(result.stdout), SCHEMA)


def test_files_are_written_beside_the_printed_report(evaluate, tmp_path):
    result = evaluate("--json", str(tmp_path / "report.json"), "--html", str(tmp_path / "report.html"))

    assert result.exit_code == 0
    jsonschema.validate(json.loads((tmp_path / "report.json").read_text(encoding="utf-8")), SCHEMA)
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "macro" in result.stdout


def test_the_gate_closes_for_a_worse_version_and_stays_open_for_a_better_one(evaluate, tagger, poor):
    worse = evaluate("--version", poor.name.version, "--against", tagger.name.version, "--json", "-")
    better = evaluate("--against", poor.name.version, "--json", "-")
    same = evaluate("--against", tagger.name.version, "--json", "-")

    assert (worse.exit_code, better.exit_code, same.exit_code) == (1, 0, 0)
    written = json.loads(worse.stdout)
    jsonschema.validate(written, SCHEMA)
    assert written["comparison"]["worse"] is True


def test_folds_need_no_store(data_file, tmp_path):
    result = CliRunner().invoke(
        barchasb, ["evaluate", "--data", str(data_file), "--folds", "2", "--store", str(tmp_path / "none")]
    )

    assert result.exit_code == 0, result.output
    assert "2-fold cross-validation" in result.stdout


@pytest.mark.parametrize("other", ["--version", "--against"])
def test_folds_and_a_version_are_a_contradiction(evaluate, other):
    result = evaluate("--folds", "2", other, "x")

    assert result.exit_code == 2
    assert "--folds judges no version" in result.stderr


def test_a_file_in_no_folder_is_refused_before_the_work(evaluate, tmp_path):
    result = evaluate("--html", str(tmp_path / "no" / "report.html"))

    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_data_without_an_article_is_refused_with_advice(evaluate, tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")

    result = evaluate(data=tmp_path / "empty.jsonl")

    assert result.exit_code == 1
    assert "no articles" in result.stderr


def test_a_version_judged_by_the_articles_it_learned_from_is_called_flattered(store, learned, tmp_path, evaluate):
    lines = [
        {"title": one.article.title, "text": one.article.text, "tags": sorted(one.tags), "unsure": sorted(one.unsure)}
        for one in learned.articles
    ]
    (tmp_path / "learned.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    assert "every figure flatters it" in " ".join(evaluate(data=tmp_path / "learned.jsonl").stdout.split())
    assert "flatters" not in evaluate().stdout


def test_an_unknown_version_is_refused_before_the_data_is_read(evaluate, tmp_path):
    result = evaluate("--against", "yesterday", data=tmp_path / "missing.jsonl")

    assert result.exit_code == 1
    assert "no version 'yesterday'" in result.stderr
