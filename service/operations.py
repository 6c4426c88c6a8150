"""For those who run the service: is it alive, is it ready, what does it count."""

from typing import Final

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from prometheus_client import CONTENT_TYPE_LATEST

from service.json_answer import JsonAnswer
from service.schemas import PROBLEM_RESPONSE, StatusAnswer
from service.worker import Worker, serving_now

_TAG: Final = Tag(name="Operations", description="For those who run the service.")
_METRICS: Final = {"content": {"text/plain": {"schema": {"type": "string"}}}}


def operations_api(worker: Worker) -> APIBlueprint:
    """Return the endpoints for operations, for this worker."""
    api = APIBlueprint("operations", __name__, abp_tags=[_TAG], abp_responses={"default": PROBLEM_RESPONSE})

    @api.get("/livez", summary="Is it alive?", responses={200: StatusAnswer})
    def livez() -> Response:
        """Answer as long as the process can."""
        return JsonAnswer({"status": "alive", "model": None})

    @api.get("/readyz", summary="Is it ready?", responses={200: StatusAnswer})
    def readyz() -> Response:
        """Answer 200 once a verified and warmed model serves, 503 before."""
        name = serving_now().tagger.name
        return JsonAnswer({"status": "ready", "model": {"version": name.version, "sha256": name.sha256}})

    @api.get("/metrics", summary="Counts for Prometheus", responses={200: _METRICS})
    def metrics() -> Response:
        """Answer the counts of all workers."""
        return Response(worker.metrics.exposition(), content_type=CONTENT_TYPE_LATEST)

    return api
