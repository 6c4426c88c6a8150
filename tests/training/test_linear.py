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
def parted():
    """Twenty rows: the first feature stands in every true row, the second in every other, the third in all."""
    truth = np.arange(20) % 2 == 0
    return sp.csr_matrix(np.column_stack([truth, ~truth, np.ones(20)]).astype(float)), truth


def test_a_line_parts_what_can_be_parted(parted):
    matrix, truth = parted

    line = learn(matrix, truth, seed=0)

    assert ((line.scores(matrix) > 0) == truth).all()
    assert line.scores(matrix) == pytest.approx(matrix.toarray() @ line.weights + line.intercept)


def test_a_feature_is_the_more_telling_the_more_one_sided_it_is(parted):
    matrix, truth = parted

    of_true, of_others, of_all = telling(matrix, truth)

    assert of_true == pytest.approx(of_others)
    assert of_true > 10 * of_all
    assert of_all == pytest.approx(0)


def test_without_trust_in_the_ratios_the_line_is_scikit_learns_own(parted, monkeypatch):
    monkeypatch.setattr(training.linear, "TRUST", 0.0)
    matrix, truth = parted

    plain = LinearSVC(C=3.0, tol=0.1, random_state=0).fit(matrix, truth)

    assert learn(matrix, truth, seed=0).weights == pytest.approx(plain.coef_[0])


@given(ROWS)
def test_whatever_the_rows_a_feature_is_telling_to_a_finite_degree_and_alike_for_the_tag_and_against_it(rows):
    truth = np.array([true for true, _ in rows])
    matrix = sp.csr_matrix(np.array([features for _, features in rows], dtype=float))

    ratios = telling(matrix, truth)

    assert (ratios >= 0).all()
    assert np.isfinite(ratios).all()
    assert ratios == pytest.approx(telling(matrix, ~truth))
