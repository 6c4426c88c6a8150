import dataclasses
import datetime
import re
import shutil
from html.parser import HTMLParser

import pytest

from classifier import Article
from training.corpus import Corpus, LabelledArticle
from training.report import charts
from training.report.build import build
from training.report.comparison import compare
from training.report.judgements import judge
from training.report.page import write_page
from training.report.robustness import respell

HOSTILE = "</bdi><script>document.title='stolen'</script><img src=//example.org/x>\u202e"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="module")
def page(tagger, poor, unseen):
    """A page with every part that a report can have, on articles with hostile titles."""
    articles = tuple(
        dataclasses.replace(
            labelled,
            article=Article(labelled.article.text, HOSTILE, f"<{labelled.article.id}>"),
            source=f"<i>{labelled.source}",
        )
        for labelled in unseen.articles
    )
    judgements = judge(tagger, Corpus(articles))
    report = build(judgements)
    report = dataclasses.replace(
        report,
        comparison=compare(judgements, judge(poor, Corpus(articles))),
        respelled=respell(judgements, {"arabic_letters": lambda text, _: text, "<new>": lambda text, _: text}),
    )
    return write_page(report)


class Tags(HTMLParser):
    """Collects the elements of a page, and what is open at its end."""

    EMPTY = frozenset({"meta", "img", "input", "br"})

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_for_nothing_from_outside(page):
    tags = Tags()
    tags.feed(page)

    assert tags.open == []
    names = [tag for tag, _ in tags.found]
    assert "script" not in names
    assert "link" not in names
    assert all(attributes["src"].startswith("data:image/svg+xml") for tag, attributes in tags.found if tag == "img")
    assert not re.search(r"url\(|@import", page)


def test_every_picture_has_a_text_for_those_who_cannot_see_it(page):
    tags = Tags()
    tags.feed(page)

    pictures = [attributes for tag, attributes in tags.found if tag == "img"]
    assert len(pictures) == 1 + 2 * 3 + 2
    assert all(len(attributes["alt"]) > 5 for attributes in pictures)


def test_every_word_of_the_page_is_there_in_both_languages(page):
    assert page.count('<span lang="fa">') == page.count('<span lang="en">')


def both(persian, english):
    return f'<span lang="fa">{persian}</span><span lang="en">{english}</span>'


def isolated(number):
    """A number that the Persian text around it does not turn round."""
    return f"\u2066{number}\u2069"


def test_figures_months_and_lengths_are_written_in_the_words_and_digits_of_each_language(judgements_on):
    day = datetime.date(2019, 10, 1)
    articles = [
        LabelledArticle(Article("متن"), frozenset({"trade"} if place < 9 else ()), date=day) for place in range(1200)
    ]

    report = build(judgements_on(articles, [[0.9 if place < 6 else 0.1, 0.1] for place in range(1200)]))
    page = write_page(report)

    assert both(f"{isolated('۶۶٫۷')}٪", "66.7%") in page, "recall"
    assert both(isolated("۱٬۲۰۰"), "1,200") in page
    assert both("مهر ۱۳۹۸", "Mehr 1398") in page
    assert both(f"{isolated('۰')} تا {isolated('۴۹۹')}", "0 to 499") in page
    wide, narrow = report.tags[0].quality.recall.interval, report.subset_accuracy.interval
    assert f">{100 * wide.low:.0f}–{100 * wide.high:.0f}%<" in page
    assert f">{100 * narrow.low:.1f}–{100 * narrow.high:.1f}%<" in page, "a decimal where both ends would be 100"
    assert "تجارت: تنها ۹ خبر این برچسب را دارد" in page


def test_a_difference_goes_from_its_lower_to_its_upper_end(page):
    found = re.findall(r"([+−][\d.]+) to ([+−][\d.]+)%", page)

    assert found
    assert all(float(low.replace("−", "-")) <= float(high.replace("−", "-")) for low, high in found)


def test_a_known_spelling_has_its_name_in_both_languages_and_a_new_one_its_own(page):
    assert both("حروف عربی", "Arabic letters") in page
    assert both("&lt;new&gt;", "&lt;new&gt;") in page


def test_the_picture_of_tags_together_counts_what_is_true_or_what_was_given(judgements_on):
    articles = [LabelledArticle(Article("متن"), frozenset({"trade", "culture"}))] * 7
    articles += [LabelledArticle(Article("متن"), frozenset({"trade"}))] * 4
    report = build(judgements_on(articles, [[0.9, 0.1]] * 5 + [[0.9, 0.9]] * 3 + [[0.1, 0.9]] * 3))

    drawn = [charts.together(report.tags, report.pairs, given=given) for given in (False, True)]

    assert [re.findall(r">(\d+)</text>", picture) for picture in drawn] == [["11", "7", "7", "7"], ["8", "3", "3", "6"]]


def test_the_same_report_gives_the_same_page(tagger, unseen):
    report = build(judge(tagger, unseen))

    assert write_page(report) == write_page(report)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1200], ids=["phone", "desk"])
def test_a_browser_shows_the_page_from_disk(browser, page, tmp_path, width):
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    window = browser.new_page(viewport={"width": width, "height": 800})
    asked, said = [], []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: said.append(message.text))

    window.goto((tmp_path / "report.html").as_uri())

    assert all(url.startswith(("file:", "data:image/svg+xml")) for url in asked)
    assert said == []
    assert window.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    assert window.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert window.get_by_role("heading", level=1).inner_text() == "گزارش ارزیابی برچسب‌زن"
    assert window.title() != "stolen"
    window.locator(".switch").click()
    assert window.evaluate("getComputedStyle(document.body).direction") == "ltr"
    assert window.get_by_role("heading", level=1).inner_text() == "Evaluation of the tagger"
    assert len(window.screenshot(full_page=True)) > 50_000
    window.close()
