import dataclasses
import datetime
import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from classifier import Article, CorpusError, Tag
from training.corpus import Corpus, LabelledArticle
from training.report.build import build
from training.report.intervals import Interval, Share, wilson
from training.report.json_form import report_json, write_json
from training.report.judgements import Answers, compare_with_truth, judge
from training.report.page import write_page

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
TAGS = (Tag("trade", "تجارت", "Trade"), Tag("culture", "فرهنگ", "Culture"))


def labelled(number, tags=(), unsure=(), **fields):
    return LabelledArticle(Article(f"متن {number}", id=str(number)), frozenset(tags), frozenset(unsure), **fields)


def report_on(articles, probability, tags=TAGS):
    answers = Answers(np.array(probability, dtype=float).reshape(len(articles), len(tags)), np.array([0.5] * len(tags)))
    judgements = compare_with_truth("hand-made", tags, articles, answers)
    return build(dataclasses.replace(judgements, stories=np.arange(len(articles))))


def codes(report):
    return {(note.code, note.tag) for note in report.notes}


def test_the_json_of_a_real_report_follows_its_schema(tagger, unseen):
    report = build(judge(tagger, unseen))

    jsonschema.validate(report_json(report), SCHEMA)


def test_the_keys_that_others_script_against_stay(tagger, unseen):
    written = json.loads(write_json(build(judge(tagger, unseen))))

    assert written["articles"] == len(unseen.articles)
    figures = {"precision", "recall", "f1", "average_precision"}
    assert figures | {"support", "threshold"} <= written["tags"]["trade"].keys()
    assert figures <= written["macro"].keys()
    assert figures <= written["micro"].keys()
    assert {"articles", "false_alarm_rate"} <= written["untagged"].keys()


def test_the_same_articles_and_seed_give_the_same_report(tagger, unseen):
    report = build(judge(tagger, unseen), seed=3)

    assert write_json(report) == write_json(build(judge(tagger, unseen), seed=3))
    assert report.tags[0].brier.interval != build(judge(tagger, unseen), seed=4).tags[0].brier.interval


def test_every_interval_holds_its_figure(tagger, unseen):
    report = build(judge(tagger, unseen))

    for quality in (report.macro, report.micro, *(tag.quality for tag in report.tags)):
        for estimate in (quality.precision, quality.recall, quality.f1, quality.average_precision):
            assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high <= 1


def test_figures_counted_by_hand():
    articles = [labelled(1, ["trade"]), labelled(2, ["trade"]), labelled(3), labelled(4), labelled(5, unsure=["trade"])]

    report = report_on(articles, [[0.9, 0.1], [0.2, 0.1], [0.8, 0.1], [0.1, 0.1], [0.9, 0.1]])

    trade = report.tags[0]
    assert (trade.support, trade.judged, trade.given) == (2, 4, 2)
    assert (trade.quality.precision.value, trade.quality.recall.value, trade.quality.f1.value) == (0.5, 0.5, 0.5)
    assert trade.quality.f1.no_skill == pytest.approx(2 / 3)
    assert (report.untagged.articles, report.untagged.false_alarm_rate.value) == (2, 0.5)
    assert report.subset_accuracy.value == 0.5
    assert sum(one.articles for one in trade.reliability.bins) == 4
    assert (trade.curve.points[-1].threshold, trade.curve.points[-1].precision) == (0.9, 1)


@pytest.mark.parametrize(("given", "positive"), [(4, 40), (40, 4)], ids=["precision", "recall"])
def test_a_share_is_trusted_as_far_as_its_own_trials_go(given, positive):
    articles = [labelled(number, ["trade"] if number < positive else []) for number in range(50)]

    report = report_on(articles, [[0.9 - number / 1000 if number < given else 0.1, 0.1] for number in range(50)])

    quality = report.tags[0].quality
    perfect = quality.precision if given < positive else quality.recall
    assert (perfect.value, perfect.interval) == (1, wilson(Share(4, 4)))
    if given > positive:
        assert (quality.average_precision.value, quality.average_precision.interval) == (1, wilson(Share(4, 4)))
    assert report.micro.precision.interval == quality.precision.interval
    prevalence, expected = report.tags[0].prevalence.interval, wilson(Share(positive, 50))
    assert (prevalence.low, prevalence.high) == pytest.approx((expected.low, expected.high), abs=0.03)


