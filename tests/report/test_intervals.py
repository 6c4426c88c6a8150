import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from classifier import Article, Tag
from training.corpus import LabelledArticle
from training.report.build import build
from training.report.intervals import (
    Interval,
    Share,
    bounded_interval,
    draw,
    f1_interval,
    mean_interval,
    percentiles,
    share_interval,
    verdict,
    wilson,
)
from training.report.judgements import Judgements


@settings(deadline=None)  # shared machines stall
@given(st.integers(1, 500), st.floats(0, 1))
def test_wilson_is_the_interval_that_scipy_computes(trials, rate):
    right = round(rate * trials)

    expected = binomtest(right, trials).proportion_ci(method="wilson")

    assert wilson(Share(right, trials)) == Interval(
        pytest.approx(expected.low, abs=1e-12), pytest.approx(expected.high, abs=1e-12)
    )


def test_every_draw_counts_as_many_articles_as_there_are():
    weights = np.concatenate(list(draw(np.arange(50), 4, 200, seed=0)))

    assert weights.shape == (200, 50)
    assert (weights.sum(axis=1) == 50).all()


def test_every_story_is_drawn_as_often_as_any_other():
    weights = np.concatenate(list(draw(np.arange(4), 1, 4000, seed=0)))

    assert weights.mean(axis=0) == pytest.approx([1, 1, 1, 1], abs=0.1)


def test_copies_are_drawn_together_and_the_seed_decides():
    stories = np.array([0, 1, 0, 2, 1])

    one, same, other = (np.concatenate(list(draw(stories, 1, 30, seed))) for seed in (1, 1, 2))

    assert (one[:, 0] == one[:, 2]).all()
    assert (one[:, 1] == one[:, 4]).all()
    assert (one == same).all()
    assert (one != other).any()


def test_draws_do_not_depend_on_the_size_of_a_block():
    narrow, wide = (np.concatenate(list(draw(np.arange(40), width, 500, seed=1))) for width in (1, 100_000))

    assert (narrow == wide).all()


def test_a_figure_that_many_draws_cannot_tell_has_no_interval():
    assert percentiles(np.array([0.5] * 90 + [np.nan] * 10)) is None
    assert percentiles(np.array([0.5] * 99 + [np.nan])) == Interval(0.5, 0.5)


EVEN = np.linspace(0, 1, 1001)
NO_DRAW = np.array([np.nan])


def test_a_shares_interval_covers_both_its_draws_and_its_trials():
    assert share_interval(EVEN, Share(500, 1000)) == Interval(pytest.approx(0.025), pytest.approx(0.975))
    assert share_interval(np.full(9, 0.5), Share(1, 2)) == wilson(Share(1, 2))
    assert share_interval(EVEN, Share(0, 0)) is None


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_f1_is_a_share_in_disguise(level):
    jaccard = binomtest(3, 3 + 2 + 3).proportion_ci(level, method="wilson")

    few = f1_interval(NO_DRAW, right=3, given=5, positive=6, level=level)
    many = f1_interval(EVEN, right=300, given=500, positive=600, level=level)

    assert few.low == pytest.approx(2 * jaccard.low / (1 + jaccard.low))
    assert few.high == pytest.approx(2 * jaccard.high / (1 + jaccard.high))
    assert (many.low, many.high) == (pytest.approx((1 - level) / 2), pytest.approx((1 + level) / 2))


def test_a_mean_of_errors_is_as_lopsided_as_a_share_that_varies_as_much():
    interval = bounded_interval(np.array([0.07, 0.13] * 500), 0.1)  # varies like 10 of 100: 0.03 either way

    expected = wilson(Share(10, 100))
    assert (interval.low, interval.high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_independent_tags_make_their_mean_surer_than_each_of_them():
    tag = (0.8, Interval(0.7, 0.85))

    assert mean_interval(np.full(9, 0.8), [tag] * 4) == Interval(pytest.approx(0.75), pytest.approx(0.825))
    assert mean_interval(EVEN, [tag] * 4) == Interval(pytest.approx(0.025), pytest.approx(0.975))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (Interval(0.1, 0.2), "better"),
        (Interval(-0.2, -0.1), "worse"),
        (Interval(0, 0.2), "cannot tell"),
        (None, "cannot tell"),
    ],
)
def test_a_difference_is_told_only_if_its_interval_leaves_zero(interval, expected):
    assert verdict(interval) == expected


def sample(articles, seed):
    """Return judgements on articles of one population: two tags, of 15 and 40 in 100."""
    generator = np.random.default_rng(seed)
    truth = generator.random((articles, 2)) < [0.15, 0.4]
    scores = generator.normal(size=truth.shape) + np.where(truth, 2.0, 0.0)
    return Judgements(
        subject="simulated",
        tags=(Tag("rare", "ک", "Rare"), Tag("common", "ب", "Common")),
        articles=tuple(LabelledArticle(Article("متن"), frozenset()) for _ in range(articles)),
        probability=1 / (1 + np.exp(-2 * (scores - 1.3))),
        threshold=np.full(truth.shape, 0.5),
        truth=truth,
        sure=np.ones(truth.shape, dtype=bool),
        lost=(0, 0),
        stories=np.arange(articles),
        models=(),
    )


FIGURES = ("precision", "recall", "f1", "average_precision")


def figures_of(report):
    """Return every figure of a report that has an interval, by name."""
    whole = [report.subset_accuracy, report.untagged.false_alarm_rate]
    of_tags = [getattr(tag.quality, name) for tag in report.tags for name in FIGURES]
    more = [estimate for tag in report.tags for estimate in (tag.prevalence, tag.brier)]
    averages = [getattr(quality, name) for quality in (report.macro, report.micro) for name in FIGURES]
    return [*whole, *of_tags, *more, *averages]


@pytest.fixture
def only_figures(monkeypatch):
    """Leave out the parts of a report that have no interval: they take most of the time."""
    from training.report import build as building
    from training.report.reliability import Reliability

    for part in ("slices_of_articles", "pairs_of_tags", "worst_mistakes"):
        monkeypatch.setattr(building, part, lambda *_: ((), ()))
    monkeypatch.setattr(building, "reliability", lambda *_: Reliability((), None, None))


@pytest.mark.slow
@pytest.mark.parametrize("articles", [100, 400])
@pytest.mark.usefixtures("only_figures")
def test_intervals_hold_the_true_figure_about_as_often_as_they_promise(articles):
    true = [estimate.value for estimate in figures_of(build(sample(60_000, seed=0)))]
    held = np.zeros(len(true))

    repetitions = 80
    for seed in range(1, repetitions + 1):
        estimates = figures_of(build(sample(articles, seed), seed))
        held += [
            estimate.interval.low <= value <= estimate.interval.high
            for estimate, value in zip(estimates, true, strict=True)
        ]

    # 95 % are promised; three standard errors below, an honest 95 % may still show 87 % in 80 repetitions.
    assert (held / repetitions >= 0.87).all(), held / repetitions
    assert held.mean() / repetitions > 0.935
