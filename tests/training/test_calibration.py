import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.svm import LinearSVC

from classifier.model import Calibration
from training.calibration import ALMOST, best_threshold, fit_curve

PROBABILITIES = arrays.arrays(
    np.float64, st.integers(4, 60), elements=st.floats(0, 1).map(lambda number: round(number, 3))
)


def curve(calibration, scores):
    return 1 / (1 + np.exp(-(calibration.slopes * scores + calibration.offsets)))


def f1_at(threshold, probabilities, truth):
    given = probabilities >= threshold
    return 2 * (given & truth).sum() / max(given.sum() + truth.sum(), 1)


def test_the_curve_is_platts_as_scikit_learn_fits_it():
    generator = np.random.default_rng(0)
    column = generator.normal(size=(400, 1))
    truth = column[:, 0] + generator.normal(size=400) > 0.7
    linear = LinearSVC().fit(column, truth)
    theirs = CalibratedClassifierCV(FrozenEstimator(linear), method="sigmoid").fit(column, truth)
    scores = linear.decision_function(column)

    ours = curve(fit_curve(scores, truth), scores)

    assert ours == pytest.approx(theirs.predict_proba(column)[:, 1], abs=1e-3)


def test_probabilities_mean_what_they_say():
    generator = np.random.default_rng(1)
    scores = generator.normal(size=20_000)
    real = 1 / (1 + np.exp(-(2 * scores - 1)))

    calibration = fit_curve(scores, generator.random(20_000) < real)

    assert np.abs(calibration.probabilities(scores) - real).max() < 0.03


@settings(max_examples=20)
@given(st.lists(st.booleans(), min_size=2, max_size=30).filter(lambda truth: 0 < sum(truth) < len(truth)))
def test_perfectly_parted_and_equal_scores_still_give_a_curve(truth):
    truth = np.array(truth)

    parted = fit_curve(np.where(truth, 1.0, -1.0), truth)
    equal = fit_curve(np.zeros(len(truth)), truth)

    assert parted.slopes > 0
    assert 0 < curve(parted, np.array([1.0])) < 1
    assert 0 < equal.probabilities(np.array([0.0])) < 1


@given(st.integers(2, 200), st.floats(-1e9, 1e9))
def test_no_score_is_surer_than_the_decisions_behind_the_curve(decisions, score):
    truth = np.arange(decisions) % 2 == 0

    (probability,) = fit_curve(np.where(truth, 1.0, -1.0), truth).probabilities(np.array([score]))

    assert 1 / (decisions + 2) - 1e-12 <= probability <= (decisions + 1) / (decisions + 2) + 1e-12


@given(st.lists(st.floats(-20, 20), min_size=2, max_size=50))
def test_what_has_the_higher_score_has_the_higher_probability(scores):
    calibration = Calibration(np.array([1.5]), np.array([-0.5]), np.array([30.0]))

    assert (np.diff(calibration.probabilities(np.sort(scores))) >= 0).all()


@given(PROBABILITIES, st.integers(0, 2**31))
def test_no_other_threshold_is_better_by_more_than_the_tolerance(probabilities, seed):
    truth = np.random.default_rng(seed).random(len(probabilities)) < 0.4
    truth[:2] = [True, False]

    threshold = best_threshold(probabilities, truth)

    best = max(f1_at(limit, probabilities, truth) for limit in probabilities)
    assert 0 <= threshold <= 1
    assert f1_at(threshold, probabilities, truth) >= ALMOST * best - 1e-12


def test_between_two_parted_groups_the_threshold_is_in_the_middle():
    probabilities = np.array([0.1, 0.2, 0.8, 0.9])

    assert best_threshold(probabilities, np.array([False, False, True, True])) == pytest.approx(0.5)


def test_the_threshold_is_the_middle_of_where_f1_is_at_most_three_hundredths_below_its_best():
    """Three false alarms cost less than that and four do not; two misses cost less and three do not."""
    probabilities = np.arange(1, 101) / 100

    assert best_threshold(probabilities, probabilities > 0.505) == pytest.approx((0.47 + 0.53) / 2)


@pytest.mark.parametrize(
    ("groups", "threshold"),
    [
        pytest.param([(10, 0.1, False), (2, 0.8, True), (98, 0.9, True)], (0.1 + 0.9) / 2, id="to_the_top"),
        pytest.param([(2, 0.2, False), (98, 0.9, True)], (0 + 0.9) / 2, id="from_the_bottom"),
    ],
)
def test_where_f1_is_almost_as_good_may_reach_either_end(groups, threshold):
    probabilities = np.concatenate([np.full(count, probability) for count, probability, _ in groups])
    truth = np.concatenate([np.full(count, true) for count, _, true in groups])

    assert best_threshold(probabilities, truth) == pytest.approx(threshold)


def test_if_everything_has_the_tag_any_probability_is_enough():
    assert best_threshold(np.array([0.4, 0.6]), np.array([True, True])) == pytest.approx(0.2)