def test_no_skill_is_to_give_everything_to_every_article():
    articles = [labelled(number, ["trade"] if number < 4 else []) for number in range(20)]
    articles += [labelled(number, ["trade"], ["culture"]) for number in range(20, 40)]

    report = report_on(articles[:20], [[0.9, 0.1]] * 20)

    trade = report.tags[0]
    estimates = (getattr(trade.quality, name) for name in ("precision", "recall", "f1", "average_precision"))
    assert [one.no_skill for one in estimates] == pytest.approx([0.2, 1, 1 / 3, 0.2])
    assert trade.brier.no_skill == pytest.approx(0.16)
    assert report.tags[1].brier.interval == Interval(pytest.approx(0.01), pytest.approx(0.01)), "the same on every draw"
    assert report.untagged.false_alarm_rate.no_skill == 1
    assert report.subset_accuracy.no_skill == 0.8
    assert report_on(articles, [[0.9, 0.1]] * 40).subset_accuracy.no_skill == 0.8, "of the decided articles"


def test_a_perfect_score_on_few_articles_is_not_called_certain():
    articles = [labelled(number, ["trade"] if number < 8 else []) for number in range(20)]

    report = report_on(articles, [[0.9 if number < 8 else 0.1, 0.1] for number in range(20)])

    quality = report.tags[0].quality
    for estimate in (quality.precision, quality.recall, quality.f1, quality.average_precision, report.macro.f1):
        assert estimate.value == 1
        assert estimate.interval.low < 0.85


def test_no_articles_give_a_report_that_says_so():
    report = report_on([], [])

    assert codes(report) == {("no_articles", "")}
    written = report_json(report)
    jsonschema.validate(written, SCHEMA)
    assert written["macro"]["f1"] is None
    assert "هیچ خبری نیست" in write_page(report)


def test_a_tag_that_no_article_has_is_unknown_and_left_out_of_macro():
    articles = [labelled(number, ["trade"] if number % 2 else []) for number in range(12)]

    report = report_on(articles, [[0.9 if number % 2 else 0.1, 0.7] for number in range(12)])

    culture = report.tags[1].quality
    assert ("no_positive", "culture") in codes(report)
    assert culture.recall.value is None
    assert culture.f1.value is None
    assert culture.average_precision.value is None
    assert culture.f1.interval is None
    assert culture.precision.value == 0
    assert report.macro.f1.value == 1
    assert report.macro.precision.interval.low == pytest.approx(report.tags[0].quality.precision.interval.low)
    jsonschema.validate(report_json(report), SCHEMA)


def test_one_class_only_is_said():
    articles = [labelled(number, ["trade"]) for number in range(6)]

    report = report_on(articles, [[0.9, 0.1]] * 6)

    assert {("no_negative", "trade"), ("no_untagged", ""), ("one_tag_set", "")} <= codes(report)
    assert report.untagged.false_alarm_rate.value is None
    write_page(report)


def test_a_tag_that_was_never_given_has_no_precision():
    report = report_on([labelled(1, ["trade"]), labelled(2)], [[0.1, 0.1], [0.2, 0.1]])

    assert ("never_given", "trade") in codes(report)
    assert report.tags[0].quality.precision.value is None
    assert report.tags[0].quality.f1.value == 0


def test_articles_without_a_probability_are_left_out_and_counted():
    articles = [labelled(1, ["trade"]), labelled(2), labelled(3, ["trade"])]

    report = report_on(articles, [[0.9, 0.1], [0.1, 0.1], [float("nan"), 0.1]])

    assert [(note.tag, note.count) for note in report.notes if note.code == "lost"] == [("trade", 1)]
    assert report.tags[0].judged == 2
    lost = report_on([*articles, labelled(4, ["culture"])], [[0.9, 0.1], [0.1, 0.9], [0.9, 0.1], [0.1, float("nan")]])
    assert lost.macro.precision.value == 1, "of the tag that a judged article has"
    jsonschema.validate(report_json(report), SCHEMA)


