import dataclasses

import numpy as np
import pytest

from classifier import Article, CorpusError, Tag
from training.corpus import LabelledArticle
from training.report.build import build
from training.report.comparison import compare
from training.report.intervals import draw
from training.report.judgements import Answers, compare_with_truth, judge, judge_known_tags

TAGS = (Tag("trade", "تجارت", "Trade"), Tag("culture", "فرهنگ", "Culture"))


def judged(name, truth, probability, tags=TAGS):
    articles = [
        LabelledArticle(
            Article(f"متن {number}"), frozenset(tag.id for tag, true in zip(tags, row, strict=True) if true)
        )
        for number, row in enumerate(truth)
    ]
    answers = Answers(np.asarray(probability, dtype=float), np.full(len(tags), 0.5))
    judgements = compare_with_truth(name, tags, articles, answers)
    return dataclasses.replace(judgements, stories=np.arange(len(articles)))


def wrong_on(truth, places, column=0):
    """Return probabilities that are right but for one column's places."""
    probability = np.where(truth, 0.9, 0.1)
    probability[places, column] = 1 - probability[places, column]
    return probability


@pytest.fixture
def truth():
    return np.random.default_rng(0).random((200, 2)) < 0.3


def verdicts(comparison):
    return {one.name: one.verdict for one in comparison.f1}


def test_a_version_is_not_worse_than_itself(truth):
    ours = judged("ours", truth, wrong_on(truth, [1, 2, 3]))

    comparison = compare(ours, ours)

    assert set(verdicts(comparison).values()) == {"cannot tell"}
    assert not comparison.worse


def test_a_version_with_many_more_mistakes_is_worse_and_the_other_better(truth):
    good, bad = judged("good", truth, np.where(truth, 0.9, 0.1)), judged("bad", truth, wrong_on(truth, slice(0, 40)))

    forward, backward = compare(bad, good), compare(good, bad)

    assert verdicts(forward) == {"trade": "worse", "culture": "cannot tell", "macro": "worse"}
    assert verdicts(backward) == {"trade": "better", "culture": "cannot tell", "macro": "better"}
    assert forward.worse
    assert not backward.worse


def test_three_mistakes_more_prove_nothing(truth):
    good, bad = judged("good", truth, np.where(truth, 0.9, 0.1)), judged("bad", truth, wrong_on(truth, [0, 1, 2]))

    assert set(verdicts(compare(bad, good)).values()) == {"cannot tell"}


def test_with_more_tags_a_verdict_needs_more_mistakes(truth):
    one, two = truth[:, :1], truth
    mistakes = np.flatnonzero(truth[:, 0])[:6]

    of_one = compare(
        judged("bad", one, wrong_on(one, mistakes), TAGS[:1]),
        judged("good", one, np.where(one, 0.9, 0.1), TAGS[:1]),
    )
    of_two = compare(judged("bad", two, wrong_on(two, mistakes)), judged("good", two, np.where(two, 0.9, 0.1)))

    assert (verdicts(of_one)["trade"], verdicts(of_two)["trade"]) == ("worse", "cannot tell")


def test_a_version_that_ranks_as_well_and_decides_worse_is_worse(truth):
    timid = np.where(truth, 0.4, 0.1)

    comparison = compare(judged("timid", truth, timid), judged("good", truth, np.where(truth, 0.9, 0.1)))

    assert {one.verdict for one in comparison.average_precision} == {"cannot tell"}
    assert comparison.worse


def test_versions_with_different_tags_are_compared_on_those_they_share(truth):
    other = judged("other", truth[:, :1], np.where(truth[:, :1], 0.9, 0.1), TAGS[:1])
    ours = judged("ours", truth, np.where(truth, 0.9, 0.1))

    assert [one.name for one in compare(ours, other).f1] == ["trade", "macro"]


def test_versions_without_a_common_tag_are_refused(truth):
    ours = judged("ours", truth[:, :1], truth[:, :1], TAGS[:1])
    other = judged("other", truth[:, 1:], truth[:, 1:], TAGS[1:])

    with pytest.raises(CorpusError, match="no tag in common"):
        compare(ours, other)


