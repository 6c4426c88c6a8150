import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip  # noqa: E501
TRADE = "صادرات فرش و پسته از گمرک افزایش یافت"
RAIN = "باران در شمال کشور بارید"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


LOOKS: dict[str, dict[str, Any]] = {
    "light desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "light phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "dark phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    yield from opened(browser, served, LOOKS["light desktop"])


def opened(browser: Browser, served: str, look: dict[str, Any]) -> Iterator[Page]:
    """A page that fails the test when it asks elsewhere or its scripts or policy complain."""
    context = browser.new_context(base_url=served, **look)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda request: None if request.url.startswith(served) else wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


def violations(page: Page) -> list[str]:
    return [f"{found['id']}: {found['nodes'][0]['html']}" for found in Axe().run(page).response["violations"]]


def test_an_article_is_tagged_and_its_evidence_lit_up(page: Page) -> None:
    page.goto("/")
    page.get_by_label("متن خبر").fill(TRADE)
    page.get_by_role("button", name="برچسب بزن").click()

    expect(page.locator("#status")).to_have_text("تجارت")
    expect(page.locator("#shown")).to_have_text(TRADE)
    assert "صادرات" in page.locator("#shown mark[class^=for]").all_inner_texts()

    page.get_by_role("button", name="آموزش").click()
    expect(page.locator(".tag[aria-pressed=true] .tag-name")).to_have_text("آموزش")


def test_evidence_is_in_its_place_after_letters_beyond_the_basic_plane(page: Page) -> None:
    page.goto("/")
    page.get_by_label("متن خبر").fill("🌧️🎉 " + TRADE)
    page.keyboard.press("Control+Enter")

    expect(page.locator("#shown")).to_have_text("🌧️🎉 " + TRADE)
    assert "صادرات" in page.locator("#shown mark").all_inner_texts()


def test_no_tag_is_said_in_so_many_words(page: Page) -> None:
    page.goto("/")
    page.get_by_label("متن خبر").fill(RAIN)
    page.get_by_role("button", name="برچسب بزن").click()

    expect(page.locator("#status")).to_contain_text("هیچ برچسبی")


def test_an_empty_article_is_an_error_in_the_language_of_the_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="برچسب بزن").click()
    expect(page.get_by_role("alert")).to_contain_text("خبر خالی است")

    page.goto("/?lang=en")
    page.get_by_role("button", name="Tag it").click()
    expect(page.get_by_role("alert")).to_contain_text("The article is empty")


def test_a_text_beyond_the_limit_is_an_error_and_counted(page: Page) -> None:
    page.goto("/")
    page.get_by_label("متن خبر").fill("باران " * 40_000)
    expect(page.locator("#length")).to_have_class("quiet over")

    page.get_by_role("button", name="برچسب بزن").click()
    expect(page.get_by_role("alert")).to_contain_text("خبر بیش از اندازه بلند است")


def test_an_unreachable_service_is_said(page: Page) -> None:
    page.goto("/")
    page.route("**/v1/tags", lambda route: route.abort())
    page.get_by_label("متن خبر").fill(RAIN)
    page.get_by_role("button", name="برچسب بزن").click()

    expect(page.get_by_role("alert")).to_contain_text("به سرویس نرسیدیم")


def test_markup_in_an_article_is_text(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)> <b>صادرات</b> &amp;"
    page.goto("/")
    page.get_by_label("متن خبر").fill(hostile)
    page.get_by_role("button", name="برچسب بزن").click()

    expect(page.locator("#shown")).to_have_text(hostile)
    assert page.locator("#shown img").count() == 0


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("رفتن به محتوا")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("خبر")
    page.keyboard.press("Tab")
    page.keyboard.type(TRADE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#tags button")).to_have_count(2)

    page.locator("#tags button").nth(1).focus()
    page.keyboard.press("Space")
    expect(page.locator("#tags button").nth(1)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("address", ["/model", "/nowhere"])
def test_the_language_can_be_switched_there_and_back(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.get_by_role("link", name="فارسی").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_every_state_is_accessible_and_fits_its_screen(browser: Browser, served: str, look: dict[str, Any]) -> None:
    for page in opened(browser, served, look):
        for address in ("/", "/?lang=en", "/model", "/model?lang=en", "/nowhere", "/nowhere?lang=en"):
            page.goto(address)
            assert violations(page) == [], address
            assert fits(page), address
        for text, shown in ((TRADE * 30, "#tags"), (RAIN, ".none"), ("", ".notice"), ("ا" * 5000, "#tags")):
            page.goto("/")
            page.get_by_label("متن خبر").fill(text)
            page.keyboard.press("Control+Enter")
            page.wait_for_selector(shown)
            assert violations(page) == [], shown
            assert fits(page), shown


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
