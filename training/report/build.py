"""Build the report from judgements: every part of it is counted in its own file."""

from collections import Counter

import numpy as np

from training.fit import Progress, silent
from training.report.contents import Estimate, Report, TagReport, Untagged
from training.report.estimates import (
    Counts,
    Sampled,
    brier,
    macro_quality,
    micro_quality,
    sample,
    share,
    tag_quality,
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
    sampled = sample(judgements, seed, progress)
    counts = [_counts(judgements, column) for column in range(len(judgements.tags))]
    tags = tuple(_tag_report(judgements, sampled, column, counts[column], seed) for column in range(len(counts)))
    return Report(
        subject=judgements.subject,
        articles=len(judgements.articles),
        seed=seed,
        tags=tags,
        macro=macro_quality(sampled, [tag.quality for tag in tags if tag.support]),
        micro=micro_quality(sampled, counts),
        subset_accuracy=_subset_accuracy(judgements, sampled),
        untagged=_untagged(judgements, sampled),
        pairs=pairs_of_tags(judgements),
        slices=slices_of_articles(judgements, seed),
        notes=remarks(judgements, tags),
    )


def _counts(judgements: Judgements, column: int) -> Counts:
    sure = judgements.sure[:, column]
    truth, given = judgements.truth[sure, column], judgements.given[sure, column]
    return Counts(len(truth), int(truth.sum()), int(given.sum()), int((truth & given).sum()))


def _tag_report(judgements: Judgements, sampled: Sampled, column: int, counts: Counts, seed: int) -> TagReport:
    sure = judgements.sure[:, column]
    probability, truth = judgements.probability[sure, column], judgements.truth[sure, column]
    measured, resampled = sampled.measured, sampled.resampled
    false_alarms, misses = worst_mistakes(judgements, column)
    return TagReport(
        tag=judgements.tags[column],
        support=counts.positive,
        judged=counts.judged,
        given=counts.given,
        threshold=float(np.median(judgements.threshold[:, column])) if len(sure) else None,
        prevalence=share(sampled, measured.prevalence[:, column], resampled.prevalence[:, column], counts.judged),
        quality=tag_quality(sampled, column, counts),
        brier=brier(sampled, column, counts),
        reliability=reliability(probability, truth, seed),
        curve=threshold_curve(probability, truth),
        false_alarms=false_alarms,
        misses=misses,
    )


def _subset_accuracy(judgements: Judgements, sampled: Sampled) -> Estimate:
    decided = judgements.truth[judgements.sure.all(axis=1)]
    commonest = max(Counter(map(tuple, decided.tolist())).values(), default=0)
    measured, resampled = sampled.measured.subset_accuracy, sampled.resampled.subset_accuracy
    return share(sampled, measured, resampled, len(decided), commonest / max(len(decided), 1))


def _untagged(judgements: Judgements, sampled: Sampled) -> Untagged:
    articles = int(judgements.untagged.sum())
    measured, resampled = sampled.measured.false_alarm_rate, sampled.resampled.false_alarm_rate
    return Untagged(articles, share(sampled, measured, resampled, articles, no_skill=1.0))
