"""What is left of Flask: finding views, answering their failures, redirecting, HEAD and OPTIONS."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from service.application import JsonAnswer


def test_a_redirection_leads_to_the_host_that_was_asked(client: FlaskClient) -> None:
    answer = client.get("/openapi?a=b", headers={"Host": "news.example:8000"})

    assert (answer.status_code, answer.headers["Location"]) == (308, "http://news.example:8000/openapi/?a=b")
    assert answer.headers["X-Request-ID"]


def test_who_names_no_host_is_redirected_to_the_address_that_answers(client: FlaskClient) -> None:
    environ = create_environ("/openapi", "http://inside:8000")
    del environ["HTTP_HOST"]

    _, status, headers = run_wsgi_app(client.application, environ)

    assert (status, headers["Location"]) == ("308 PERMANENT REDIRECT", "http://inside:8000/openapi/")


def test_an_application_under_a_path_of_its_own_finds_its_views(client: FlaskClient) -> None:
    below = {"environ_overrides": {"SCRIPT_NAME": "/tagger"}}

    assert client.get("/livez", **below).status_code == 200
    assert client.get("/openapi", **below).headers["Location"] == "http://localhost/tagger/openapi/"


def test_a_head_has_the_length_of_the_answer_and_no_body(client: FlaskClient) -> None:
    head, answer = client.head("/readyz"), client.get("/readyz")

    assert head.data == b""
    assert head.headers["Content-Length"] == answer.headers["Content-Length"] == str(len(answer.data))
    assert head.headers["Content-Type"] == "application/json"


def test_what_a_view_answers_to_is_told(client: FlaskClient) -> None:
    assert set(client.options("/v1/model").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert client.delete("/v1/tags").status_code == 405


def test_persian_is_not_escaped() -> None:
    assert JsonAnswer({"tag": "تجارت"}).get_data() == '{"tag":"تجارت"}\n'.encode()


@pytest.mark.parametrize("address", ["/openapi/", "/openapi/swagger", "/openapi/openapi.json"])
def test_the_documentation_may_load_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self';")
    assert "http" not in policy
