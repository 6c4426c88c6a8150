import math
import random

from hypothesis import given
from hypothesis import strategies as st

from classifier import Article
from training.spellings import SPELLINGS

TEXT = "گمرک از افزایش صادرات و واردات کالا در بازار خبر داد"
PIECES = st.sampled_from(
    [
        "صادرات",
        "کالا",
        "دانش\u200cآموزان",
        "مدرسه",
        "می&zwnj;رود",
        "&amp;",
        "😀",
        "\ufefb",
        "\uffff",
        "12",
        " ",
        "\n",
        "،",
        "بازار",
        "وبازار",
        "é",
        "&#1576;ازار",
    ]
)
MIXED = st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip)


def test_words_are_spans_of_the_text_as_it_was_sent(tagger):
    evidence = tagger.explain(TEXT).evidence["trade"]

    assert {word.text for word in evidence.words} >= {"صادرات", "گمرک", "بازار"}
    assert all(TEXT[word.start : word.end] == word.text for word in evidence.words)


def test_a_word_that_adds_nothing_is_no_evidence(tagger):
    evidence = tagger.explain(f"ژژژپپپ از {TEXT}").evidence["trade"]

    assert not {"ژژژپپپ", "از"} & {word.text for word in evidence.words}
    assert all(word.weight for word in evidence.words)


def test_the_title_has_spans_of_its_own(tagger):
    article = Article("صادرات کالا افزایش یافت", "گمرک و بازار")

    words = tagger.explain(article).evidence["trade"].words

    assert {(word.field, getattr(article, word.field)[word.start : word.end]) for word in words} == {
        (word.field, word.text) for word in words
    }
    assert {word.field for word in words} == {"title", "text"}


def test_a_span_covers_the_whole_of_a_damaged_word(tagger):
    damaged = "خبر: صا&zwnj;در\u064eا\u200fت کالا"

    words = tagger.explain(damaged).evidence["trade"].words

    assert "صا&zwnj;در\u064eا\u200fت" in {word.text for word in words}


@given(MIXED, MIXED)
def test_intercept_and_weights_are_the_score(tagger, title, text):
    article = Article(text, title)
    tagging = tagger.explain(article)
    scores = tagger.model.scores([article.whole])[0]

    for score, evidence in zip(scores, tagging.evidence.values(), strict=True):
        assert evidence.intercept + sum(word.weight for word in evidence.words) == evidence.score
        assert math.isclose(evidence.score, score, abs_tol=1e-9)


@given(MIXED)
def test_spans_are_in_order_inside_the_text_and_do_not_overlap(tagger, text):
    for evidence in tagger.explain(text).evidence.values():
        ends = 0
        for word in evidence.words:
            assert ends <= word.start < word.end <= len(text)
            assert text[word.start : word.end] == word.text
            ends = word.end


@given(st.sampled_from(sorted(SPELLINGS)), st.integers(0, 100))
def test_explaining_changes_no_answer_in_any_spelling(tagger, corpus, name, seed):
    text = SPELLINGS[name](corpus.articles[seed % len(corpus.articles)].article.text, random.Random(seed))

    assert tagger.explain(text).scores == tagger.tag(text).scores
