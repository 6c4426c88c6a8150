import gzip
import json

import pytest

from classifier import CorpusError
from training.records import read_records, record_article, string_field

NO_NAMES = {}
LONG = "کتاب " * 200_000


@pytest.fixture
def read(tmp_path):
    def records(name: str, content: bytes | str):
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return [(where.rpartition(":")[2], dict(record)) for where, record in read_records(path)]

    return records


LINES = [{"text": "کتاب", "tags": ["a", "b"]}, {"text": "قلم", "tags": []}]
JSONL = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
CSV = "text,tags\nکتاب,a|b\nقلم,\n"


@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no_mark", "byte_order_mark"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(
    ("name", "content", "records"),
    [
        ("x.jsonl", JSONL, LINES),
        ("x.csv", CSV, [{"text": "کتاب", "tags": "a|b"}, {"text": "قلم", "tags": ""}]),
    ],
    ids=["json_lines", "csv"],
)
def test_a_file_reads_the_same_in_every_packing(read, name, content, records, ending, mark, compress):
    packed = compress((mark + content.replace("\n", ending)).encode("utf-8"))

    found = read(name if compress is bytes else f"{name}.gz", packed)

    assert [record for _, record in found] == records


def test_blank_lines_are_passed_over_and_counted(read):
    assert read("x.jsonl", '\n{"text": "a"}\n  \n\n{"text": "b"}') == [("2", {"text": "a"}), ("5", {"text": "b"})]
    assert read("x.csv", "\ntext\n\nکتاب\n\n\nقلم") == [("4", {"text": "کتاب"}), ("7", {"text": "قلم"})]


def test_a_quoted_csv_field_keeps_its_lines_and_quotes_and_the_next_row_its_number(read):
    assert read("x.csv", 'text,tags\r\n"یک\r\n""دو"", سه",a\r\nقلم,b\r\n') == [
        ("2", {"text": 'یک\r\n"دو", سه', "tags": "a"}),
        ("4", {"text": "قلم", "tags": "b"}),
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("x.jsonl", json.dumps({"text": LONG})), ("x.csv", f"text\n{LONG}\n")], ids=["json", "csv"]
)
def test_a_field_of_a_million_characters_is_read(read, name, content):
    assert [record["text"] for _, record in read(name, content)] == [LONG]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("x.jsonl", '{"text": "a"}\n{"text": ', "x.jsonl:2: not JSON", id="cut_json"),
        pytest.param("x.jsonl", '{}\n\n["a"]', "x.jsonl:3: not a JSON object", id="a_list"),
        pytest.param("x.jsonl", "null", "x.jsonl:1: not a JSON object", id="null"),
        pytest.param("x.jsonl", "[" * 100_000, "x.jsonl:1: not JSON", id="deep"),
        pytest.param("x.jsonl", b'{}\n{}\n{"text": "\xff"}\n{}', "x.jsonl:3: not UTF-8", id="not_utf_8"),
        pytest.param("x.jsonl", '{"text": "کتاب"}'.encode("utf-16"), "x.jsonl:1: not UTF-8", id="utf_16"),
        pytest.param("x.csv", b"text,tags\na,b\n\n\xc8,c\n", "x.csv:4: not UTF-8", id="windows_1256"),
        pytest.param("x.csv", "text,tags\na,b\n\na,b,c\n", "x.csv:4: not as many columns", id="a_column_too_many"),
        pytest.param("x.csv", "text,tags\na\n", "x.csv:2: not as many columns", id="a_column_too_few"),
        pytest.param("x.csv", 'text,tags\na,b\n"a"x,c\n', "x.csv:3: not CSV", id="text_after_a_quote"),
        pytest.param("x.csv", 'text,tags\na,b\n"a,c\n', "x.csv:3: not CSV", id="an_open_quote"),
        pytest.param("x.csv", "text;tags\na;b\n", "x.csv:1: one column, 'text;tags'", id="semicolons"),
        pytest.param("X.CSV", "text\ttags\na\tb\n", "X.CSV:1: one column", id="tabs_and_capitals"),
        pytest.param("x.csv", "id,text,text\n1,a,b\n", "x.csv:1: a column stands twice", id="a_column_twice"),
        pytest.param("x.jsonl.gz", b"no gzip", "x.jsonl.gz: cannot be read", id="no_gzip"),
        pytest.param(
            "x.jsonl.gz", gzip.compress(JSONL.encode())[:-9], "x.jsonl.gz: the gzip file is damaged", id="cut_gzip"
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_line(read, name, content, complaint):
    with pytest.raises(CorpusError) as problem:
        read(name, content)

    assert complaint in str(problem.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path, why in ((tmp_path / "none.jsonl", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(CorpusError, match=f"{path}: cannot be read \\({why}.*check the path"):
            list(read_records(path))


def test_an_article_is_taken_from_the_fields_that_are_named():
    record = {"id": 7, "body": "کتاب", "headline": "خبر", "text": "دیگر"}

    article = record_article(record, "x:1", {"text": "body", "title": "headline"})

    assert (article.id, article.title, article.text) == ("7", "خبر", "کتاب")


@pytest.mark.parametrize("record", [{}, {"text": None}, {"text": "", "title": " \n"}])
def test_an_empty_article_is_refused_with_the_names_of_its_fields(record):
    with pytest.raises(CorpusError, match=r"x:1: an empty article, neither 'title' nor 'text'.*--field"):
        record_article(record, "x:1", NO_NAMES)


@pytest.mark.parametrize("value", [["a"], {"a": 1}, True, 1.5])
def test_a_field_that_is_no_string_is_refused(value):
    with pytest.raises(CorpusError, match="x:1: 'body' is not a string"):
        string_field({"body": value}, "text", "x:1", {"text": "body"})
