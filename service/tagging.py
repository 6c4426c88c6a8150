"""POST /v1/tags: one article, a batch, a plain text, or a stream."""

from typing import Any, Final

from flask import Request, Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from classifier import Tagging
from classifier.answer import tagging_json
from service.asking import Question, read_question
from service.json_answer import JsonAnswer
from service.problems import Problem
from service.reload import Serving
from service.schemas import (
    PROBLEM_RESPONSE,
    ArticleRequest,
    BatchAnswer,
    BatchRequest,
    TaggingAnswer,
    WantedByQuery,
    component_schemas,
    reference,
)
from service.streaming import stream_taggings
from service.wanted import check_tags, narrowed, wanted_by_query
from service.worker import Worker, serving_now

NDJSON: Final = ("application/x-ndjson", "application/ndjson")
_TAG: Final = Tag(name="Tagging", description="Articles in, tags out.")

_PARAMETERS: Final = [
    {"name": name, "in": "query", "required": False, "schema": schema, "description": schema.get("description", "")}
    for name, schema in WantedByQuery.model_json_schema()["properties"].items()
]
_BODY: Final = {
    "required": True,
    "content": {
        "application/json": {"schema": {"oneOf": [reference(ArticleRequest), reference(BatchRequest)]}},
        "text/plain": {"schema": {"type": "string"}, "example": "صادرات فرش دستباف افزایش یافت."},
        NDJSON[0]: {
            "schema": {"type": "string", "description": "One article object a line."},
            "example": '{"id": "1", "text": "کنکور سراسری برگزار شد."}\n{"text": "صادرات فرش."}\n',
        },
    },
}
_ANSWER: Final = {
    "description": "The tagging, or the batch's taggings, or one tagging a line (a bad line is answered in its place "
    'by `{"line": n, "problem": {…}}`).',
    "content": {
        "application/json": {"schema": {"oneOf": [reference(TaggingAnswer), reference(BatchAnswer)]}},
        NDJSON[0]: {"schema": {"type": "string"}},
    },
}


def tagging_api(worker: Worker) -> APIBlueprint:
    """Return the endpoint that tags, for this worker."""
    api = APIBlueprint("tagging", __name__, abp_tags=[_TAG], abp_responses={"default": PROBLEM_RESPONSE})
    api.components_schemas.update(component_schemas(ArticleRequest, BatchRequest, TaggingAnswer, BatchAnswer))

    @api.post(
        "/v1/tags",
        summary="Tag articles",
        responses={200: _ANSWER},
        openapi_extensions={"requestBody": _BODY, "parameters": _PARAMETERS},
    )
    def tag() -> Response:
        """Answer the tags of one article, a batch, a plain text or a stream, each with probability and threshold."""
        asking: Request = request._get_current_object()  # type: ignore[attr-defined]  # each look through a proxy costs
        if asking.environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
            raise Problem("unsupported-media-type")
        serving = serving_now()
        media_type = asking.mimetype
        if media_type in NDJSON:
            return stream_taggings(worker, serving, wanted_by_query(asking))
        with worker.requests:
            return JsonAnswer(answer(read_question(asking, media_type, worker.settings), serving, worker))

    return api


def answer(asked: Question, serving: Serving, worker: Worker) -> dict[str, Any]:
    """Return the JSON answer to a question. Raises Problem."""
    tagger = serving.tagger
    check_tags(asked.wanted, tagger)
    explained, articles = asked.wanted.explain, asked.articles
    found = map(tagger.explain, articles) if explained else worker.gathering.tag(tagger, articles)
    taggings: list[Tagging] = [narrowed(tagging, asked.wanted) for tagging in found]
    worker.metrics.tagged(taggings)
    if not asked.batch:
        return tagging_json(taggings[0])
    worker.metrics.batch(len(taggings))
    model = {"version": tagger.name.version, "sha256": tagger.name.sha256}
    return {"model": model, "taggings": [tagging_json(tagging) for tagging in taggings]}
