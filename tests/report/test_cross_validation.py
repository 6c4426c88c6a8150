import dataclasses

import numpy as np
import pytest

from classifier import Article, CorpusError, Tag
from training.corpus import Corpus, LabelledArticle
from training.fit import fit
from training.report.build import build
from training.report.cross_validation import cross_validate

TAGS = (Tag("trade", "تجارت", "Trade"), Tag("culture", "فرهنگ", "Culture"))


@pytest.fixture(scope="module")
def judged(learned):
    return cross_validate(learned.articles, TAGS, folds=3)


def test_every_article_is_judged_by_a_model_and_the_report_says_how(judged, learned):
    report = build(judged)

    assert len(judged.models) == len(learned.articles)
    assert len({id(model) for model in judged.models}) == 3
    assert report.subject == "3-fold cross-validation"
    assert report.macro.f1.value > report.macro.f1.no_skill


def test_each_decision_is_of_the_model_that_did_not_learn_from_the_article(judged, learned):
    for number, model in enumerate(judged.models):
        assert judged.threshold[number].tolist() == model.thresholds.tolist()
    first = judged.models[0].probabilities([learned.articles[0].article.whole])
    assert judged.probability[0].tolist() == pytest.approx(first[0].tolist())
    report = build(judged)
    assert [tag.threshold for tag in report.tags] == np.median(judged.threshold, axis=0).tolist()
    assert "thresholds_vary" in {note.code for note in report.notes}


def test_the_seed_makes_the_folds_and_their_models(learned):
    one, other = (cross_validate(learned.articles[:60], TAGS, folds=2, seed=seed) for seed in (0, 1))

    together = [[model is judged.models[0] for model in judged.models] for judged in (one, other)]
    assert together[0] != together[1]
    learned_from = [one for one, same in zip(learned.articles[:60], together[1], strict=True) if not same]
    assert other.models[0].thresholds.tolist() == fit(learned_from, TAGS, seed=1).model.thresholds.tolist()


def test_a_copy_is_never_judged_by_a_model_that_learned_from_its_original(learned):
    twice = Corpus(learned.articles[:60] * 2)

    judged = cross_validate(twice.articles, TAGS, folds=2)

    assert all(judged.models[number] is judged.models[number + 60] for number in range(60))


def test_labels_without_sense_are_not_flattered(learned):
    shifted = learned.articles[7:] + learned.articles[:7]
    nonsense = tuple(
        dataclasses.replace(labelled, tags=other.tags, unsure=frozenset())
        for labelled, other in zip(learned.articles, shifted, strict=True)
    )

    report = build(cross_validate(nonsense, TAGS, folds=3))

    for tag in report.tags:
        assert tag.quality.average_precision.value < tag.quality.average_precision.no_skill + 0.2


@pytest.mark.parametrize(("articles", "folds"), [(3, 5), (0, 2)], ids=["fewer_than_folds", "none"])
def test_too_few_articles_are_refused_with_advice(learned, articles, folds):
    with pytest.raises(CorpusError, match="fewer folds"):
        cross_validate(learned.articles[:articles], TAGS, folds)


def test_a_tag_too_rare_to_learn_in_every_fold_is_refused_with_advice(learned):
    rare = tuple(
        dataclasses.replace(labelled, tags=frozenset({"trade"} if number < 2 else ()), unsure=frozenset())
        for number, labelled in enumerate(learned.articles)
    )

    with pytest.raises(CorpusError, match="without one fold, tag 'trade' has 1 articles"):
        cross_validate(rare, TAGS[:1], folds=2)


def test_the_report_names_the_folds_that_were_made():
    trade = ("صادرات فرش در بازار", "واردات کالا از بازار", "بازار صادرات چای", "واردات نفت و کالا")
    none = ("باران در شمال کشور", "تیم کشور پیروز شد", "زلزله شمال خسارت نداشت", "تیم در باران باخت")
    articles = tuple(
        LabelledArticle(Article(text), frozenset({"trade"} if text in trade else ())) for text in trade + none
    )

    judged = cross_validate(articles, TAGS[:1], folds=len(articles))

    assert judged.subject == "4-fold cross-validation"
    assert len({id(model) for model in judged.models}) == 4
