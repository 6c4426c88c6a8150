from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from classifier import Store
from service import create_app
from service.settings import Settings


def test_a_service_without_a_model_is_alive_and_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(store=tmp_path)).test_client()

    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503
    refused = client.post("/v1/tags", json={"text": "a"})
    assert refused.json["type"] == "urn:barchasb:problem:no-model"
    assert int(refused.headers["Retry-After"]) > 0


def test_a_service_with_a_model_is_ready_and_says_which(client: FlaskClient, store: Store) -> None:
    assert client.get("/readyz").json["model"]["version"] == store.active()


def test_the_model_is_described(client: FlaskClient, store: Store) -> None:
    card = client.get("/v1/model").json["card"]

    assert card["version"] == store.active()
    assert [tag["fa"] for tag in card["tags"]] == ["تجارت", "آموزش"]


def test_the_versions_are_listed_newest_first(client: FlaskClient, store: Store) -> None:
    answer = client.get("/v1/models").json

    assert [entry["version"] for entry in answer["versions"]] == store.versions()[::-1]
    assert [entry["version"] for entry in answer["versions"] if entry["active"]] == [answer["active"]]


def test_metrics_count_articles_tags_and_abstentions(client: FlaskClient) -> None:
    def counted(name: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    before = {name: counted(f"barchasb_{name}_total") for name in ("articles", "tags", "untagged_articles")}
    client.post("/v1/tags", json={"articles": [{"text": "صادرات پسته از گمرک"}, {"text": "باران"}]})

    assert counted("barchasb_articles_total") == before["articles"] + 2
    assert counted("barchasb_tags_total") == before["tags"] + 1
    assert counted("barchasb_untagged_articles_total") == before["untagged_articles"] + 1


def test_metrics_count_what_streams_and_batches_hold_and_which_version_serves(
    client_of: Callable[..., FlaskClient], store: Store
) -> None:
    client = client_of()
    body = '{"text": "a"}\nnot json\n{"text": "b"}\n'

    client.post("/v1/tags", data=body, content_type="application/x-ndjson")
    client.post("/v1/tags", json={"articles": [{"text": "a"}] * 3})

    lines = client.get("/metrics").text.splitlines()
    assert "barchasb_articles_total 5.0" in lines
    assert "barchasb_bad_lines_total 1.0" in lines
    assert "barchasb_batch_articles_sum 3.0" in lines
    assert "barchasb_refused_versions_total 0.0" in lines
    name = store.load().name
    assert f'barchasb_serving_workers{{sha256="{name.sha256}",version="{name.version}"}} 1.0' in lines


def test_tags_of_a_batch_are_counted_one_by_one(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of()
    texts = ["صادرات پسته از گمرک"] * 3 + ["باران"] * 2

    client.post("/v1/tags", json={"articles": [{"text": text} for text in texts]})

    lines = client.get("/metrics").text.splitlines()
    assert 'barchasb_tags_total{tag="trade"} 3.0' in lines
    assert "barchasb_untagged_articles_total 2.0" in lines
    assert "barchasb_articles_total 5.0" in lines


def test_addresses_that_do_not_exist_do_not_fill_the_metrics(client: FlaskClient) -> None:
    for number in range(3):
        client.get(f"/secret-{number}")

    assert "secret" not in client.get("/metrics").text
