import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import LinearSVC

import training.linear
from training.linear import learn, telling

ROWS = st.lists(st.tuples(st.booleans(), st.lists(st.booleans(), min_size=3, max_size=3)), min_size=2, max_size=20)


@pytest.fixture
def rows():
    """Two hundred rows of four features: mostly of true rows, mostly of others, of all alike, of few; uneven values."""
    dice = np.random.default_rng(0)
    truth = np.arange(200) % 2 == 0
    chances = np.where(truth[:, None], [0.9, 0.3, 0.5, 0.05], [0.2, 0.8, 0.5, 0.02])
    return sp.csr_matrix((dice.random((200, 4)) < chances) * dice.uniform(0.1, 0.9, (200, 4))), truth


@pytest.mark.parametrize("true_rows", [100, 4])
def test_the_line_is_that_of_a_machine_which_sees_telling_features_enlarged_the_more_the_more_it_has_seen(
    rows, true_rows
):
    matrix, truth = rows
    truth = truth & (np.cumsum(truth) <= true_rows)
    trust = 0.5 * true_rows / (true_rows + 50)
    scaled = matrix.multiply(1 - trust + trust * telling(matrix, truth)).tocsr()
    machine = LinearSVC(C=3.0, tol=0.1, random_state=0).fit(scaled, truth)
    plain = LinearSVC(C=3.0, tol=0.1, random_state=0).fit(matrix, truth)

    scores = learn(matrix, truth, seed=0).scores(matrix)

    assert scores == pytest.approx(machine.decision_function(scaled))
    assert scores != pytest.approx(plain.decision_function(matrix))


def test_without_trust_in_the_ratios_the_line_is_scikit_learns_own(rows, monkeypatch):
    monkeypatch.setattr(training.linear, "TRUST", 0.0)
    matrix, truth = rows

    plain = LinearSVC(C=3.0, tol=0.1, random_state=0).fit(matrix, truth)

    assert learn(matrix, truth, seed=0).weights == pytest.approx(plain.coef_[0])


def test_how_telling_a_feature_is_counts_the_rows_it_stands_in_once_whatever_its_values():
    matrix = sp.csr_matrix([[0.9, 0.0, 0.1], [0.2, 0.0, 0.1], [0.0, 0.5, 0.7]])

    ratios = telling(matrix, np.array([True, True, False]))

    # With one occurrence added to each: 3, 1 and 3 of 7 in the true rows, 1, 2 and 2 of 5 in the other.
    assert ratios == pytest.approx(np.abs(np.log([(3 / 7) / (1 / 5), (1 / 7) / (2 / 5), (3 / 7) / (2 / 5)])))


@given(ROWS)
def test_whatever_the_rows_a_feature_is_telling_to_a_finite_degree_and_alike_for_the_tag_and_against_it(rows):
    truth = np.array([true for true, _ in rows])
    matrix = sp.csr_matrix(np.array([features for _, features in rows], dtype=float))

    ratios = telling(matrix, truth)

    assert (ratios >= 0).all()
    assert np.isfinite(ratios).all()
    assert ratios == pytest.approx(telling(matrix, ~truth))
