import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

import training.composites
from training.composites import LEARNED_ONLY, PARTS, PER_ARTICLE, Examples, compose, join


def examples(folds, seed=0):
    """Each example counts a feature of its own, so that composites tell their parts."""
    generator = np.random.default_rng(seed)
    truth = generator.random((len(folds), 2)) < 0.3
    sure = truth | (generator.random((len(folds), 2)) < 0.8)
    return Examples(sp.eye(len(folds), dtype=np.int64, format="csr"), truth, sure, np.array(folds, dtype=np.int64))


FOLDS = st.lists(st.integers(LEARNED_ONLY, 2), min_size=3, max_size=30).map(lambda folds: [0, 1, 2, *folds])


@given(FOLDS, st.integers(0, 99))
def test_a_composite_has_the_words_and_tags_of_its_parts_and_one_fold(folds, seed):
    whole = examples(folds, seed)

    composites = compose(whole, seed)

    for row in range(len(composites.folds)):
        counts = composites.counts[[row]].toarray()[0]
        parts = np.flatnonzero(counts)
        assert counts.sum() == PARTS
        assert set(whole.folds[parts].tolist()) <= {composites.folds[row], LEARNED_ONLY}
        assert (composites.truth[row] == whole.truth[parts].any(axis=0)).all()
        assert (composites.sure[row] == (whole.truth[parts].any(axis=0) | whole.sure[parts].all(axis=0))).all()


def test_there_are_several_composites_an_article_shared_among_the_folds():
    composites = compose(examples([0] * 30 + [1] * 10 + [LEARNED_ONLY] * 7), seed=0)

    assert np.bincount(composites.folds).tolist() == [30 * PER_ARTICLE, 10 * PER_ARTICLE]


def test_many_articles_need_no_composites(monkeypatch):
    monkeypatch.setattr(training.composites, "MOST_ROWS", 5)

    assert compose(examples([0, 1] * 5), seed=0).counts.shape == (0, 10)


def test_the_seed_decides_the_composites():
    whole = examples([0, 1] * 10)

    one, same, other = (compose(whole, seed).counts.toarray().tolist() for seed in (1, 1, 2))

    assert one == same != other


def test_examples_are_joined_in_order():
    whole = examples([0, 1, 1])

    joined = join(whole, compose(whole, seed=0))

    assert (joined.counts[:3] != whole.counts).nnz == 0
    assert joined.truth[:3].tolist() == whole.truth.tolist()
    assert joined.sure[:3].tolist() == whole.sure.tolist()
    assert joined.folds[:3].tolist() == [0, 1, 1]
    assert joined.counts.shape[0] == len(joined.truth) == len(joined.sure) == len(joined.folds)
    assert len(joined.folds) == pytest.approx(3 + 3 * PER_ARTICLE, abs=1)
