import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from training.report.reliability import BINS, reliability


@settings(deadline=None)  # shared machines stall
@given(st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_bins_are_those_of_scikit_learn_and_the_error_is_their_weighted_distance(articles, seed):
    generator = np.random.default_rng(seed)
    probability, truth = generator.random(articles), generator.random(articles) < 0.5

    found = reliability(probability, truth, seed=0)

    share, mean = calibration_curve(truth, probability, n_bins=BINS)
    assert [one.share for one in found.bins] == pytest.approx(share)
    assert [one.probability for one in found.bins] == pytest.approx(mean)
    weights = np.array([one.articles for one in found.bins]) / articles
    assert found.error == pytest.approx(np.abs(share - mean) @ weights)


def test_chance_is_exceeded_by_one_calibrated_tagger_in_twenty_and_by_any_boaster():
    generator = np.random.default_rng(0)
    above = 0
    for _ in range(100):
        probability = generator.random(300)
        honest = reliability(probability, generator.random(300) < probability, seed=1)
        above += honest.error > honest.chance

    boaster = reliability(np.full(300, 0.99), generator.random(300) < 0.6, seed=1)

    assert 1 <= above <= 12
    assert boaster.error > boaster.chance


def test_the_certain_ends_belong_to_a_bin():
    found = reliability(np.array([0.0, 1.0]), np.array([False, True]), seed=0)

    assert [(one.low, one.high, one.articles) for one in found.bins] == [(0, 0.1, 1), (0.9, 1, 1)]
    assert found.error == 0


def test_without_articles_nothing_is_known():
    found = reliability(np.zeros(0), np.zeros(0, dtype=bool), seed=0)

    assert (found.bins, found.error, found.chance) == ((), None, None)
