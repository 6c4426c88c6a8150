import json
import math

import pytest

TRADE = "صادرات کالا و گمرک در بازار"


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_file_is_tagged_as_one_json_line_where_nobody_watches(run, store, article_file):
    result = run("tag", article_file)

    (tagging,) = lines(result)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert tagging["id"] == str(article_file)
    assert tagging["tags"] == ["trade"]
    assert tagging["scores"].keys() == {"trade", "education"}
    assert tagging["scores"]["trade"]["probability"] >= tagging["scores"]["trade"]["threshold"]
    assert tagging["model"] == {"version": store.active(), "sha256": store.card(store.active()).sha256}
    assert "evidence" not in tagging


@pytest.mark.parametrize("arguments", [("tag",), ("tag", "-"), ("tag", "--json")], ids=" ".join)
def test_standard_input_is_one_article(run, arguments):
    (tagging,) = lines(run(*arguments, stdin=TRADE))

    assert (tagging["id"], tagging["tags"]) == (None, ["trade"])


def test_standard_input_may_be_json_lines(run):
    result = run("tag", "-", stdin=f'{{"id": 7, "text": "{TRADE}"}}\n\n{{"text": "تیم فوتبال بازی را برد"}}\n')

    assert [(one["id"], one["tags"]) for one in lines(result)] == [("7", ["trade"]), (None, [])]


def test_fields_may_have_other_names(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"number,body\n7,{TRADE}\n", encoding="utf-8")

    (tagging,) = lines(run("tag", path, "--field", "text=body", "--field", "id=number"))

    assert (tagging["id"], tagging["tags"]) == ("7", ["trade"])


def test_several_files_are_tagged_in_order(run, article_file, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(f'{{"id": "1", "text": "{TRADE}"}}\n{{"id": "2", "text": "{TRADE}"}}', encoding="utf-8")

    assert [one["id"] for one in lines(run("tag", path, article_file))] == ["1", "2", str(article_file)]


def test_the_evidence_adds_up_to_the_score_and_points_into_the_text(run):
    record = {"title": "بازار گمرک", "text": f"امروز: {TRADE}"}

    (tagging,) = lines(run("tag", "--explain", stdin=json.dumps(record)))

    assert tagging["evidence"].keys() == tagging["scores"].keys()
    for evidence in tagging["evidence"].values():
        words = evidence["words"]
        assert math.isclose(evidence["intercept"] + sum(word["weight"] for word in words), evidence["score"])
        assert all(record[word["field"]][word["start"] : word["end"]] == word["text"] for word in words)
    assert {word["field"] for word in tagging["evidence"]["trade"]["words"]} == {"title", "text"}


@pytest.mark.parametrize(
    ("stdin", "complaint"),
    [
        (b"", "standard input: the article is empty; give it a text"),
        (b'{"text": ""}', "<stdin>:1: an empty article"),
        (b'{"text": null}', "<stdin>:1: an empty article"),
        (b'{"text": "a"}\n{', "<stdin>:2: not JSON"),
        (b"\xff\xfe", "<stdin>:1: not UTF-8"),
    ],
    ids=["empty", "empty_text", "null", "cut", "not_utf_8"],
)
def test_an_article_that_cannot_be_tagged_is_refused(run, stdin, complaint):
    result = run("tag", stdin=stdin)

    assert result.exit_code == 1
    assert complaint in result.stderr


def test_a_folder_is_refused(run, tmp_path):
    assert f"Error: {tmp_path}: cannot be read (Is a directory)" in run("tag", tmp_path).stderr


def test_a_tampered_artifact_tags_nothing(run, store, article_file):
    artifact = store.folder / "versions" / store.active() / "model.joblib"
    artifact.write_bytes(artifact.read_bytes()[:-1] + b"x")

    result = run("tag", article_file)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "SHA-256" in result.stderr


def test_output_is_utf_8_whatever_the_machine_speaks_and_holds_any_text(start, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "\\ud800 خبر", "text": "کالا"}', encoding="utf-8")
    process = start("tag", path)

    stdout, stderr = process.communicate()

    assert stderr == b""
    assert json.loads(stdout.decode("utf-8"))["id"] == "\ud800 خبر"


@pytest.mark.parametrize("options", [(), ("--explain",)], ids=["tags", "evidence"])
def test_what_stands_before_a_bad_article_is_answered(run, options):
    result = run("tag", *options, stdin="".join(json.dumps({"text": text}) + "\n" for text in (TRADE, "", TRADE)))

    assert len(lines(result)) == 1
    assert result.exit_code == 1
    assert "<stdin>:2: an empty article" in result.stderr


def test_evidence_stands_where_the_file_has_it_whatever_its_line_ends(run, tmp_path):
    text = TRADE.replace(" ", "\r\n")
    file = tmp_path / "x.txt"
    file.write_bytes(text.encode())

    (tagging,) = lines(run("tag", file, "--explain"))

    words = tagging["evidence"]["trade"]["words"]
    assert words
    assert all(text[word["start"] : word["end"]] == word["text"] for word in words)


def test_the_name_of_a_file_of_records_may_have_capitals(run, tmp_path):
    (tmp_path / "X.JSONL").write_text(f'{{"text": "{TRADE}"}}\n' * 2, encoding="utf-8")

    assert len(lines(run("tag", tmp_path / "X.JSONL"))) == 2
