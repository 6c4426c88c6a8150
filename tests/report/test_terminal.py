import dataclasses
import io
import re

from rich.console import Console

from classifier import Article
from training.corpus import Corpus, LabelledArticle
from training.report.build import build
from training.report.comparison import compare
from training.report.judgements import judge
from training.report.robustness import respell
from training.report.terminal import print_report


def printed(report, **console):
    stream = io.StringIO()
    print_report(report, Console(file=stream, width=100, **console))
    return stream.getvalue()


def test_a_title_cannot_drive_the_terminal_or_the_markup(tagger, unseen):
    title = "\x1b[2J[bold]خبر\u202eزا\x07\nدوم[/] می\u200cرود"
    hostile = tuple(
        dataclasses.replace(labelled, article=Article(labelled.article.text, title), source="\x1b[31m[red]")
        for labelled in unseen.articles
    )

    text = printed(build(judge(tagger, Corpus(hostile))))

    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[bold]خبر زا دوم[/] می\u200cرود" in text


def test_colours_are_for_terminals(tagger, unseen):
    report = build(judge(tagger, unseen))

    assert "\x1b[" in printed(report, force_terminal=True)
    assert "\x1b" not in printed(report)


def test_every_tag_and_both_averages_have_their_figures(tagger, unseen):
    report = build(judge(tagger, unseen))

    text = printed(report)

    for name, quality in [*((tag.tag.id, tag.quality) for tag in report.tags), ("macro", report.macro)]:
        (row, *_) = [line for line in text.splitlines() if line.strip().startswith(name) and "%" not in line]
        assert f"{quality.f1.value:.3f}" in row
        assert f"{quality.average_precision.value:.3f}" in row


def rows(text, title, *names):
    """Return what stands in the columns of the named rows, from the title on."""
    (_, below) = text.split(title, 1)
    cells = [re.split(r"\s{2,}", line.strip()) for line in below.splitlines()]
    return [next(row for row in cells if row[0] == name) for name in names]


def labelled(*tags, source, name=None):
    return LabelledArticle(Article("متن", "عنوان", name), frozenset(tags), source=source)


def test_of_many_slices_the_largest_are_shown_in_their_order(judgements_on):
    articles = [labelled(source=f"s{number}") for number in range(10) for _ in range(1 + number)]

    text = printed(build(judgements_on(articles, [[0.1, 0.1]] * len(articles))))

    shown = re.findall(r"^ *(s\d) +(\d+) ", text.split("By source (the 8 largest of 10)")[1], re.MULTILINE)
    assert shown == [(f"s{number}", str(number + 1)) for number in range(9, 1, -1)]


def test_two_slices_are_told_apart_and_a_single_one_is_not(judgements_on):
    one, two = ([labelled(source=name) for name in names] for names in (["a", "a"], ["a", "b"]))

    assert "By source" not in printed(build(judgements_on(one, [[0.1, 0.1]] * 2)))
    assert "By source" in printed(build(judgements_on(two, [[0.1, 0.1]] * 2)))


def test_what_was_given_and_what_was_missed_are_told_with_the_article(judgements_on):
    articles = [labelled(source="a"), labelled("culture", source="a", name="x7"), labelled("culture", source="a")]

    text = printed(build(judgements_on(articles, [[0.9, 0.1], [0.1, 0.2], [0.1, 0.9]])))

    assert "trade wrongly given, probability 0.900, threshold 0.500: article 1\n" in text
    assert "culture missed, probability 0.200, threshold 0.500: x7\n" in text
    assert "1 articles with no tag: given one nevertheless: 1.000" in text
    (trade,) = rows(text, "Decisions", "trade")
    assert trade[1:3] == ["0", "1"], "with it, given"


def test_only_pairs_that_were_given_otherwise_than_is_true_are_told(judgements_on):
    articles = [labelled("trade", source="a")] * 30

    told = printed(build(judgements_on(articles, [[0.9, 0.9]] * 30)))
    silent = printed(build(judgements_on(articles, [[0.9, 0.1]] * 30)))

    (pair,) = rows(told, "Pairs of tags", "trade + culture")
    assert pair == ["trade + culture", "0", "30", "0.0", "0 / 0", "too often"]
    assert "Pairs of tags" not in silent


def test_a_comparison_shows_this_the_other_and_what_this_has_more(tagger, poor, unseen):
    ours, theirs = judge(poor, unseen), judge(tagger, unseen)
    comparison = compare(ours, theirs)
    half = respell(ours, {"half": lambda text, _: text[: len(text) // 2]})

    text = printed(dataclasses.replace(build(ours), comparison=comparison, respelled=half))

    macro = comparison.f1[-1]
    (row,) = rows(text, "F1 against", "macro")
    assert row[1:4] == [f"{macro.ours:.3f}", f"{macro.theirs:.3f}", f"{macro.ours - macro.theirs:+.3f}"]
    (row,) = rows(text, "Other spellings", "half")
    assert row[1].startswith(f"{half[0].decisions.value:.3f}")
    assert row[2].startswith(f"{half[0].articles.value:.3f}")


def test_nothing_but_a_word_about_it_is_printed_of_no_articles(judgements_on):
    text = printed(build(judgements_on([], [])))

    assert text.splitlines() == [
        "0 articles, hand-made",
        "! There are no articles, so there is nothing to report.",
    ]


def test_beside_a_tags_threshold_stand_the_best_one_and_how_far_its_probabilities_are_off(tagger, unseen):
    report = build(judge(tagger, unseen))

    for tag in report.tags:
        (row,) = rows(printed(report), "Probabilities", tag.tag.id)
        best, found = tag.curve.best, tag.reliability
        assert row[2:5] == [f"{number:.3f}" for number in (tag.threshold, best.threshold, best.f1)]
        assert row[-2:] == [f"{found.error:.3f}", f"{found.chance:.3f}"]
