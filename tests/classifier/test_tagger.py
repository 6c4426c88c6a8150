import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import Article, ArticleError
from training.spellings import LOSSLESS

TEXT = "گمرک از افزایش صادرات و واردات کالا در بازار خبر داد"
ANY_TEXT = st.text(min_size=1).filter(str.strip)


def test_an_article_gets_the_tags_whose_probability_reaches_the_threshold(tagger):
    tagging = tagger.tag(Article(TEXT, id="7"))

    assert tagging.id == "7"
    assert tagging.tags == ("trade",)
    assert set(tagging.scores) == {"trade", "education"}
    assert all(score.applies == (score.probability >= score.threshold) for score in tagging.scores.values())
    assert tagging.model == tagger.name


def test_no_tag_is_an_answer(tagger):
    assert tagger.tag("تیم فوتبال بازی را برد").tags == ()


def test_tags_come_most_probable_first(tagger):
    tagging = tagger.tag(
        "دانشگاه دوره آموزش صادرات برای بازرگانان و دانشجویان و معلمان مدرسه برگزار می‌کند، بازار و گمرک"
    )

    probabilities = [tagging.scores[tag].probability for tag in tagging.tags]
    assert len(probabilities) == 2
    assert probabilities == sorted(probabilities, reverse=True)


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_article_is_refused(tagger, text):
    with pytest.raises(ArticleError, match="empty"):
        tagger.tag(text)


def test_a_title_alone_is_an_article(tagger):
    assert tagger.tag(Article(title=TEXT)).tags == ("trade",)


def test_a_stream_is_tagged_lazily_and_in_order(tagger):
    endless = (Article(TEXT if number % 2 else "تیم فوتبال", id=str(number)) for number in itertools.count())

    taggings = list(itertools.islice(tagger.tag_many(endless), 5))

    assert [tagging.id for tagging in taggings] == ["0", "1", "2", "3", "4"]
    assert [tagging.tags for tagging in taggings] == [(), ("trade",), (), ("trade",), ()]


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_an_article_gets_the_same_probabilities_alone_and_in_a_batch(tagger, texts):
    together = list(tagger.tag_many(texts))

    for text, tagging in zip(texts, together, strict=True):
        alone = tagger.tag(text)
        assert all(
            math.isclose(alone.scores[tag].probability, tagging.scores[tag].probability, abs_tol=1e-12)
            for tag in tagging.scores
        )


@pytest.mark.parametrize("spelling", LOSSLESS.values(), ids=LOSSLESS.keys())
def test_a_spelling_that_loses_nothing_changes_no_score(tagger, corpus, spelling):
    for labelled in corpus.articles:
        text = f"{labelled.article.text}، «سال ۱۴۰۲»: کتاب\u200cهای مدرسه. پایان"

        spelled = spelling(text, random.Random(1))

        assert spelled != text
        assert tagger.tag(spelled).scores == tagger.tag(text).scores


@given(st.data(), st.sampled_from(sorted(LOSSLESS)), st.integers(0, 1000))
def test_lossless_spellings_may_follow_one_another(tagger, corpus, data, name, seed):
    text = data.draw(st.sampled_from(corpus.articles)).article.text
    other = data.draw(st.sampled_from(sorted(set(LOSSLESS) - {"entities"})))

    spelled = LOSSLESS[name](LOSSLESS[other](text, random.Random(seed)), random.Random(seed))

    assert tagger.tag(spelled).scores == tagger.tag(text).scores
