"""Around every request: ids, headers, counts, times and the line of log."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from service.logs import JsonLines


def counted(client: FlaskClient, name: str, **labels: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    found = [line for line in lines if re.match(rf"{name}[{{ ]", line)]
    wanted = [f'{label}="{value}"' for label, value in labels.items()]
    return sum(float(line.rpartition(" ")[2]) for line in found if all(label in line for label in wanted))


def test_a_request_is_counted_once_by_route_method_and_status(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of()

    client.post("/v1/tags", json={"text": "a"})
    client.post("/v1/tags", data='{"text": "a"}\n', content_type="application/x-ndjson").get_data()
    client.post("/v1/tags", json={})
    client.get("/v1/tags")
    client.post("/v1/models/a/promote")
    client.post("/v1/models/b/promote")

    def requests(**labels: str) -> float:
        return counted(client, "barchasb_requests_total", **labels)

    assert requests(route="/v1/tags", method="POST", status="200") == 2
    assert requests(route="/v1/tags", method="POST", status="422") == 1
    assert requests(route="none", method="GET", status="405") == 1
    assert requests(route="/v1/models/<version>/promote", method="POST", status="401") == 2


def test_the_time_that_a_request_took_is_counted_in_seconds(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of()

    client.post("/v1/tags", json={"text": "صادرات " * 20_000, "explain": True})

    assert 0.001 < counted(client, "barchasb_request_seconds_sum", route="/v1/tags") < 10


def test_the_line_of_log_says_what_the_answer_says(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "barchasb"):
        answer = client.post("/v1/tags", data=b'{"text": "a"}', content_type="application/json")

    (line,) = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert (line["event"], line["route"], line["method"], line["status"]) == ("request", "/v1/tags", "POST", 200)
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert line["model"] == answer.headers["X-Model-Version"]
    assert line["bytes_in"] == 13
    assert 0.01 < line["ms"] < 10_000


def test_the_level_warning_logs_no_request(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "barchasb"):
        client.get("/livez")

    assert caplog.records == []


def test_the_callers_id_is_kept_up_to_128_characters(client: FlaskClient) -> None:
    def id_for(given: str) -> str:
        return client.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert id_for("a" * 128) == "a" * 128
    assert re.fullmatch("[0-9a-f]{16}", id_for("a" * 129))
    assert id_for("") != id_for("")


@pytest.mark.parametrize("address", ["/livez", "/nowhere", "/", "/openapi"])
def test_no_answer_may_be_taken_for_another_type(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["X-Content-Type-Options"] == "nosniff"
