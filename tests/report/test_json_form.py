import dataclasses

import pytest

from training.report.build import build
from training.report.comparison import compare
from training.report.json_form import report_json
from training.report.judgements import judge
from training.report.robustness import respell


@pytest.fixture(scope="module")
def report(tagger, poor, unseen):
    judgements = judge(poor, unseen)
    half = respell(judgements, {"half": lambda text, _: text[: len(text) // 2]})
    return dataclasses.replace(
        build(judgements, seed=5), comparison=compare(judgements, judge(tagger, unseen)), respelled=half
    )


@pytest.fixture(scope="module")
def written(report):
    return report_json(report)


def test_the_json_counts_what_the_report_counts(report, written):
    assert (written["seed"], written["version"]) == (5, report.subject)
    for tag in report.tags:
        found = written["tags"][tag.tag.id]
        assert (found["support"], found["given"], found["judged"]) == (tag.support, tag.given, tag.judged)
        assert found["calibration"]["error"] == tag.reliability.error
        assert found["calibration"]["chance"] == tag.reliability.chance


def test_every_interval_of_the_json_goes_up_round_its_figure(written):
    for figures in (*written["tags"].values(), written["macro"], written["micro"], written["untagged"]):
        for name, (low, high) in figures["intervals"].items():
            assert low <= figures[name] <= high


def test_the_best_threshold_of_the_json_is_the_best_point_of_its_curve(written):
    for tag in written["tags"].values():
        best = max(tag["curve"], key=lambda point: point["f1"])
        assert tag["best_threshold"]["f1"] >= best["f1"]
        if tag["best_threshold"]["f1"] == best["f1"]:
            assert tag["best_threshold"]["threshold"] == best["threshold"]


def test_a_false_alarm_of_the_json_reached_the_threshold_and_a_miss_did_not(written):
    for name, tag in written["tags"].items():
        assert all(one["probability"] >= one["threshold"] and name in one["given"] for one in tag["false_alarms"])
        assert all(one["probability"] < one["threshold"] and name in one["true"] for one in tag["misses"])
        assert tag["false_alarms"]


def test_the_json_tells_ours_from_theirs_and_decisions_from_articles(report, written):
    assert written["comparison"]["f1"]["macro"]["ours"] == written["macro"]["f1"]
    assert written["comparison"]["f1"]["macro"]["theirs"] > written["macro"]["f1"]
    (spelled,) = written["spelling"]
    assert spelled["unchanged_articles"] < spelled["unchanged_decisions"] < 1
