import pytest

from classifier import Article, Tag
from training.corpus import LabelledArticle
from training.report.pairs import pairs_of_tags

BOTH, TRADE, CULTURE, NEITHER = ("trade", "culture"), ("trade",), ("culture",), ()
GIVEN = {BOTH: [0.9, 0.9], TRADE: [0.9, 0.1], CULTURE: [0.1, 0.9], NEITHER: [0.1, 0.1]}


@pytest.fixture
def pair(judgements_on):
    """A function that returns the only pair, of so many articles that truly have some tags and were given others."""

    def pair(*rows, unsure=()):
        articles = [LabelledArticle(Article("متن"), frozenset(true)) for count, true, _ in rows for _ in range(count)]
        articles += [LabelledArticle(Article("متن"), frozenset(), frozenset({tag})) for tag in unsure]
        given = [GIVEN[given] for count, _, given in rows for _ in range(count)] + [GIVEN[BOTH]] * len(unsure)
        (found,) = pairs_of_tags(judgements_on(articles, given))
        return found

    return pair


def test_pairs_are_counted_over_the_articles_that_are_sure_of_both(pair):
    found = pair((3, BOTH, BOTH), (2, BOTH, TRADE), (5, NEITHER, NEITHER), unsure=["trade", "culture"])

    assert (found.true_together, found.given_together) == (5, 3)
    assert found.by_chance == pytest.approx(2.5)


def test_an_article_is_taken_for_the_other_tag_if_it_has_one_and_was_given_only_the_other(pair):
    found = pair((3, CULTURE, TRADE), (2, TRADE, CULTURE), (4, BOTH, NEITHER), (5, NEITHER, BOTH), (6, TRADE, BOTH))

    assert (found.first_for_second, found.second_for_first) == (3, 2)


@pytest.mark.parametrize(
    ("added", "dropped", "verdict"),
    [(6, 0, True), (0, 6, False), (5, 0, None), (8, 8, None), (12, 2, True)],
)
def test_a_pair_is_given_too_often_or_too_rarely_beyond_chance_only(pair, added, dropped, verdict):
    found = pair((added, TRADE, BOTH), (dropped, BOTH, TRADE), (20, BOTH, BOTH))

    assert found.given_too_often is verdict


def test_with_more_pairs_a_verdict_needs_more_additions(judgements_on):
    tags = tuple(Tag(name, "ب", "T") for name in ("a", "b", "c"))
    articles = [LabelledArticle(Article("متن"), frozenset("a"))] * 30

    def verdicts(added):
        given = [[0.9, 0.9 if number < added else 0.1, 0.1] for number in range(30)]
        return [pair.given_too_often for pair in pairs_of_tags(judgements_on(articles, given, tags=tags))]

    assert verdicts(6) == [None, None, None]
    assert verdicts(8) == [True, None, None]
