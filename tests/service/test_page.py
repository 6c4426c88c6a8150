import datetime

import pytest
from flask.testing import FlaskClient

from service.page import localised, solar_hijri
from service.page_words import WORDS


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1925-03-21", (1304, 1, 1)),
        ("1979-02-11", (1357, 11, 22)),
        ("2021-03-20", (1399, 12, 30)),
        ("2021-03-21", (1400, 1, 1)),
        ("2024-03-20", (1403, 1, 1)),
        ("2025-03-20", (1403, 12, 30)),
        ("2025-03-21", (1404, 1, 1)),
        ("2026-09-22", (1405, 6, 31)),
        ("2026-09-23", (1405, 7, 1)),
    ],
)
def test_days_are_told_by_the_solar_hijri_calendar(date: str, expected: tuple[int, int, int]) -> None:
    assert solar_hijri(datetime.date.fromisoformat(date)) == expected


def test_numbers_are_written_in_the_digits_of_the_language() -> None:
    assert localised(1234.5, "fa", 1) == "۱٬۲۳۴٫۵"
    assert localised(1234.5, "en", 1) == "1,234.5"
    assert localised(None, "fa") == "–"


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["fa"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("address", ["/", "/model", "/?lang=en", "/model?lang=en", "/?lang=xx"])
def test_pages_allow_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "http" not in answer.text.replace("http-equiv", "")


def test_the_model_page_without_a_model_says_so(tmp_path: object, client_of: object) -> None:
    client = client_of(store=tmp_path / "none")

    answer = client.get("/model")

    assert answer.status_code == 503
    assert "barchasb train" in answer.text
    assert client.get("/").status_code == 200