def test_a_tag_about_which_everyone_is_unsure_is_unknown():
    report = report_on([labelled(number, unsure=["trade"]) for number in range(4)], [[0.9, 0.1]] * 4)

    assert [note.code for note in report.notes if note.tag == "trade"] == ["no_decisions"]
    assert report.tags[0].quality.precision.value is None


def test_few_articles_of_a_tag_are_warned_about():
    articles = [labelled(number, ["trade"] if number < 3 else []) for number in range(30)]

    report = report_on(articles, [[0.9 if number < 3 else 0.1, 0.1] for number in range(30)])

    assert ("few_positives", "trade") in codes(report)


def test_copies_of_a_story_do_not_narrow_the_intervals(tagger, unseen):
    once = dataclasses.replace(judge(tagger, unseen), stories=np.arange(len(unseen.articles)))
    twice = dataclasses.replace(
        once,
        articles=once.articles * 2,
        models=once.models * 2,
        **{
            name: np.concatenate([getattr(once, name)] * 2)
            for name in ("probability", "threshold", "truth", "sure", "stories")
        },
    )

    single, double = build(once), build(twice)

    assert double.macro.f1.value == pytest.approx(single.macro.f1.value)
    assert double.subset_accuracy.interval == single.subset_accuracy.interval
    assert double.untagged.false_alarm_rate.interval == single.untagged.false_alarm_rate.interval
    for one, other in zip(single.tags, double.tags, strict=True):
        for name in ("precision", "recall", "f1", "average_precision"):
            interval, doubled = getattr(one.quality, name).interval, getattr(other.quality, name).interval
            assert doubled.high - doubled.low == pytest.approx(interval.high - interval.low)
    assert [(note.code, note.count) for note in double.notes if note.code == "copies"] == [("copies", 120)]


def test_the_worst_mistakes_come_first_with_the_words_that_caused_them(tagger, unseen):
    report = build(judge(tagger, unseen))

    mistakes = [tag.false_alarms for tag in report.tags if tag.false_alarms]
    assert mistakes
    for of_tag in mistakes:
        probabilities = [mistake.probability for mistake in of_tag]
        assert probabilities == sorted(probabilities, reverse=True)
        for mistake in of_tag:
            article = unseen.articles[mistake.article].article
            assert all(word in article.whole and weight > 0 for word, weight in mistake.words)


def test_articles_are_sliced_by_source_month_and_length():
    day = datetime.date(2019, 10, 1)  # 9 Mehr 1398
    articles = [labelled(1, ["trade"], source="ایسنا", date=day), labelled(2, source="مهر")]

    report = report_on(articles, [[0.9, 0.1], [0.9, 0.1]])

    found = {(one.by, one.name): one for one in report.slices}
    assert found.keys() == {("source", "ایسنا"), ("source", "مهر"), ("month", "1398-07"), ("length", "0–499")}
    assert found["source", "ایسنا"].decisions.f1.value == 1
    assert found["source", "مهر"].decisions.precision == 0


def test_a_slice_of_a_few_articles_is_never_judged_and_a_bad_large_one_is():
    few = [labelled(number, ["trade"], source="few") for number in range(3)]
    bad = [labelled(number, ["trade"], source="bad") for number in range(60)]
    good = [labelled(number, ["trade"], source="good") for number in range(200)]
    probability = [[0.1, 0.1]] * 3 + [[0.1 if number % 2 else 0.9, 0.1] for number in range(60)] + [[0.9, 0.1]] * 200

    report = report_on(few + bad + good, probability)

    assert {one.name: one.verdict for one in report.slices if one.by == "source"} == {
        "few": "cannot tell",
        "bad": "worse",
        "good": "better",
    }


def test_tags_given_together_too_often_are_told():
    articles = [labelled(number, ["trade"]) for number in range(30)]

    report = report_on(articles, [[0.9, 0.9 if number < 15 else 0.1] for number in range(30)])

    (pair,) = report.pairs
    assert (pair.true_together, pair.given_together, pair.given_too_often) == (0, 15, True)


def test_data_with_a_tag_that_the_version_does_not_know_is_refused(tagger):
    with pytest.raises(CorpusError, match=r"does not know: sport; it knows: trade, culture"):
        judge(tagger, Corpus((labelled(1, ["sport"]),)))
