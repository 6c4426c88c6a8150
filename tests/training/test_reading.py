import gzip
import io
import json
import sys
from types import SimpleNamespace

import pytest

from classifier import Article, BarchasbError
from training.reading import read_articles

NO_NAMES = {}


@pytest.fixture
def standard_input(monkeypatch):
    def give(content: bytes):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    return give


def test_a_text_file_is_one_article_called_after_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\ufeffکتاب\n\nقلم\n", encoding="utf-8")

    assert list(read_articles(str(path), NO_NAMES)) == [Article("کتاب\n\nقلم\n", id=str(path))]


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".jsonl.gz", ".csv", ".csv.gz"])
def test_a_file_of_records_is_many_articles(tmp_path, ending):
    content = (
        "id,body\n1,کتاب\n2,قلم\n" if ".csv" in ending else '{"id": "1", "body": "کتاب"}\n{"id": 2, "body": "قلم"}'
    )
    path = tmp_path / f"x{ending}"
    path.write_bytes(gzip.compress(content.encode()) if ending.endswith(".gz") else content.encode())

    assert list(read_articles(str(path), {"text": "body"})) == [Article("کتاب", id="1"), Article("قلم", id="2")]


def test_standard_input_is_one_article_without_a_name(standard_input):
    standard_input("\ufeff\nکتاب\nقلم".encode())

    assert list(read_articles("-", NO_NAMES)) == [Article("\nکتاب\nقلم")]


def test_standard_input_that_begins_with_a_brace_is_json_lines(standard_input):
    standard_input(b'\n  {"text": "a"}\n{"text": "b", "id": "2"}\n')

    assert list(read_articles("-", NO_NAMES)) == [Article("a"), Article("b", id="2")]


def test_articles_are_read_as_they_are_needed(standard_input):
    standard_input(b'{"text": "a"}\nnonsense\n')

    assert next(read_articles("-", NO_NAMES)) == Article("a")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "standard input: the article is empty", id="empty"),
        pytest.param(b" \n\n", "standard input: the article is empty", id="blank"),
        pytest.param(b"\n\n{}\n", "<stdin>:3: an empty article", id="empty_object"),
        pytest.param(b'\n{"text": "a"}\n\n{', "<stdin>:4: not JSON", id="cut"),
        pytest.param(b"a\n\xff", "<stdin>:2: not UTF-8", id="not_utf_8"),
        pytest.param(
            json.dumps({"text": 3}).encode() + b"\n" + json.dumps({"text": [3]}).encode(),
            "<stdin>:2: 'text' is not",
            id="no_string",
        ),
    ],
)
def test_bad_standard_input_is_refused_by_line(standard_input, content, complaint):
    standard_input(content)

    with pytest.raises(BarchasbError, match=complaint):
        list(read_articles("-", NO_NAMES))


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("none.txt", None, r"none\.txt: cannot be read \(No such file.*check the path"),
        ("a.txt", b"  \n", r"a\.txt: the article is empty; give it a text"),
        ("a.txt", b"\xff\xfe", r"a\.txt: not UTF-8; convert"),
        (".", None, r"cannot be read \(Is a directory"),
    ],
    ids=["missing", "empty", "not_utf_8", "a_folder"],
)
def test_a_bad_text_file_is_refused_by_name(tmp_path, name, content, complaint):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(BarchasbError, match=complaint):
        list(read_articles(str(tmp_path / name), NO_NAMES))
