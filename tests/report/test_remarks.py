import dataclasses

import pytest

from classifier import Article
from training.corpus import LabelledArticle
from training.report.build import build
from training.report.reliability import Reliability
from training.report.remarks import remarks


@pytest.mark.parametrize(("positive", "warned"), [(9, True), (10, False)])
def test_fewer_than_ten_articles_of_a_tag_are_few(judgements_on, positive, warned):
    articles = [
        LabelledArticle(Article("متن"), frozenset({"trade"} if place < positive else ())) for place in range(20)
    ]

    report = build(judgements_on(articles, [[0.9 if place < positive else 0.1, 0.1] for place in range(20)]))

    assert ("few_positives" in {note.code for note in report.notes}) is warned


@pytest.mark.parametrize(
    ("error", "chance", "warned"),
    [(0.015, 0.005, False), (0.025, 0.03, False), (0.025, 0.005, True), (0.05, 0.03, True)],
    ids=["too_small_to_notice", "within_chance", "noticeable", "large"],
)
def test_probabilities_are_called_off_if_anyone_would_notice_and_chance_does_not_explain_it(
    judgements_on, error, chance, warned
):
    judgements = judgements_on([LabelledArticle(Article("متن"), frozenset({"trade"}))] * 4, [[0.9, 0.1]] * 4)
    tags = tuple(dataclasses.replace(tag, reliability=Reliability((), error, chance)) for tag in build(judgements).tags)

    assert ("calibration_off" in {note.code for note in remarks(judgements, tags)}) is warned
