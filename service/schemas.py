"""What requests and answers look like: the source of the OpenAPI document."""

from typing import Annotated, Final

from flask_openapi3.models.schema import Schema
from pydantic import BaseModel, ConfigDict, Discriminator, Field, JsonValue
from pydantic import Tag as Case
from pydantic.json_schema import models_json_schema

from classifier import Evidence, ModelCard, ModelName, Score
from service.problems import MEDIA_TYPE

_ARTICLE: Final[dict[str, JsonValue]] = {
    "id": "ir-1",
    "title": "رشد صادرات فرش دستباف",
    "text": "صادرات فرش دستباف در سال گذشته افزایش یافت.",
}
_SECOND: Final[dict[str, JsonValue]] = {"text": "کنکور سراسری برگزار شد."}
_MODEL: Final[dict[str, JsonValue]] = {"version": "20260101T120000Z-0a1b2c3d", "sha256": "0a1b2c3d" * 8}
_TAGGING: Final[dict[str, JsonValue]] = {
    "id": "ir-1",
    "tags": ["trade"],
    "scores": {
        "trade": {"probability": 0.98, "threshold": 0.41},
        "education": {"probability": 0.01, "threshold": 0.37},
    },
    "model": _MODEL,
}

_COMPONENTS: Final = "#/components/schemas/{model}"

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
# Told apart by what was sent, so that what is wrong is said once. The case's name stands in the places of errors.
Thresholds = Annotated[
    Annotated[Probability, Case("number")] | Annotated[dict[str, Probability], Case("by_tag")],
    Discriminator(lambda sent: "by_tag" if isinstance(sent, dict) else "number"),
]


class Wanted(BaseModel):
    """What the caller wants to know about an article."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    explain: bool = Field(default=False, description="Also answer the evidence: the words that earned each tag.")
    tags: list[str] | None = Field(
        default=None, min_length=1, max_length=1000, description="Only these tags; by default all of the model's."
    )
    threshold: Thresholds | None = Field(
        default=None, description="Probability from which a tag applies, for all tags or by tag, instead of its own."
    )


class ArticleFields(BaseModel):
    """One piece of news. Either the title or the text may be empty, not both."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"example": _ARTICLE})

    text: str = Field(default="", description="The text, as long as the service's setting allows.")
    title: str = ""
    id: str | None = Field(default=None, max_length=256, description="Given back with the answer.")


class ArticleRequest(ArticleFields, Wanted):
    """One article to tag."""

    model_config = ConfigDict(json_schema_extra={"example": {**_ARTICLE, "explain": True}})


class BatchRequest(Wanted):
    """Several articles to tag in one request."""

    model_config = ConfigDict(json_schema_extra={"example": {"articles": [_ARTICLE, _SECOND]}})

    articles: list[ArticleFields]


class WantedByQuery(BaseModel):
    """The same wishes as query parameters; what the body says wins."""

    model_config = ConfigDict(extra="forbid")

    explain: bool | None = None
    tags: str | None = Field(default=None, min_length=1, max_length=10_000, description="Tag ids, separated by commas.")
    threshold: Probability | None = None


class TaggingAnswer(BaseModel):
    """The tags of one article, most probable first; none is an answer. `scores` has every tag of the model."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _TAGGING})

    id: str | None
    tags: list[str]
    scores: dict[str, Score]
    model: ModelName
    evidence: dict[str, Evidence] | None = Field(
        default=None, description="Per tag: intercept + the words' weights = score. Offsets are in code points."
    )


class BatchAnswer(BaseModel):
    """The taggings of a batch, in the order of its articles, all by one model."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"model": _MODEL, "taggings": [_TAGGING]}})

    model: ModelName
    taggings: list[TaggingAnswer]


class FieldProblem(BaseModel):
    """What is wrong in one place of the request."""

    pointer: str = Field(description="A JSON pointer (RFC 6901).")
    detail: str


class ProblemAnswer(BaseModel):
    """Problem details (RFC 9457). `type` is stable, `title` and `detail` follow Accept-Language (en, fa)."""

    type: str = Field(examples=["urn:barchasb:problem:empty-article"])
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[FieldProblem] = []


class RefusedVersion(BaseModel):
    """The active version of the store, if it could not be trusted; an earlier one goes on serving."""

    version: str
    reason: str


class ModelAnswer(BaseModel):
    """The model that answers, as its card describes it, and the newer one that was refused, if any."""

    card: ModelCard
    refused: RefusedVersion | None


class VersionEntry(BaseModel):
    """One version of the model store; `problem` says why its card cannot be read."""

    version: str
    active: bool
    card: ModelCard | None
    problem: str | None = None


class VersionsAnswer(BaseModel):
    """The versions in the model store, newest first."""

    active: str | None
    versions: list[VersionEntry]


class ActiveAnswer(BaseModel):
    """The version that is active from now on."""

    active: str


class StatusAnswer(BaseModel):
    """How the service is."""

    status: str = Field(examples=["ready"])
    model: ModelName | None = None


class VersionPath(BaseModel):
    """A version in an address."""

    version: str = Field(max_length=100)


def reference(model: type[BaseModel]) -> dict[str, str]:
    """Return the reference to a model among the document's components."""
    return {"$ref": _COMPONENTS.format(model=model.__name__)}


def component_schemas(*models: type[BaseModel]) -> dict[str, Schema]:
    """Return the components that the models and their parts are in the OpenAPI document, by name."""
    _, definitions = models_json_schema([(model, "validation") for model in models], ref_template=_COMPONENTS)
    return {name: Schema(**schema) for name, schema in definitions["$defs"].items()}


# The answer of every endpoint to what it cannot do.
PROBLEM_RESPONSE: Final = {
    "description": "Problem details (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": reference(ProblemAnswer)}},
}
