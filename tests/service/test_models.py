from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from classifier import Store
from classifier.store import ARTIFACT

Service = Callable[..., FlaskClient]
Versions = tuple[str, str]
BEARER = {"Authorization": "Bearer a secret of the tests"}


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].rpartition(":")[2]


def test_promoting_and_rolling_back_change_what_answers_at_once(
    client_of: Service, store: Store, versions: Versions
) -> None:
    client = client_of()
    older, newer = versions

    assert client.post(f"/v1/models/{newer}/promote", headers=BEARER).json == {"active": newer}
    assert client.post("/v1/tags", json={"text": "a"}).json["model"]["version"] == newer
    assert client.post("/v1/models/rollback", headers=BEARER).json == {"active": older}
    assert client.get("/readyz").json["model"]["version"] == store.active() == older


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic a secret of the tests", "Bearer \xe9"])
@pytest.mark.parametrize("address", ["/v1/models/rollback", "/v1/models/20260101T000000Z-00000000/promote"])
def test_without_the_token_nothing_changes(client: FlaskClient, address: str, header: str | None) -> None:
    answer = client.post(address, headers={} if header is None else {"Authorization": header})

    assert problem(answer) == (401, "unauthorised")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("length", [7, 8, -1])
def test_the_beginning_of_the_token_is_not_the_token(client: FlaskClient, length: int) -> None:
    beginning = BEARER["Authorization"][:length]  # "Bearer " and none, one or all but one of its characters

    answer = client.post("/v1/models/rollback", headers={"Authorization": beginning})

    assert problem(answer) == (401, "unauthorised")


def test_without_a_configured_token_promoting_is_off(client_of: Service) -> None:
    answer = client_of(token="").post("/v1/models/rollback", headers={"Authorization": "Bearer "})

    assert problem(answer) == (403, "switched-off")


@pytest.mark.parametrize("version", ["20260101T000000Z-00000000", "x", "..", "a" * 200])
def test_an_unknown_version_is_not_found(client: FlaskClient, version: str) -> None:
    assert client.post(f"/v1/models/{version}/promote", headers=BEARER).status_code == 404


def test_a_broken_version_is_not_promoted(client_of: Service, store: Store, versions: Versions) -> None:
    client = client_of()
    older, newer = versions
    (store.folder / "versions" / newer / ARTIFACT).write_bytes(b"broken")

    assert problem(client.post(f"/v1/models/{newer}/promote", headers=BEARER)) == (409, "version-refused")
    assert store.active() == older


def test_a_store_that_cannot_be_written_is_not_the_versions_fault(
    client_of: Service, store: Store, versions: Versions
) -> None:
    client = client_of()
    (store.folder / ".lock").unlink(missing_ok=True)
    (store.folder / ".lock").mkdir()

    answer = client.post(f"/v1/models/{versions[1]}/promote", headers=BEARER)

    assert problem(answer) == (503, "store-unusable")


def test_promoting_mends_a_damaged_list_of_active_versions(
    client_of: Service, store: Store, versions: Versions
) -> None:
    client = client_of()
    (store.folder / "active").write_text("garbage")

    answer = client.post(f"/v1/models/{versions[1]}/promote", headers=BEARER)

    assert answer.json == {"active": versions[1]}
    assert store.history() == [versions[1]]


def test_the_name_of_the_scheme_may_be_written_small(client_of: Service, versions: Versions) -> None:
    small = {"Authorization": BEARER["Authorization"].replace("Bearer", "bearer")}

    assert client_of().post(f"/v1/models/{versions[1]}/promote", headers=small).status_code == 200


def test_nothing_to_roll_back_to_is_said(client_of: Service, store: Store) -> None:
    assert problem(client_of().post("/v1/models/rollback", headers=BEARER)) == (409, "nothing-to-roll-back")


def test_a_card_that_cannot_be_read_does_not_hide_the_others(client_of: Service, store: Store) -> None:
    (store.folder / "versions" / store.versions()[1] / "card.json").write_text("{}")

    newest, oldest = client_of().get("/v1/models").json["versions"]

    assert newest["card"] is None
    assert "not a model card" in newest["problem"]
    assert oldest["card"]["version"] == oldest["version"]
