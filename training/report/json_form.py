"""The report as the JSON object of docs/report.schema.json, whose keys stay."""

import dataclasses
import json
from typing import Any, Final

from training.report.contents import (
    Comparison,
    Difference,
    Estimate,
    Mistake,
    Pair,
    Quality,
    Report,
    Respelled,
    Slice,
    TagReport,
)
from training.report.figures import FIGURES
from training.report.intervals import Interval

FORMAT: Final = 1  # raise it when a key changes its meaning or goes


def write_json(report: Report) -> str:
    """Return the report as a JSON text. Unknown figures are null, and "notes" says why."""
    return json.dumps(report_json(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as built-in types."""
    return {
        "format": FORMAT,
        "version": report.subject,
        "seed": report.seed,
        "articles": report.articles,
        "tags": {tag.tag.id: _tag(tag) for tag in report.tags},
        "macro": _quality(report.macro),
        "micro": _quality(report.micro),
        "subset_accuracy": _estimate(report.subset_accuracy),
        "untagged": {
            "articles": report.untagged.articles,
            **_estimates({"false_alarm_rate": report.untagged.false_alarm_rate}),
        },
        "pairs": [_pair(pair) for pair in report.pairs],
        "slices": [_slice(one) for one in report.slices],
        "notes": [{**dataclasses.asdict(note), "text": note.english} for note in report.notes],
        "spelling": None if report.respelled is None else [_respelled(one) for one in report.respelled],
        "comparison": None if report.comparison is None else _comparison(report.comparison),
    }


def _estimates(estimates: dict[str, Estimate]) -> dict[str, Any]:
    """Return the figures by name, and beside them their intervals and what no skill would score."""
    return {
        **{name: estimate.value for name, estimate in estimates.items()},
        "intervals": {name: _interval(estimate.interval) for name, estimate in estimates.items()},
        "no_skill": {name: estimate.no_skill for name, estimate in estimates.items()},
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "interval": _interval(estimate.interval), "no_skill": estimate.no_skill}


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _quality(quality: Quality) -> dict[str, Any]:
    return _estimates({name: getattr(quality, name) for name in FIGURES})


def _tag(report: TagReport) -> dict[str, Any]:
    figures = {name: getattr(report.quality, name) for name in FIGURES}
    best = report.curve.best
    return {
        "fa": report.tag.fa,
        "en": report.tag.en,
        "support": report.support,
        "judged": report.judged,
        "given": report.given,
        "threshold": report.threshold,
        "best_threshold": None if best is None else {"threshold": best.threshold, "f1": best.f1},
        **_estimates({"prevalence": report.prevalence, **figures, "brier": report.brier}),
        "calibration": {
            "error": report.reliability.error,
            "chance": report.reliability.chance,
            "bins": [dataclasses.asdict(one) for one in report.reliability.bins],
        },
        "curve": [dataclasses.asdict(point) for point in report.curve.points],
        "false_alarms": [_mistake(mistake) for mistake in report.false_alarms],
        "misses": [_mistake(mistake) for mistake in report.misses],
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    words = [{"text": text, "weight": weight} for text, weight in mistake.words]
    return {**dataclasses.asdict(mistake), "true": list(mistake.true), "given": list(mistake.given), "words": words}


def _pair(pair: Pair) -> dict[str, Any]:
    return dataclasses.asdict(pair)


def _slice(one: Slice) -> dict[str, Any]:
    return {
        "by": one.by,
        "name": one.name,
        "articles": one.articles,
        "precision": one.decisions.precision,
        "recall": one.decisions.recall,
        **_estimates({"f1": one.decisions.f1}),
        "verdict": one.verdict,
    }


def _respelled(one: Respelled) -> dict[str, Any]:
    return {
        "spelling": one.spelling,
        **_estimates({"unchanged_decisions": one.decisions, "unchanged_articles": one.articles}),
        "macro_f1": one.macro_f1,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "against": comparison.against,
        "worse": comparison.worse,
        "f1": {one.name: _difference(one) for one in comparison.f1},
        "average_precision": {one.name: _difference(one) for one in comparison.average_precision},
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {"ours": one.ours, "theirs": one.theirs, "interval": _interval(one.interval), "verdict": one.verdict}
