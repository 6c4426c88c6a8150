import dataclasses

import numpy as np
import pytest

from classifier import Article, CorpusError, Tag
from training.corpus import LabelledArticle
from training.report.build import build
from training.report.comparison import compare
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
