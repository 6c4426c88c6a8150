import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_recall_curve

from training.report.thresholds import threshold_curve


@st.composite
def cases(draw):
    articles = draw(st.integers(2, 400))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    truth = generator.random(articles) < 0.4
    truth[0] = True
    return generator.integers(0, draw(st.sampled_from([3, 10**6])), articles) / 10**6, truth


@settings(deadline=None)  # shared machines stall
@given(cases())
def test_every_point_of_the_curve_is_one_of_scikit_learns(case):
    probability, truth = case

    curve = threshold_curve(probability, truth)

    precision, recall, limits = precision_recall_curve(truth, probability)
    expected = {limit: (p, r) for p, r, limit in zip(precision, recall, limits, strict=False)}
    for point in curve.points:
        assert (point.precision, point.recall) == pytest.approx(expected[point.threshold])
    assert [point.threshold for point in curve.points] == sorted({point.threshold for point in curve.points})


@settings(deadline=None)  # shared machines stall
@given(cases())
def test_no_threshold_has_a_better_f1_than_the_best(case):
    probability, truth = case

    best = threshold_curve(probability, truth).best

    precision, recall, _ = precision_recall_curve(truth, probability)
    with np.errstate(invalid="ignore"):
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    assert best.f1 == pytest.approx(f1.max())
    assert best.f1 == pytest.approx(f1_score(truth, probability >= best.threshold))


def test_a_long_curve_is_thinned_but_keeps_its_ends_and_leaves_no_gap():
    generator = np.random.default_rng(0)
    probability = generator.random(20_000) ** 2
    truth = generator.random(20_000) < probability / 4

    points = threshold_curve(probability, truth).points

    assert len(points) <= 202
    assert (points[0].threshold, points[0].recall) == (probability.min(), 1)
    assert points[-1].threshold == probability.max()
    assert np.diff([point.threshold for point in points]).max() < 0.02
    assert -np.diff([point.recall for point in points]).min() < 0.02


def test_without_a_true_article_there_is_no_curve():
    curve = threshold_curve(np.array([0.1, 0.9]), np.array([False, False]))

    assert curve.points == ()
    assert curve.best is None
