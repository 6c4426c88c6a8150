"""What the caller wants to know: which tags, from which probability on, with evidence or without."""

import dataclasses
from typing import Final

from flask import Request
from pydantic import ValidationError

from classifier import Score, Tagger, Tagging
from service.problems import Problem, error_details, invalid
from service.schemas import Wanted, WantedByQuery

_KNOWN_SHOWN: Final = 50
_NOTHING: Final = Wanted()


def wanted_by_query(asking: Request) -> Wanted:
    """Return the wishes in the request's query. Raises Problem."""
    if not asking.query_string:
        return _NOTHING
    try:
        once = {name: values[0] if len(values) == 1 else values for name, values in asking.args.lists()}
        query = WantedByQuery.model_validate(once)
        wishes: dict[str, object] = query.model_dump(exclude_none=True)
        if query.tags is not None:
            wishes["tags"] = query.tags.split(",")
        return Wanted.model_validate(wishes)
    except ValidationError as problem:
        raise invalid(error_details(problem), where="/query") from None


def wanted_by_both(body: Wanted, by_query: Wanted) -> Wanted:
    """Return what the body wants, and where it says nothing, what the query wants."""
    if not by_query.model_fields_set:
        return body
    said = {name: getattr(body, name) for name in Wanted.model_fields if name in body.model_fields_set}
    return Wanted(**{**by_query.model_dump(exclude_unset=True), **said})


def check_tags(wanted: Wanted, tagger: Tagger) -> None:
    """Raise a Problem if the caller names a tag that the tagger does not have."""
    overridden = wanted.threshold if isinstance(wanted.threshold, dict) else {}
    if not wanted.tags and not overridden:
        return
    known = [tag.id for tag in tagger.tags]
    for tag in (*(wanted.tags or ()), *overridden):
        if tag not in known:
            raise Problem("unknown-tag", {"tag": repr(tag[:100]), "known": ", ".join(known[:_KNOWN_SHOWN])})


def narrowed(tagging: Tagging, wanted: Wanted) -> Tagging:
    """Return the tagging with only the tags wanted, and with the caller's thresholds instead of the model's."""
    if wanted.tags is None and wanted.threshold is None:
        return tagging
    tags = wanted.tags or list(tagging.scores)
    scores = {tag: _overridden(tagging.scores[tag], tag, wanted) for tag in tagging.scores if tag in tags}
    applying = sorted((tag for tag in scores if scores[tag].applies), key=lambda tag: -scores[tag].probability)
    evidence = tagging.evidence and {tag: tagging.evidence[tag] for tag in scores}
    return dataclasses.replace(tagging, tags=tuple(applying), scores=scores, evidence=evidence)


def _overridden(score: Score, tag: str, wanted: Wanted) -> Score:
    if isinstance(wanted.threshold, dict):
        return Score(score.probability, wanted.threshold.get(tag, score.threshold))
    return score if wanted.threshold is None else Score(score.probability, wanted.threshold)
