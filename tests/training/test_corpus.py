import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import Article, CorpusError
from training.corpus import NO_NAMES, Corpus, LabelledArticle, labelled_article, read_corpus, texts


def labelled(names=NO_NAMES, **record):
    return labelled_article({"text": "کتاب", **record}, "x:1", names)


def test_a_record_becomes_a_labelled_article():
    found = labelled(
        id="7", title="خبر", tags=["a", " b "], unsure=["c"], source="ایسنا", date="2019-10-01", comment="ignored"
    )

    assert found == LabelledArticle(
        Article("کتاب", "خبر", "7"), frozenset("ab"), frozenset("c"), "ایسنا", datetime.date(2019, 10, 1)
    )


def test_only_a_text_and_tags_are_needed_and_no_tag_is_a_label():
    assert labelled(tags=[]) == LabelledArticle(Article("کتاب"), frozenset())


@pytest.mark.parametrize(
    ("value", "tags"), [("a|b", "ab"), (" a | b |", "ab"), ("a", "a"), ("", ""), ("|", ""), (["a", "a"], "a")]
)
def test_tags_are_a_list_or_one_string_cut_at_bars(value, tags):
    assert labelled(tags=value).tags == frozenset(tags)


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        pytest.param({}, r"x:1: no 'tags'; write \[\]", id="no_tags"),
        pytest.param({"tags": None}, "x:1: no 'tags'", id="null"),
        pytest.param({"tags": "[]"}, r"x:1: 'tags' is the text \[\]; leave it empty", id="brackets_in_a_csv"),
        pytest.param({"tags": 3}, "x:1: 'tags' is not a list of tags", id="number"),
        pytest.param({"tags": ["a", 3]}, "x:1: 'tags' is not a list of tags", id="number_in_the_list"),
        pytest.param({"tags": ["a", " "]}, "x:1: 'tags' is not a list of tags", id="blank_tag"),
        pytest.param({"tags": [], "unsure": {"a": 1}}, "x:1: 'unsure' is not a list of tags", id="unsure"),
        pytest.param({"tags": ["a", "b"], "unsure": ["b"]}, "x:1: b is in tags and in unsure", id="both"),
        pytest.param({"tags": [], "date": "1398/07/09"}, "x:1: date '1398/07/09' is not YYYY-MM-DD", id="date"),
        pytest.param({"tags": [], "date": "2019-02-30"}, "x:1: date '2019-02-30' is not", id="no_such_day"),
        pytest.param({"tags": [], "source": ["a"]}, "x:1: 'source' is not a string", id="source"),
    ],
)
def test_a_record_that_cannot_be_used_is_refused(record, complaint):
    with pytest.raises(CorpusError, match=complaint):
        labelled(**record)


def test_fields_may_have_other_names_and_errors_use_them():
    assert labelled({"tags": "section"}, section="a", tags=3).tags == {"a"}
    with pytest.raises(CorpusError, match="no 'section'"):
        labelled({"tags": "section"}, tags=["a"])


def write(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_several_files_are_one_corpus_in_order(tmp_path):
    one = write(tmp_path / "one.jsonl", {"text": "کتاب", "tags": ["b"]}, {"text": "قلم", "tags": [], "unsure": ["z"]})
    two = tmp_path / "two.csv"
    two.write_text("text,tags\nدفتر,a|b\n", encoding="utf-8")

    corpus = read_corpus([one, two])

    assert [labelled.article.text for labelled in corpus.articles] == ["کتاب", "قلم", "دفتر"]
    assert corpus.files == ("one.jsonl", "two.csv")
    assert corpus.tags == ["b", "a", "z"]


def test_a_bad_line_stops_the_reading_and_is_named(tmp_path):
    path = write(tmp_path / "x.jsonl", {"text": "کتاب", "tags": []}, {"text": "", "tags": []})

    with pytest.raises(CorpusError, match=rf"{path}:2: an empty article"):
        read_corpus([path])


def test_files_without_an_article_are_named(tmp_path):
    empty, header = write(tmp_path / "x.jsonl"), tmp_path / "y.csv"
    header.write_text("text,tags\n", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"x\.jsonl, .*y\.csv: no articles; give"):
        read_corpus([empty, header])


def corpus_of(*articles):
    return Corpus(tuple(LabelledArticle(Article(text), frozenset(tags)) for text, tags in articles))


ARTICLES = st.lists(
    st.tuples(st.text(min_size=1).filter(str.strip), st.sets(st.sampled_from("abc"))), min_size=1, max_size=4
)


@given(ARTICLES, ARTICLES)
def test_two_corpora_have_one_fingerprint_only_if_they_are_the_same(one, other):
    assert (corpus_of(*one).fingerprint == corpus_of(*other).fingerprint) == (one == other)


def test_the_texts_are_what_the_classifier_reads():
    assert texts([LabelledArticle(Article("کتاب", "خبر"), frozenset())]) == ["خبر\nکتاب"]
