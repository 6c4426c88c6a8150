"""The rules of the house that a program can check: who may import whom, names, sizes, invisible characters."""

import ast
import importlib
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("classifier", "service", "training")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FORBIDDEN = {
    "classifier": {
        "flask",
        "click",
        "service",
        "training",
        "sklearn",
        "hazm",
        "scipy",
        "rich",
        "granian",
        "pydantic",
        "msgspec",
        "orjson",
    },
    "service": {"training", "sklearn", "joblib", "hazm", "scipy", "click", "rich"},
    "training": {"service", "flask", "granian", "joblib", "pickle"},
}
ONLY_IN = {
    "hazm": {"training/lexicon.py"},
    "joblib": {"classifier/artifact.py"},
    "pickle": {"classifier/artifact.py"},
}
SAYING_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "core"}
JOINED_WORD = re.compile("(?<=[\u0621-\u06cc])\u200c(?=[\u0621-\u06cc])")
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 45


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports anywhere, also for its types and inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield (node.module or "").partition(".")[0]


each_file = pytest.mark.parametrize("path", FILES, ids=name_of)
every_file = pytest.mark.parametrize("path", FILES + TESTS, ids=name_of)


@each_file
def test_a_file_imports_only_what_its_folder_may(path):
    names = set(imported(path))

    assert not names & FORBIDDEN[path.relative_to(ROOT).parts[0]]
    assert [name for name, allowed in ONLY_IN.items() if name in names and name_of(path) not in allowed] == []


@each_file
def test_a_file_is_called_after_its_idea_and_is_short(path):
    assert path.stem not in SAYING_NOTHING
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@each_file
def test_functions_are_short_besides_their_options(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [one.name for one in functions if one.end_lineno - one.lineno >= MOST_LINES_OF_A_FUNCTION] == []


@every_file
def test_invisible_characters_are_written_as_escapes_unless_they_spell_a_persian_word(path):
    text = JOINED_WORD.sub("", path.read_text(encoding="utf-8"))

    assert {f"U+{ord(character):04X}" for character in text if unicodedata.category(character) in ("Cf", "Co")} == set()


def test_the_rules_see_what_they_forbid(tmp_path):
    (tmp_path / "x.py").write_text("def f():\n    import hazm.x\n    from sklearn.svm import y\n", encoding="utf-8")

    assert set(imported(tmp_path / "x.py")) == {"hazm", "sklearn"}
    assert len(FILES) > 40


@pytest.mark.parametrize("package", PACKAGES)
def test_an_import_finds_this_checkout_and_no_foreign_package(package):
    assert Path(importlib.import_module(package).__file__).parent == ROOT / package


def test_the_same_pythons_are_promised_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    versions = {name.rpartition(" ")[2] for name in project["project"]["classifiers"] if "Python :: 3." in name}
    assert versions == {"3.11", "3.12", "3.13"}
    assert project["project"]["requires-python"] == ">=3.11,<3.14"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert sys.version_info[:2] >= (3, 11)


def test_the_locks_name_no_place_to_fetch_from():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--hash=sha256:" in text
