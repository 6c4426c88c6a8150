"""What is left of Flask: finding views, answering their failures, redirecting, HEAD and OPTIONS."""

import pytest
from flask.testing import FlaskClient

from service.json_answer import JsonAnswer


@pytest.mark.parametrize("host", ["news.example:8000", "x:abc", "[::1", "..", "evil.com/..//", "user:pw@x", "a" * 300])
def test_a_redirection_leads_to_whatever_host_the_client_knows_us_by(client: FlaskClient, host: str) -> None:
    answer = client.get("/openapi?a=b", headers={"Host": host})

    assert (answer.status_code, answer.headers["Location"], answer.data) == (308, "/openapi/?a=b", b"")
    assert answer.headers["X-Request-ID"]


def test_a_redirection_cannot_lead_elsewhere(client: FlaskClient) -> None:
    assert client.get("/static//evil.example//a").headers["Location"] == "/static/evil.example/a"
    assert client.get("/", environ_overrides={"PATH_INFO": "//openapi"}).headers["Location"] == "/openapi/"


def test_what_a_redirection_repeats_stays_what_it_was(client: FlaskClient) -> None:
    assert client.get("/openapi?q=خ").headers["Location"] == "/openapi/?q=%D8%AE"


def test_an_application_under_a_path_of_its_own_finds_its_views(client: FlaskClient) -> None:
    below = {"environ_overrides": {"SCRIPT_NAME": "/tagger"}}

    assert client.get("/livez", **below).status_code == 200
    assert client.get("/openapi", **below).headers["Location"] == "/tagger/openapi/"


def test_a_head_has_the_length_of_the_answer_and_no_body(client: FlaskClient) -> None:
    head, answer = client.head("/readyz"), client.get("/readyz")

    assert head.data == b""
    assert head.headers["Content-Length"] == answer.headers["Content-Length"] == str(len(answer.data))
    assert head.headers["Content-Type"] == "application/json"


def test_what_a_view_answers_to_is_told(client: FlaskClient) -> None:
    assert set(client.options("/v1/model").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert client.delete("/v1/tags").status_code == 405
    assert client.post(f"/v1/models/{'a' * 101}/promote").status_code == 404
    assert client.get("/", environ_overrides={"PATH_INFO": "//livez"}).json["status"] == "alive"


def test_persian_is_not_escaped() -> None:
    assert JsonAnswer({"tag": "تجارت"}).get_data() == '{"tag":"تجارت"}\n'.encode()


@pytest.mark.parametrize("address", ["/openapi/", "/openapi/swagger", "/openapi/openapi.json"])
def test_the_documentation_may_load_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_what_nobody_expected_is_logged_once_under_the_id_that_the_answer_tells(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret article")

    monkeypatch.setattr("service.tagging.answer", fail)

    problem = client.post("/v1/tags", json={"text": "a"})

    assert (problem.status_code, problem.json["type"]) == (500, "urn:barchasb:problem:internal-error")
    (record,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert (record.getMessage(), record.__dict__["facts"]) == (
        "request failed",
        {"request_id": problem.headers["X-Request-ID"]},
    )
    assert "secret" not in problem.text


@pytest.mark.parametrize(("method", "counted"), [("get", "GET"), ("Post", "POST"), ("SECRET", "other")])
def test_a_method_is_counted_as_what_it_is_taken_for(client: FlaskClient, method: str, counted: str) -> None:
    client.open("/readyz", environ_overrides={"REQUEST_METHOD": method})

    assert f'barchasb_requests_total{{method="{counted}"' in client.get("/metrics").text
    assert "SECRET" not in client.get("/metrics").text
