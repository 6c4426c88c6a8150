import dataclasses

import numpy as np
import pytest

from classifier import Article, CorpusError, Tag
from classifier.artifact import encode
from training.corpus import LabelledArticle
from training.fit import fit

TRADE = Tag("trade", "تجارت", "Trade")


def labelled(text, *tags, unsure=()):
    return LabelledArticle(Article(text), frozenset(tags), frozenset(unsure))


@pytest.fixture(scope="module")
def tiny():
    return (
        labelled("صادرات کالا بازار گمرک", "trade"),
        labelled("بازار صادرات قیمت گمرک", "trade"),
        labelled("مدرسه معلم درس کلاس"),
        labelled("تیم فوتبال مدرسه کلاس"),
    )


def test_another_seed_gives_another_model(fitted, corpus, tags):
    assert encode(fit(corpus.articles, tags, seed=1).model) != encode(fitted.model)


def test_every_article_has_a_probability_of_a_classifier_that_did_not_learn_from_it(fitted, corpus):
    assert fitted.out_of_fold.shape == fitted.truth.shape == (len(corpus.articles), 2)
    assert ((fitted.out_of_fold > 0) & (fitted.out_of_fold < 1)).all()
    known = fitted.model.probabilities([one.article.whole for one in corpus.articles])
    assert np.abs(known - fitted.truth).mean() < np.abs(fitted.out_of_fold - fitted.truth).mean()


def test_four_articles_and_one_tag_are_enough(tiny):
    steps = []

    fitted = fit(tiny, (TRADE,), progress=lambda *step: steps.append(step))

    trade, school = fitted.model.probabilities(["\nصادرات و گمرک", "\nمعلم کلاس"])[:, 0]
    assert trade > school
    assert steps[0] == ("learn the words", 0, 3)
    assert steps[-1] == ("done", 3, 3)


def test_an_unsure_article_teaches_its_tag_nothing_and_is_judged_by_no_figure(tiny):
    unsure = labelled("صادرات فوتبال بازار تیم گمرک", unsure=["trade"])

    fitted = fit([*tiny, unsure], (TRADE,))
    against = fit([*tiny, dataclasses.replace(unsure, unsure=frozenset())], (TRADE,))

    assert fitted.sure[:, 0].tolist() == [True] * 4 + [False]
    assert not fitted.truth[4, 0]
    text = ["\nصادرات بازار گمرک"]
    assert fitted.model.scores(text) > against.model.scores(text), "an article without the tag speaks against it"


def test_a_glossary_teaches_words_and_is_not_judged(tiny):
    entry = labelled("ترخیص ، تعرفه ، گمرک", "trade")

    fitted = fit(tiny, (TRADE,), glossary=[entry, labelled("ترخیص ، تعرفه ، صادرات", "trade")])

    assert len(fitted.out_of_fold) == len(fitted.truth) == len(tiny)
    assert fitted.model.scores(["\nترخیص"]) > fitted.model.scores(["\nناشناس"])


@pytest.mark.parametrize(
    ("articles", "tags", "complaint"),
    [
        pytest.param([], (TRADE,), "'trade' has 0 articles with it and 0 without it", id="none"),
        pytest.param([labelled("کتاب", "trade")], (TRADE,), "has 1 articles with it and 0 without", id="one"),
        pytest.param([labelled("کتاب", "trade")] * 4, (TRADE,), "4 articles with it and 0 without", id="only_positive"),
        pytest.param([labelled("کتاب")] * 4, (TRADE,), "0 articles with it and 4 without", id="no_positive"),
        pytest.param([labelled("کتاب", unsure=["trade"])] * 4, (TRADE,), "0 articles with it and 0", id="only_unsure"),
        pytest.param([labelled("کتاب")], (), "names no tag; label some articles", id="no_tags"),
        pytest.param(
            [labelled("کتاب", "trade"), labelled("قلم", "trade"), labelled("سنگ"), labelled("چوب")],
            (TRADE,),
            "no two articles have a word in common",
            id="no_common_word",
        ),
        pytest.param(
            [labelled("کتاب قلم دفتر", *tags) for tags in (["trade"], ["trade"], [], [])],
            (TRADE,),
            "all are nearly the same",
            id="copies",
        ),
    ],
)
def test_articles_that_teach_nothing_are_refused_with_what_to_do(articles, tags, complaint):
    with pytest.raises(CorpusError, match=complaint):
        fit(articles, tags)