def test_a_model_of_wrong_labels_is_worse_than_one_of_right_ones(tagger, poor, unseen):
    poor, good = judge(poor, unseen), judge(tagger, unseen)

    assert compare(poor, good).worse
    assert not compare(good, poor).worse


def test_the_figures_compared_are_those_of_the_report(tagger, poor, unseen):
    poor, good = judge_known_tags(poor, unseen), judge_known_tags(tagger, unseen)

    comparison = compare(good, poor)

    assert comparison.f1[-1].ours == build(good).macro.f1.value
    assert comparison.f1[-1].theirs == build(poor).macro.f1.value
    assert comparison.average_precision[0].ours == build(good).tags[0].quality.average_precision.value


def test_tags_are_matched_by_their_id_whatever_their_order(truth):
    ours = judged("ours", truth, np.where(truth, 0.9, 0.1))
    other = judged("other", truth[:, ::-1], wrong_on(truth[:, ::-1], slice(0, 40), column=1), TAGS[::-1])

    trade, culture, _ = compare(ours, other).f1
    assert (trade.name, trade.ours, trade.verdict) == ("trade", 1, "better")
    assert (culture.name, culture.ours, culture.theirs) == ("culture", 1, 1)


def test_a_decision_that_one_version_could_not_make_is_held_against_neither(truth):
    probability = np.where(truth, 0.9, 0.1)
    broken = np.where(np.arange(200)[:, None] < 60, np.nan, probability)

    ours, broken = judged("ours", truth, wrong_on(truth, slice(0, 60))), judged("broken", truth, broken)

    assert {(one.ours, one.theirs) for one in compare(ours, broken).f1} == {(1, 1)}
    assert {(one.ours, one.theirs) for one in compare(broken, ours).f1} == {(1, 1)}


def test_decisions_that_nobody_is_sure_of_witness_no_difference(truth):
    known, unknown = np.flatnonzero(truth[:, 0])[:5], np.flatnonzero(truth[:, 0])[5:30]
    sure = np.ones(truth.shape, dtype=bool)
    sure[unknown, 0] = False
    good, bad = (
        dataclasses.replace(judged(name, truth, probability), sure=sure)
        for name, probability in (
            ("good", np.where(truth, 0.9, 0.1)),
            ("bad", wrong_on(truth, np.concatenate([known, unknown]))),
        )
    )

    assert verdicts(compare(bad, good))["trade"] == "cannot tell"


def test_mistakes_too_few_for_any_tag_count_together_in_the_mean(truth):
    good, bad = np.where(truth, 0.9, 0.1), wrong_on(truth, np.flatnonzero(truth[:, 0])[:3])
    places = np.flatnonzero(truth[:, 1])[:3]
    bad[places, 1] = 0.1

    comparison = compare(judged("bad", truth, bad), judged("good", truth, good))

    assert verdicts(comparison) == {"trade": "cannot tell", "culture": "cannot tell", "macro": "worse"}
    assert comparison.worse


def test_a_version_that_decides_as_well_and_ranks_worse_is_not_worse_at_the_gate(truth):
    blind = np.random.default_rng(1).random(truth.shape) / 4

    comparison = compare(judged("blind", truth, blind), judged("good", truth, np.where(truth, 0.4, 0.1)))

    assert {one.verdict for one in comparison.average_precision} == {"worse"}
    assert {one.verdict for one in comparison.f1} == {"cannot tell"}
    assert not comparison.worse


@pytest.mark.parametrize("tags", [1, 2])
def test_the_intervals_of_all_tags_together_are_wrong_once_in_twenty(truth, tags):
    truth = truth[:, :tags]
    ours, theirs = wrong_on(truth, slice(0, 20)) > 0.5, wrong_on(truth, slice(20, 50)) > 0.5

    found = compare(judged("ours", truth, ours, TAGS[:tags]), judged("theirs", truth, theirs, TAGS[:tags])).f1[0]

    weights = np.concatenate(list(draw(np.arange(200), tags, 2000, seed=0)))
    f1 = [2 * (weights @ (given & truth)) / (weights @ given + weights @ truth) for given in (ours, theirs)]
    low, high = np.quantile((f1[0] - f1[1])[:, 0], [0.025 / tags, 1 - 0.025 / tags])
    assert (found.interval.low, found.interval.high) == (pytest.approx(low), pytest.approx(high))
