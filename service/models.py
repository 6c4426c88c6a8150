"""The model that serves, the versions in the store, and promoting and rolling back with a token."""

import contextlib
import dataclasses
import hmac
from collections.abc import Iterator
from typing import Any, Final

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from classifier import ArtifactError, Store, StoreError
from service.json_answer import JsonAnswer
from service.problems import Problem
from service.schemas import PROBLEM_RESPONSE, ActiveAnswer, ModelAnswer, VersionPath, VersionsAnswer
from service.settings import Settings
from service.worker import Worker, serving_now

_TAG: Final = Tag(name="Models", description="What answers, and what could.")
_BEARER: Final = "bearer"
_SECURITY: Final[list[dict[str, list[Any]]]] = [{"token": []}]
_LISTED: Final = 100  # newest versions


def models_api(worker: Worker) -> APIBlueprint:
    """Return the endpoints about models, for this worker."""
    api = APIBlueprint("models", __name__, abp_tags=[_TAG], abp_responses={"default": PROBLEM_RESPONSE})
    store = worker.active.store

    @api.get("/v1/model", summary="The model that answers", responses={200: ModelAnswer})
    def model() -> Response:
        """Answer the card of the model that serves: tags, training data, figures, digest."""
        return JsonAnswer(model_json(worker))

    @api.get("/v1/models", summary="The versions in the store", responses={200: VersionsAnswer})
    def models() -> Response:
        """Answer the newest versions in the model store with their cards, newest first."""
        return JsonAnswer(versions_json(store))

    @api.post(
        "/v1/models/<version>/promote", summary="Promote a version", responses={200: ActiveAnswer}, security=_SECURITY
    )
    def promote(path: VersionPath) -> Response:
        """Make a version the active one, once it has been verified; every worker serves it within two seconds."""
        check_token(worker.settings)
        _check_known(path.version, store)
        with _told():
            store.promote(path.version)
        worker.active.refresh()
        return JsonAnswer({"active": path.version})

    @api.post("/v1/models/rollback", summary="Roll back", responses={200: ActiveAnswer}, security=_SECURITY)
    def rollback() -> Response:
        """Make the version that was active before active again."""
        check_token(worker.settings)
        if len(_history(store)) < 2:
            raise Problem("nothing-to-roll-back", {"reason": "The store remembers no earlier active version."})
        with _told():
            version = store.rollback()
        worker.active.refresh()
        return JsonAnswer({"active": version})

    return api


def check_token(settings: Settings) -> None:
    """Raise a Problem unless the request carries the service's token; without one, none will do."""
    if not settings.token:
        raise Problem("switched-off")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != _BEARER or not hmac.compare_digest(given.encode(), settings.token.encode()):
        raise Problem("unauthorised", headers={"WWW-Authenticate": "Bearer"})


def model_json(worker: Worker) -> dict[str, Any]:
    """Return the card of the version that answers this request, and the refused one, if any. Raises Problem."""
    refused = worker.active.refused
    return {
        "card": dataclasses.asdict(serving_now().card),
        "refused": refused and {"version": refused.version, "reason": refused.reason},
    }


def versions_json(store: Store) -> dict[str, Any]:
    """Return the store's newest versions. Raises Problem."""
    active = next(iter(_history(store)), None)
    versions = reversed(store.versions()[-_LISTED:])
    return {"active": active, "versions": [_version_json(version, active, store) for version in versions]}


def _version_json(version: str, active: str | None, store: Store) -> dict[str, Any]:
    entry = {"version": version, "active": version == active, "card": None, "problem": None}
    try:
        return {**entry, "card": dataclasses.asdict(store.card(version))}
    except (ArtifactError, StoreError) as problem:
        return {**entry, "problem": str(problem)}


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what a store raises into a Problem: a version that cannot be trusted, or a store that cannot be used."""
    try:
        yield
    except ArtifactError as problem:
        raise Problem("version-refused", {"reason": str(problem)}) from None
    except StoreError as problem:
        raise Problem("store-unusable", {"reason": str(problem)}) from None


def _history(store: Store) -> list[str]:
    with _told():
        return store.history()


def _check_known(version: str, store: Store) -> None:
    if version not in store.versions():
        raise Problem("unknown-version", {"version": version})
