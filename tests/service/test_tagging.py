import json
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier import Store
from classifier.answer import tagging_json

TRADE = "صادرات فرش و پسته از گمرک افزایش یافت"
RAIN = "باران در شمال کشور بارید"


def tags(client: FlaskClient, expected: int = 200, **request: Any) -> Any:
    answer = client.post("/v1/tags", **request)
    assert answer.status_code == expected, answer.text
    return answer.json


def test_the_answer_is_the_object_that_the_command_line_gives(client: FlaskClient, store: Store) -> None:
    assert tags(client, json={"text": TRADE}) == tagging_json(store.load().tag(TRADE))


def test_an_article_gets_its_tags_and_no_other(client: FlaskClient) -> None:
    assert tags(client, json={"text": TRADE, "id": "1"})["tags"] == ["trade"]


def test_no_tag_is_an_answer(client: FlaskClient) -> None:
    answer = tags(client, json={"text": RAIN})

    assert answer["tags"] == []
    assert set(answer["scores"]) == {"trade", "education"}


def test_persian_is_not_escaped(client: FlaskClient) -> None:
    assert "صادرات" in client.post("/v1/tags", json={"text": TRADE, "explain": True}).text


def test_evidence_adds_up_to_the_score_and_quotes_the_text_as_sent(client: FlaskClient) -> None:
    article = {"title": "خبر صادرات", "text": TRADE}

    answer = tags(client, json={**article, "explain": True})

    for evidence in answer["evidence"].values():
        assert evidence["score"] == pytest.approx(evidence["intercept"] + sum(w["weight"] for w in evidence["words"]))
        for word in evidence["words"]:
            assert article[word["field"]][word["start"] : word["end"]] == word["text"]


def test_a_batch_is_answered_in_order(client: FlaskClient) -> None:
    answer = tags(client, json={"articles": [{"id": "a", "text": TRADE}, {"id": "b", "text": RAIN}]})

    assert [(one["id"], one["tags"]) for one in answer["taggings"]] == [("a", ["trade"]), ("b", [])]
    assert answer["model"] == answer["taggings"][0]["model"]


def test_an_empty_batch_is_answered_by_no_taggings(client: FlaskClient) -> None:
    assert tags(client, json={"articles": []})["taggings"] == []


def test_a_plain_text_is_one_article(client: FlaskClient) -> None:
    answer = tags(client, data=TRADE.encode(), content_type="text/plain; charset=utf-8")

    assert answer["tags"] == ["trade"]


def test_only_the_wanted_tags_are_answered(client: FlaskClient) -> None:
    answer = tags(client, json={"text": TRADE, "tags": ["education"], "explain": True})

    assert list(answer["scores"]) == list(answer["evidence"]) == ["education"]
    assert answer["tags"] == []


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(0, {"trade", "education"}), (1, set()), ({"education": 0}, {"trade", "education"}), ({"trade": 1}, set())],
)
def test_the_caller_may_override_thresholds(client: FlaskClient, threshold: Any, expected: set[str]) -> None:
    assert set(tags(client, json={"text": TRADE, "threshold": threshold})["tags"]) == expected


def test_wishes_may_stand_in_the_query_and_the_body_wins(client: FlaskClient) -> None:
    address = "/v1/tags?tags=education&threshold=0&explain=true"

    body = client.post(address, json={"text": TRADE, "tags": ["trade"], "explain": False}).json

    assert body["tags"] == ["trade"]
    assert "evidence" not in body


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", TRADE),
        ("application/json", json.dumps({"text": TRADE})),
        ("application/json", json.dumps({"text": TRADE}, ensure_ascii=False)),
        ("application/json", json.dumps({"articles": [{"text": TRADE}]})),
        ("application/x-ndjson", json.dumps({"text": TRADE})),
        ("application/x-ndjson", json.dumps({"text": TRADE}, ensure_ascii=False)),
    ],
)
def test_the_wishes_of_the_query_reach_every_kind_of_body_that_has_none(
    client: FlaskClient, kind: str, body: str
) -> None:
    address = "/v1/tags?tags=education&threshold=0&explain=true"

    answer = json.loads(client.post(address, data=body.encode(), content_type=kind).text)

    tagging = answer["taggings"][0] if "articles" in body else answer
    assert tagging["tags"] == ["education"]
    assert list(tagging["evidence"]) == ["education"]


