"""Build the report from judgements: every part of it is counted in its own file."""

from collections import Counter

import numpy as np

from training.fit import Progress, silent
from training.report.contents import Estimate, Quality, Report, TagReport, Untagged
from training.report.figures import FIGURES, Figures, Measured, Prepared, measure, prepare
from training.report.intervals import (
    Share,
    f1_interval,
    mean_interval,
    percentiles,
    resample,
    share_interval,
)
from training.report.judgements import Judgements
from training.report.mistakes import worst_mistakes
from training.report.pairs import pairs_of_tags
from training.report.reliability import reliability
from training.report.remarks import remarks
from training.report.slices import slices_of_articles
from training.report.thresholds import threshold_curve


def build(judgements: Judgements, seed: int = 0, progress: Progress = silent) -> Report:
    """Return the report; the same judgements and seed give the same report."""
    prepared = prepare(judgements)
    measured = measure(prepared, np.ones((1, len(judgements.articles)), dtype=np.float32))
    resampled = resample(prepared, judgements.stories, seed, progress=progress)
    tags = tuple(_tag_report(column, judgements, measured, resampled, seed) for column in range(len(judgements.tags)))
    untagged = int(judgements.untagged.sum())
    return Report(
        subject=judgements.subject,
        articles=len(judgements.articles),
        seed=seed,
        tags=tags,
        macro=_macro(tags, measured, resampled),
        micro=_micro(tags, measured, resampled),
        subset_accuracy=_subset_accuracy(judgements, prepared, measured, resampled),
        untagged=Untagged(untagged, _false_alarm_rate(untagged, measured, resampled)),
        pairs=pairs_of_tags(judgements),
        slices=slices_of_articles(judgements, seed),
        notes=remarks(judgements, tags),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _column(figures: Figures, column: int) -> Figures:
    return Figures(*(getattr(figures, name)[:, column] for name in FIGURES))


def _tag_report(column: int, judgements: Judgements, measured: Measured, resampled: Measured, seed: int) -> TagReport:
    sure = judgements.sure[:, column]
    probability, truth = judgements.probability[sure, column], judgements.truth[sure, column]
    given = judgements.given[sure, column]
    support, judged = int(truth.sum()), len(truth)
    share = Share(support, judged)
    prevalence = _known(measured.prevalence[0, column])
    false_alarms, misses = worst_mistakes(judgements, column)
    return TagReport(
        tag=judgements.tags[column],
        support=support,
        judged=judged,
        given=int(given.sum()),
        threshold=float(np.median(judgements.threshold[:, column])) if len(sure) else None,
        prevalence=Estimate(prevalence, share_interval(resampled.prevalence[:, column], share)),
        quality=_quality(
            _column(measured.tags, column),
            _column(resampled.tags, column),
            (int((given & truth).sum()), int(given.sum()), support),
            prevalence,
        ),
        brier=Estimate(
            _known(measured.brier[0, column]),
            percentiles(resampled.brier[:, column]),
            None if prevalence is None else prevalence * (1 - prevalence),
        ),
        reliability=reliability(probability, truth, seed),
        curve=threshold_curve(probability, truth),
        false_alarms=false_alarms,
        misses=misses,
    )


def _quality(figures: Figures, resampled: Figures, counts: tuple[int, int, int], prevalence: float | None) -> Quality:
    """Return the estimates of one set of decisions; `counts` are the right, the given and the true ones."""
    right, given, positive = counts
    values = [_known(getattr(figures, name)[0]) for name in FIGURES]
    intervals = (
        share_interval(resampled.precision, Share(right, given)),
        share_interval(resampled.recall, Share(right, positive)),
        f1_interval(resampled.f1, right, given, positive),
        share_interval(resampled.average_precision, Share((values[3] or 0.0) * positive, positive)),
    )
    # Without skill: give the tag to every article, in any order.
    baseline = (None,) * 4 if not prevalence else (prevalence, 1.0, 2 * prevalence / (1 + prevalence), prevalence)
    return Quality(
        *(
            Estimate(value, None if value is None else interval, no_skill)
            for value, interval, no_skill in zip(values, intervals, baseline, strict=True)
        )
    )


def _macro(tags: tuple[TagReport, ...], measured: Measured, resampled: Measured) -> Quality:
    judged = [tag for tag in tags if tag.support]
    estimates = []
    for name in FIGURES:
        of_tags: list[Estimate] = [getattr(tag.quality, name) for tag in judged]
        parts = [(one.value, one.interval) for one in of_tags if one.value is not None and one.interval is not None]
        interval = mean_interval(getattr(resampled.macro, name), parts)
        value = _known(getattr(measured.macro, name)[0])
        estimates.append(Estimate(value, interval, _mean([estimate.no_skill for estimate in of_tags])))
    return Quality(*estimates)


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _micro(tags: tuple[TagReport, ...], measured: Measured, resampled: Measured) -> Quality:
    judged, positive = sum(tag.judged for tag in tags), sum(tag.support for tag in tags)
    given = sum(tag.given for tag in tags)
    precision = _known(measured.micro.precision[0])
    right = round((precision or 0.0) * given)
    prevalence = positive / judged if judged else None
    return _quality(measured.micro, resampled.micro, (right, given, positive), prevalence)


def _subset_accuracy(judgements: Judgements, prepared: Prepared, measured: Measured, resampled: Measured) -> Estimate:
    decided, right = prepared.articles[:, :2].sum(axis=0).tolist()
    if not decided:
        return Estimate(None)
    sets = Counter(map(tuple, judgements.truth[judgements.sure.all(axis=1)].tolist()))
    return Estimate(
        _known(measured.subset_accuracy[0]),
        share_interval(resampled.subset_accuracy, Share(right, decided)),
        max(sets.values()) / decided,
    )


def _false_alarm_rate(untagged: int, measured: Measured, resampled: Measured) -> Estimate:
    rate = _known(measured.false_alarm_rate[0])
    if rate is None:
        return Estimate(None)
    return Estimate(rate, share_interval(resampled.false_alarm_rate, Share(rate * untagged, untagged)), 1.0)
