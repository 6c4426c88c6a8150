import dataclasses

import numpy as np
import pytest

from classifier import Article
from training.corpus import Corpus, LabelledArticle
from training.report.judgements import judge
from training.report.mistakes import worst_mistakes


def labelled(tags=(), unsure=(), text="متن", title=""):
    return LabelledArticle(Article(text, title), frozenset(tags), frozenset(unsure))


def numbers(mistakes):
    return [mistake.article for mistake in mistakes]


def test_the_five_furthest_from_their_own_threshold_come_first(judgements_on):
    threshold = [[0.8, 0.5], [0.1, 0.5], [0.5, 0.5], [0.3, 0.5], [0.7, 0.5], [0.6, 0.5]]
    given = [[0.95, 0.1], [0.7, 0.1], [0.8, 0.1], [0.8, 0.1], [0.8, 0.1], [0.8, 0.1]]
    missed = [[0.1, 0.1], [0.0, 0.1], [0.3, 0.1], [0.25, 0.1], [0.2, 0.1], [0.2, 0.1]]
    articles = [labelled()] * 6 + [labelled(["trade"])] * 6

    false_alarms, misses = worst_mistakes(judgements_on(articles, given + missed, threshold * 2), 0)

    assert numbers(false_alarms) == [1, 3, 2, 5, 0]
    assert numbers(misses) == [6, 10, 11, 8, 7]


def test_an_unsure_decision_is_no_mistake(judgements_on):
    articles = [labelled(unsure=["trade"]), labelled()]

    false_alarms, misses = worst_mistakes(judgements_on(articles, [[0.9, 0.1]] * 2), 0)

    assert (numbers(false_alarms), misses) == ([1], ())


def test_a_story_that_was_told_twice_is_one_mistake_the_worse_one(judgements_on):
    judgements = judgements_on([labelled()] * 4, [[0.6, 0.1], [0.9, 0.1], [0.7, 0.1], [0.8, 0.1]])

    false_alarms, _ = worst_mistakes(dataclasses.replace(judgements, stories=np.array([0, 1, 0, 1])), 0)

    assert numbers(false_alarms) == [1, 2]


def test_a_mistake_tells_what_is_true_and_what_was_given(judgements_on):
    (false_alarm,), _ = worst_mistakes(judgements_on([labelled(["culture"])], [[0.9, 0.2]], [[0.6, 0.5]]), 0)

    assert (false_alarm.true, false_alarm.given) == (("culture",), ("trade",))
    assert (false_alarm.probability, false_alarm.threshold) == (0.9, 0.6)


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("عنوان\n خبر", "متن", "عنوان خبر"),
        (" ", "متن", "متن"),
        ("", "خبر " * 100, "خبر " * 30 + "…"),
    ],
    ids=["title", "no_title", "long"],
)
def test_a_mistake_is_named_by_its_title_or_by_how_its_text_begins(judgements_on, title, text, shown):
    (false_alarm,), _ = worst_mistakes(judgements_on([labelled(title=title, text=text)], [[0.9, 0.1]]), 0)

    assert false_alarm.title == shown


def test_at_most_six_words_moved_the_score_each_with_all_its_occurrences(tagger):
    """What moved a false alarm up weighs more than nothing, what moved a miss down less."""
    trade, culture = "صادرات بازار گمرک کالا صادرات ارز قیمت تجارت", "فیلم کتاب سینما تئاتر موسیقی شاعر هنر"
    judgements = judge(tagger, Corpus((labelled(text=trade), labelled(["trade"], text=culture))))

    (false_alarm,), (miss,) = worst_mistakes(judgements, 0)

    for mistake, toward in ((false_alarm, 1), (miss, -1)):
        evidence = tagger.explain(judgements.articles[mistake.article].article).evidence["trade"].words
        texts = {word.text for word in evidence}
        totals = {text: toward * sum(word.weight for word in evidence if word.text == text) for text in texts}
        assert [toward * weight for _, weight in mistake.words] == pytest.approx(
            sorted((total for total in totals.values() if total > 0), reverse=True)[:6]
        )
        assert all(totals[word] == pytest.approx(toward * weight) for word, weight in mistake.words)
