"""What holds for every verb: help, exit codes, streams, and what is imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from training.cli import VERBS, models

HEAVY = ("hazm", "sklearn", "scipy", "joblib", "rich", "flask", "matplotlib")
IMPORTED = f"""
import sys
from training.cli import barchasb
try:
    barchasb(sys.argv[1:])
finally:
    print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
EVERY_VERB = [(verb,) for verb in VERBS] + [("models", verb) for verb in models.command.commands]


@pytest.mark.parametrize("verb", EVERY_VERB, ids=" ".join)
def test_the_help_of_every_verb_has_an_example(run, verb):
    result = run(*verb, "--help")

    assert result.exit_code == 0
    usage, _, explained = result.stdout.partition("\n")
    assert usage.startswith("Usage: ")
    assert f"barchasb {' '.join(verb)}" in explained
    assert result.stderr == ""


def test_the_help_lists_every_verb_with_what_it_does(run):
    result = run("-h")

    for verb, summary in VERBS.items():
        assert verb in result.stdout
        assert summary.split()[0] in result.stdout


def test_the_version_is_told(run):
    assert run("--version").stdout.startswith("barchasb, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("tgg",),
        ("tag", "--nonsense"),
        ("train", "--seed", "-1"),
        ("train", "--seed", "x"),
        ("evaluate",),
        ("models", "promote"),
        ("tag", "--field", "section"),
        ("tag", "--field", "colour=x"),
        ("train", "--field", "tags="),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2_and_told_on_standard_error(run, arguments):
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr or "Usage" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("tag", "none.txt"),
        ("tag", "--version", "x"),
        ("train", "--data", "none.jsonl"),
        ("train", "--tags", "none.toml"),
        ("evaluate", "--data", "none.jsonl"),
        ("models", "show", "x"),
        ("models", "promote", "x"),
        ("models", "rollback"),
    ],
    ids=" ".join,
)
def test_our_errors_are_exit_1_in_one_line_on_standard_error(run, arguments):
    result = run(*arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("tag",), ("models", "show"), ("evaluate", "--data", "x.jsonl")], ids=" ".join)
def test_a_missing_store_says_to_train(run, tmp_path, arguments):
    result = run(*arguments, folder=tmp_path / "none")

    assert result.exit_code == 1
    assert "no active version; run: barchasb train" in result.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("tag", "ARTICLE"), ("models", "list")], ids=" ".join)
def test_what_must_be_instant_imports_nothing_heavy(store, article_file, arguments):
    arguments = [str(article_file) if one == "ARTICLE" else one for one in arguments]

    result = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments],
        env={"BARCHASB_STORE": str(store.folder)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert result.stdout
    assert result.stderr.split() == []


def test_a_full_disc_is_an_error_and_no_traceback(article_file, start):
    with Path("/dev/full").open("wb") as full:
        process = start("tag", article_file, stdout=full)

        _, stderr = process.communicate()

    assert process.returncode == 1
    assert stderr.decode().startswith("Error: ")
    assert "No space left on device" in stderr.decode()


def test_a_reader_that_stops_early_is_no_error(start, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "صادرات کالا"}\n' * 20_000, encoding="utf-8")
    process = start("tag", many)

    first = process.stdout.readline()
    process.stdout.close()

    assert b'"trade"' in first
    assert process.stderr.read() == b""
    process.wait()