@pytest.mark.parametrize(
    ("body", "status", "kind", "pointer"),
    [
        (b"", 400, "malformed-json", None),
        (b"{", 400, "malformed-json", None),
        (b'{"text": "\\ud800"}', 400, "malformed-json", None),
        (b"[]", 422, "invalid-request", ""),
        (b"{}", 422, "empty-article", None),
        (b'{"text": " \\n"}', 422, "empty-article", None),
        (b'{"text": 1}', 422, "invalid-request", "/text"),
        (b'{"text": "a", "txet": "b"}', 422, "invalid-request", "/txet"),
        (b'{"text": "a", "threshold": 2}', 422, "invalid-request", "/threshold"),
        (b'{"text": "a", "threshold": NaN}', 400, "malformed-json", None),
        (b'{"text": "a", "tags": []}', 422, "invalid-request", "/tags"),
        (b'{"text": "a", "tags": ["sport"]}', 422, "unknown-tag", None),
        (b'{"text": "a", "threshold": {"sport": 0.5}}', 422, "unknown-tag", None),
        (b'{"articles": {}}', 422, "invalid-request", "/articles"),
        (b'{"articles": [{"text": "a"}, {}]}', 422, "empty-article", "/articles/1"),
        (b'{"articles": [{"text": "a", "x": 1}]}', 422, "invalid-request", "/articles/0/x"),
        (b'{"articles": [], "text": "a"}', 422, "invalid-request", "/text"),
        (b"[" * 100_000, 400, "malformed-json", None),
        (b'{"text": "\xff"}', 400, "not-utf-8", None),
        (b'{"text": "a", "threshold": {"trade": 2}}', 422, "invalid-request", "/threshold/trade"),
        (b'{"text": "a", "threshold": {"number": "a"}}', 422, "invalid-request", "/threshold/number"),
        (b'{"text": "a", "threshold": [1]}', 422, "invalid-request", "/threshold"),
        (b'{"text": "a", "threshold": 1e400}', 400, "malformed-json", None),
        (b'{"text": "a", "threshold": 18446744073709551616}', 422, "invalid-request", "/threshold"),
        (b'{"text": "a", "threshold": true}', 422, "invalid-request", "/threshold"),
        (b'{"articles": [%s]}' % b",".join([b"1"] * 1001), 422, "too-many-articles", None),
        (b"{%s}" % b",".join(b'"%d": 1' % number for number in range(21)), 422, "invalid-request", ""),
        (
            b'{"articles": [{%s}]}' % b",".join(b'"%d": 1' % number for number in range(21)),
            422,
            "invalid-request",
            "/articles/0",
        ),
        (
            b'{"text": "a", "threshold": {%s}}' % b",".join(b'"%d": 1' % number for number in range(1001)),
            422,
            "invalid-request",
            "/threshold",
        ),
    ],
)
def test_a_bad_request_is_told_what_and_where(
    client: FlaskClient, body: bytes, status: int, kind: str, pointer: str | None
) -> None:
    answer = client.post("/v1/tags", data=body, content_type="application/json")

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["type"] == f"urn:barchasb:problem:{kind}"
    if pointer is not None:
        assert pointer == answer.json["errors"][0]["pointer"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ([], "Input should be an object"),
        ({"articles": [1]}, "Input should be an object"),
        ({"text": "a", "tags": 1}, "Input should be an array"),
    ],
)
def test_english_sentences_speak_of_json_and_not_of_python(client: FlaskClient, body: object, sentence: str) -> None:
    answer = client.post("/v1/tags", json=body)

    assert [error["detail"] for error in answer.json["errors"]] == [sentence]


def test_one_wrong_threshold_is_one_error(client: FlaskClient) -> None:
    for threshold in (2, {"trade": 2}):
        assert len(tags(client, 422, json={"text": "a", "threshold": threshold})["errors"]) == 1


def test_what_applies_can_be_told_from_the_numbers_shown(client: FlaskClient) -> None:
    for threshold in (1.0, 0.999999, 1e-9, 0.0):
        answer = tags(client, json={"text": TRADE * 30, "threshold": threshold})
        shown = [tag for tag, score in answer["scores"].items() if score["probability"] >= score["threshold"]]
        assert set(answer["tags"]) == set(shown)
        assert answer["scores"]["trade"]["threshold"] == threshold


@pytest.mark.parametrize(
    "query",
    ["explain=perhaps", "threshold=2", "nonsense=1", "tags=" + "," * 5000, "tags=", "tags=trade&tags=education"],
)
def test_a_bad_query_is_refused(client: FlaskClient, query: str) -> None:
    tags(client, 422, query_string=query, data=TRADE.encode(), content_type="text/plain")


def test_problems_are_told_in_persian_to_those_who_prefer_it(client: FlaskClient) -> None:
    answer = tags(client, 422, json={"text": ""}, headers={"Accept-Language": "fa-IR,fa;q=0.9,en;q=0.5"})

    assert answer["title"] == "خبر خالی است"


def test_every_answer_names_its_request_and_its_model(client: FlaskClient) -> None:
    for answer in (
        client.get("/nowhere"),
        client.post("/v1/tags", json={"text": "a"}, headers={"X-Request-ID": "me-1"}),
    ):
        assert answer.headers["X-Model-Version"]
        assert len(answer.headers["X-Model-SHA256"]) == 64
    assert answer.headers["X-Request-ID"] == "me-1"


def test_a_hostile_request_id_is_replaced(client: FlaskClient) -> None:
    assert "evil" not in client.get("/livez", headers={"X-Request-ID": "evil header" * 100}).headers["X-Request-ID"]


def test_answers_match_the_published_schema(client: FlaskClient) -> None:
    document = client.get("/openapi/openapi.json").json
    content = document["paths"]["/v1/tags"]["post"]["responses"]["200"]["content"]["application/json"]
    schema = {**content["schema"], "components": document["components"]}

    for body in ({"text": TRADE, "explain": True}, {"articles": [{"text": RAIN}]}):
        jsonschema.validate(tags(client, json=body), schema)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


FIELDS = st.sampled_from(["text", "title", "id", "articles", "tags", "threshold", "explain"])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(FIELDS, ANY_JSON))
def test_no_json_gets_a_server_error(shared_client: FlaskClient, body: dict[str, Any]) -> None:
    answer = shared_client.post("/v1/tags", data=json.dumps(body), content_type="application/json")

    assert answer.status_code < 500
