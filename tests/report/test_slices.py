import datetime

import pytest

from classifier import Article
from training.corpus import LabelledArticle
from training.report.slices import LARGEST, slices_of_articles


def labelled(*tags, text="متن", title="", **fields):
    return LabelledArticle(Article(text, title), frozenset(tags), **fields)


def slices(judgements, by):
    return {one.name: one for one in slices_of_articles(judgements, seed=0) if one.by == by}


def test_lengths_are_of_title_and_text_and_from_short_to_long(judgements_on):
    lengths = {4000: "4000+", 499: "0–499", 1499: "500–1499", 3999: "1500–3999", 1500: "1500–3999", 500: "500–1499"}
    articles = [labelled(title="خبر", text="ا" * (length - 4)) for length in lengths]

    found = slices(judgements_on(articles, [[0.1, 0.1]] * len(articles)), "length")

    assert {name: one.articles for name, one in found.items()} == {
        "0–499": 1,
        "500–1499": 2,
        "1500–3999": 2,
        "4000+": 1,
    }
    assert list(found) == ["0–499", "500–1499", "1500–3999", "4000+"]


def test_months_follow_the_calendar_and_a_date_before_it_is_in_none(judgements_on):
    dates = [(2020, 4, 1), (2019, 10, 1), (2020, 4, 2), (500, 1, 1)]
    articles = [labelled(date=datetime.date(*date)) for date in dates]

    found = slices(judgements_on(articles, [[0.1, 0.1]] * 4), "month")

    assert [(name, one.articles) for name, one in found.items()] == [("1398-07", 1), ("1399-01", 2)]


def test_the_largest_sources_are_shown(judgements_on):
    articles = [labelled(source=f"s{number}") for number in range(LARGEST + 5) for _ in range(1 + (number >= 5))]

    found = slices(judgements_on(articles, [[0.1, 0.1]] * len(articles)), "source")

    assert found.keys() == {f"s{number}" for number in range(5, LARGEST + 5)}


def test_a_slice_has_the_figures_of_its_sure_decisions(judgements_on):
    articles = [
        labelled("trade", source="a"),
        labelled("trade", source="a"),
        labelled("trade", "culture", source="a"),
        labelled(source="a", unsure=frozenset({"trade"})),
        labelled(source="b"),
    ]

    found = slices(judgements_on(articles, [[0.9, 0.9], [0.9, 0.1], [0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]), "source")

    decisions = found["a"].decisions
    assert (decisions.precision, decisions.recall) == (pytest.approx(2 / 3), 0.5)
    assert decisions.f1.value == pytest.approx(4 / 7)
    assert decisions.f1.no_skill == pytest.approx(8 / 11)
    assert (found["b"].decisions.precision, found["b"].decisions.recall, found["b"].decisions.f1.value) == (
        0,
        None,
        None,
    )


def test_a_slice_is_judged_against_articles_that_can_be_judged_only(judgements_on):
    articles = [labelled("trade", source="a")] * 60 + [labelled(source="b")] * 60

    found = slices(judgements_on(articles, [[0.9, 0.1]] * 60 + [[0.1, 0.1]] * 60), "source")

    assert {one.verdict for one in found.values()} == {"cannot tell"}


def test_one_of_many_slices_needs_more_mistakes_to_be_called_worse(judgements_on):
    def verdict(others):
        sources = ["bad"] * 40 + [f"s{number % others}" for number in range(300)]
        articles = [labelled("trade", source=source) for source in sources]
        probability = [
            [0.1 if number < 11 or (number >= 40 and number % 10 == 0) else 0.9, 0.1] for number in range(340)
        ]
        return slices(judgements_on(articles, probability), "source")["bad"].verdict

    assert (verdict(others=1), verdict(others=29)) == ("worse", "cannot tell")


@pytest.mark.parametrize(
    ("others", "missed", "verdict"),
    [(20, 0, "worse"), (6, 1, "cannot tell")],
    ids=["surely_better_others", "others_too_few_to_be_sure"],
)
def test_a_large_slice_is_told_from_the_others_alone(judgements_on, others, missed, verdict):
    articles = [labelled("trade", source="large")] * 200 + [labelled("trade", source="other")] * others
    lost = {*range(67), *range(200, 200 + missed)}

    found = slices(
        judgements_on(articles, [[0.1 if place in lost else 0.9, 0.1] for place in range(len(articles))]), "source"
    )

    assert found["large"].verdict == verdict


def test_five_missed_articles_are_not_worse_than_others_of_which_half_are_missed(judgements_on):
    articles = [labelled("trade", source="five")] * 5 + [labelled("trade", source="other")] * 200

    found = slices(judgements_on(articles, [[0.1 if place < 115 else 0.9, 0.1] for place in range(205)]), "source")

    assert found["five"].verdict == "cannot tell"
