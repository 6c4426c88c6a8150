import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    f1_score,
    precision_score,
    recall_score,
)

from classifier import Article, Tag
from training.corpus import LabelledArticle
from training.report.figures import measure, prepare
from training.report.judgements import Judgements


def judgements_of(probability, truth, sure, threshold=0.5):
    articles, tags = truth.shape
    return Judgements(
        subject="random",
        tags=tuple(Tag(f"t{number}", "ب", "T") for number in range(tags)),
        articles=tuple(LabelledArticle(Article(f"خبر {number}"), frozenset()) for number in range(articles)),
        probability=probability,
        threshold=np.full(truth.shape, threshold),
        truth=truth & sure,
        sure=sure,
        lost=(0,) * tags,
        stories=np.arange(articles),
        models=(),
    )


@st.composite
def random_cases(draw):
    """Judgements with many equal probabilities, and how often each article counts."""
    articles, tags = draw(st.integers(1, 30)), draw(st.integers(1, 4))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    steps = draw(st.sampled_from([1, 4, 1000]))
    shape = (articles, tags)
    probability = generator.integers(0, steps + 1, shape) / steps
    truth = generator.random(shape) < draw(st.sampled_from([0.0, 0.2, 0.5, 1.0]))
    sure = generator.random(shape) < draw(st.sampled_from([0.5, 1.0]))
    weights = generator.integers(0, 4, articles)
    return judgements_of(probability, truth, sure), weights


def expected(function, truth, prediction, weights, needs):
    """Return scikit-learn's figure, NaN where nothing that it needs has a weight."""
    if not (needs * weights).sum():
        return np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UndefinedMetricWarning)
        return function(truth, prediction, sample_weight=weights)


def assert_same_figures(figures, truth, probability, weights):
    decided = probability >= 0.5
    assert figures["precision"] == pytest.approx(
        expected(precision_score, truth, decided, weights, decided), nan_ok=True, abs=1e-6
    )
    assert figures["recall"] == pytest.approx(
        expected(recall_score, truth, decided, weights, truth), nan_ok=True, abs=1e-6
    )
    assert figures["f1"] == pytest.approx(expected(f1_score, truth, decided, weights, truth), nan_ok=True, abs=1e-6)
    assert figures["average_precision"] == pytest.approx(
        expected(average_precision_score, truth, probability, weights, truth), nan_ok=True, abs=1e-6
    )


NAMES = ("precision", "recall", "f1", "average_precision")


@settings(deadline=None)  # shared machines stall
@given(random_cases())
def test_every_tag_has_the_figures_that_scikit_learn_computes(case):
    judgements, weights = case

    measured = measure(prepare(judgements), weights[None].astype(np.float32))

    for tag in range(len(judgements.tags)):
        known = judgements.sure[:, tag]
        figures = {name: getattr(measured.tags, name)[0, tag] for name in NAMES}
        truth, probability = judgements.truth[known, tag], judgements.probability[known, tag]
        assert_same_figures(figures, truth, probability, weights[known])
        if weights[known].sum():
            brier = brier_score_loss(truth, probability, sample_weight=weights[known], pos_label=True)
            assert measured.brier[0, tag] == pytest.approx(brier, abs=1e-6)
            assert measured.prevalence[0, tag] == pytest.approx(np.average(truth, weights=weights[known]))


@settings(deadline=None)  # shared machines stall
@given(random_cases())
def test_micro_figures_are_those_of_all_decisions_in_one_row(case):
    judgements, weights = case
    rows, _ = np.nonzero(judgements.sure)

    measured = measure(prepare(judgements), weights[None].astype(np.float32))

    figures = {name: getattr(measured.micro, name)[0] for name in NAMES}
    sure = judgements.sure
    assert_same_figures(figures, judgements.truth[sure], judgements.probability[sure], weights[rows])


@settings(deadline=None)  # shared machines stall
@given(random_cases())
def test_macro_figures_are_the_mean_over_the_tags_that_an_article_has(case):
    judgements, weights = case

    measured = measure(prepare(judgements), np.ones((1, len(weights)), dtype=np.float32))

    judged = judgements.truth.any(axis=0)
    for name in NAMES:
        of_tags = getattr(measured.tags, name)[0, judged]
        of_tags = of_tags[np.isfinite(of_tags)]
        mean = of_tags.mean() if len(of_tags) else np.nan
        assert getattr(measured.macro, name)[0] == pytest.approx(mean, nan_ok=True)


@settings(deadline=None)  # shared machines stall
@given(random_cases())
def test_an_article_is_right_as_a_whole_where_scikit_learn_says_so(case):
    judgements, weights = case
    decided = judgements.sure.all(axis=1)

    measured = measure(prepare(judgements), weights[None].astype(np.float32))

    if weights[decided].sum():
        accuracy = accuracy_score(judgements.truth[decided], judgements.given[decided], sample_weight=weights[decided])
        assert measured.subset_accuracy[0] == pytest.approx(accuracy)
    else:
        assert np.isnan(measured.subset_accuracy[0])


def test_a_false_alarm_is_any_tag_given_to_a_surely_untagged_article():
    probability = np.array([[0.9, 0.1], [0.1, 0.1], [0.9, 0.9], [0.9, 0.1]])
    truth = np.array([[False, False], [False, False], [True, False], [False, False]])
    sure = np.array([[True, True], [True, True], [True, True], [True, False]])

    measured = measure(prepare(judgements_of(probability, truth, sure)), np.ones((1, 4), dtype=np.float32))

    assert measured.false_alarm_rate[0] == 0.5
