import pytest
from flask.testing import FlaskClient

from service.page import day, localised
from service.page_words import WORDS


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2021-03-20T12:00:00+00:00", "۳۰ اسفند ۱۳۹۹"),
        ("2021-03-21T12:00:00+00:00", "۱ فروردین ۱۴۰۰"),
        ("2026-09-22T00:00:00+00:00", "۳۱ شهریور ۱۴۰۵"),
        ("2026-09-23T00:00:00+00:00", "۱ مهر ۱۴۰۵"),
    ],
)
def test_persian_days_are_of_the_solar_hijri_calendar(moment: str, expected: str) -> None:
    assert day(moment, "fa") == expected


def test_english_days_are_not() -> None:
    assert day("2026-09-22T00:00:00+00:00", "en") == "22 September 2026"


def test_numbers_are_written_in_the_digits_of_the_language() -> None:
    assert localised(1234.5, "fa", 1) == "۱٬۲۳۴٫۵"
    assert localised(1234.5, "en", 1) == "1,234.5"
    assert localised(None, "fa") == "–"


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["fa"].keys() == WORDS["en"].keys()


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere", "در این نشانی چیزی نیست"),
        ("/nowhere?lang=en", "There is nothing at this address"),
        ("/static/nothing.css", "در این نشانی چیزی نیست"),
        ("/v1/models/x/promote", "این نشانی"),
    ],
)
def test_a_browser_gets_a_problem_as_a_page(client: FlaskClient, address: str, said: str) -> None:
    answer = client.get(address, headers=BROWSER)

    assert answer.status_code in (404, 405)
    assert answer.content_type == "text/html; charset=utf-8"
    assert said in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Accept" in answer.vary
    assert ("Allow" in answer.headers) == (answer.status_code == 405)


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "application/problem+json, text/html"])
def test_programs_get_problem_details(client: FlaskClient, accept: str | None) -> None:
    answer = client.get("/nowhere", headers={"Accept": accept} if accept else {})

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_what_is_posted_is_never_answered_by_a_page(client: FlaskClient) -> None:
    assert client.post("/v1/tags", json={}, headers=BROWSER).content_type == "application/problem+json"


@pytest.mark.parametrize("address", ["/", "/model", "/?lang=en", "/model?lang=en", "/?lang=xx"])
def test_pages_allow_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "http" not in answer.text.replace("http-equiv", "")


def test_the_model_page_without_a_model_says_so(tmp_path: object, client_of: object) -> None:
    client = client_of(store=tmp_path / "none")

    answer = client.get("/model")

    assert answer.status_code == 503
    assert "barchasb train" in answer.text
    assert client.get("/").status_code == 200
