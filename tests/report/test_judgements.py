import numpy as np

from classifier import Article, Tag
from training.corpus import LabelledArticle
from training.report.judgements import Answers, compare_with_truth

TAGS = (Tag("trade", "تجارت", "Trade"),)
TEXT = "گمرک از افزایش صادرات و واردات کالا در بازار خبر داد"


def judged(probability, articles):
    answers = Answers(np.array(probability)[:, None], np.array([0.5]))
    return compare_with_truth("hand-made", TAGS, articles, answers)


def test_the_threshold_itself_gives_the_tag():
    articles = [LabelledArticle(Article("متن"), frozenset())] * 3

    assert judged([0.49, 0.5, 0.51], articles).given[:, 0].tolist() == [False, True, True]


def test_a_missing_probability_is_lost_only_where_someone_knows_the_truth():
    sure, unsure = (LabelledArticle(Article("متن"), frozenset(), frozenset(tags)) for tags in ((), ("trade",)))

    judgements = judged([np.nan, np.nan, 0.9], [sure, unsure, sure])

    assert judgements.lost == (1,)
    assert judgements.sure[:, 0].tolist() == [False, False, True]


def test_an_article_told_twice_is_the_same_story():
    articles = [
        LabelledArticle(Article(text, title), frozenset())
        for text, title in ((TEXT, "گزارش"), ("باران و برف در راه است", "هوا"), (TEXT + "!", "گزارش"))
    ]

    stories = judged([0.1, 0.1, 0.1], articles).stories

    assert stories[0] == stories[2] != stories[1]
