import dataclasses
import io

from rich.console import Console

from classifier import Article
from training.corpus import Corpus
from training.report.build import build
from training.report.judgements import judge
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
