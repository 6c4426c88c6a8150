"""Bad data at `barchasb evaluate`; its report is tested in tests/report."""

import json
import os
from pathlib import Path

import pytest


@pytest.fixture
def evaluate(run, tmp_path):
    def run_on(*records, options=()):
        path = tmp_path / "x.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return run("evaluate", "--data", path, *options)

    return run_on


def test_tags_that_the_version_does_not_know_are_refused_with_those_it_knows(evaluate):
    result = evaluate({"text": "کتاب", "tags": ["trade", "sport"]})

    assert result.exit_code == 1
    assert "does not know: sport; it knows: trade, education" in result.stderr


def test_an_article_without_a_tag_counts_and_an_unsure_tag_does_not(evaluate):
    records = [{"text": "صادرات کالا و گمرک", "tags": []}, {"text": "مدرسه", "tags": [], "unsure": ["trade"]}]

    report = json.loads(evaluate(*records, options=("--json", "-")).stdout)

    assert report["articles"] == 2
    assert report["untagged"]["articles"] == 1
    assert report["untagged"]["false_alarm_rate"] == 1
    assert report["tags"]["trade"]["support"] == 0


def test_one_article_of_one_tag_has_a_report(evaluate):
    assert evaluate({"text": "صادرات کالا و گمرک", "tags": ["trade"]}).exit_code == 0


@pytest.mark.slow
def test_half_a_character_in_the_data_spoils_no_report(start, tmp_path):
    half = {"id": "\ud800", "title": "\ud800 خبر", "text": "صادرات کالا و گمرک", "tags": [], "source": "\udc00"}
    data, page, report = (tmp_path / name for name in ("x.jsonl", "x.html", "x.json"))
    data.write_text(json.dumps(half), encoding="utf-8")

    _, stderr = start("evaluate", "--data", data, "--html", page, "--json", report).communicate()

    assert stderr == b""
    assert json.loads(report.read_text(encoding="utf-8"))["articles"] == 1
    assert "خبر" in page.read_text(encoding="utf-8")


def test_a_bad_line_is_named(evaluate):
    result = evaluate({"text": "کتاب", "tags": []}, {"text": "کتاب"})

    assert result.exit_code == 1
    assert "x.jsonl:2: no 'tags'" in result.stderr


def test_a_report_that_cannot_be_finished_leaves_the_old_one(run, tmp_path, monkeypatch):
    old = tmp_path / "report.json"
    old.write_text("old", encoding="utf-8")

    def write_half(path, text, **_):
        path.write_bytes(text[: len(text) // 2].encode())
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "write_text", write_half, raising=True)
    record = tmp_path / "x.jsonl"
    record.write_bytes(json.dumps({"text": "صادرات کالا", "tags": ["trade"]}).encode())
    result = run("evaluate", "--data", record, "--json", old)

    assert result.exit_code == 1
    assert "report.json: cannot be written (no space left)" in result.stderr
    assert old.read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".*"))


def test_a_report_may_go_into_a_pipe(run, tmp_path):
    record = tmp_path / "x.jsonl"
    record.write_text('{"text": "صادرات کالا", "tags": ["trade"]}', encoding="utf-8")
    reading, writing = os.pipe()

    result = run("evaluate", "--data", record, "--json", f"/dev/fd/{writing}")
    os.close(writing)

    assert result.exit_code == 0, result.stderr
    with os.fdopen(reading, "rb") as report:
        assert json.loads(report.read())["articles"] == 1
