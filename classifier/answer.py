"""A tagging as the JSON object that the command line and HTTP both answer with."""

from typing import Any

from classifier.article import Evidence, Tagging


def tagging_json(tagging: Tagging) -> dict[str, Any]:
    """Return the tagging as built-in types, ready for `json.dumps`."""
    answer: dict[str, Any] = {
        "id": tagging.id,
        "tags": list(tagging.tags),
        "scores": {
            tag: {"probability": score.probability, "threshold": score.threshold}
            for tag, score in tagging.scores.items()
        },
        "model": {"version": tagging.model.version, "sha256": tagging.model.sha256},
    }
    if tagging.evidence is not None:
        answer["evidence"] = {tag: _evidence_json(evidence) for tag, evidence in tagging.evidence.items()}
    return answer


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    words = [
        {"field": word.field, "start": word.start, "end": word.end, "text": word.text, "weight": word.weight}
        for word in evidence.words
    ]
    return {"intercept": evidence.intercept, "score": evidence.score, "words": words}
