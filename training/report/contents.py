"""What a report says, as data. Every share is in [0, 1]; None is a figure that the articles cannot tell."""

from dataclasses import dataclass
from typing import Literal

from classifier import Tag
from training.report.intervals import Interval, Verdict
from training.report.notes import Note
from training.report.reliability import Reliability
from training.report.thresholds import Curve


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval, and what giving every tag to every article would score."""

    value: float | None
    interval: Interval | None = None
    no_skill: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the decisions and the ranking are."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    average_precision: Estimate


@dataclass(frozen=True, slots=True)
class Mistake:
    """An article that wrongly was or was not given a tag, and the words that moved the score most that way.

    `article` counts from 0 in the data; `words` are (word, weight), the heaviest first.
    """

    article: int
    id: str | None
    title: str
    probability: float
    threshold: float
    true: tuple[str, ...]
    given: tuple[str, ...]
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TagReport:
    """One tag: of `judged` articles, `support` truly have it and `given` were given it."""

    tag: Tag
    support: int
    judged: int
    given: int
    threshold: float | None
    prevalence: Estimate
    quality: Quality
    brier: Estimate
    reliability: Reliability
    curve: Curve
    false_alarms: tuple[Mistake, ...]
    misses: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Untagged:
    """Articles with no tag and no unsure one, and the share of them that was given some tag."""

    articles: int
    false_alarm_rate: Estimate


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags of the same article: truly, as given, and as many as their supports would make by chance.

    `first_for_second` articles have the second tag but were given only the first, and the other way round.
    `given_too_often` is None where the difference between given and true may be chance.
    """

    first: str
    second: str
    true_together: int
    given_together: int
    by_chance: float
    first_for_second: int
    second_for_first: int
    given_too_often: bool | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """How good the decisions about some articles are, all tags together."""

    precision: float | None
    recall: float | None
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Slice:
    """The articles that have something in common; tagged better or worse, by F1, than all others."""

    by: Literal["source", "month", "length"]
    name: str
    articles: int
    decisions: Decisions
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Respelled:
    """What another spelling of the same articles changes: shares of decisions and of articles left unchanged."""

    spelling: str
    decisions: Estimate
    articles: Estimate
    macro_f1: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Our figure minus the other's on the same articles; `name` is a tag or "macro"."""

    name: str
    ours: float | None
    theirs: float | None
    interval: Interval | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """One version against another, by F1 and by average precision. `worse` is the gate: by F1, any verdict "worse"."""

    against: str
    f1: tuple[Difference, ...]
    average_precision: tuple[Difference, ...]

    @property
    def worse(self) -> bool:
        """Whether a tag or an average is worse beyond chance."""
        return any(difference.verdict == "worse" for difference in self.f1)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that evaluation says. `respelled` and `comparison` are there when they were asked for."""

    subject: str
    articles: int
    seed: int
    tags: tuple[TagReport, ...]
    macro: Quality
    micro: Quality
    subset_accuracy: Estimate
    untagged: Untagged
    pairs: tuple[Pair, ...]
    slices: tuple[Slice, ...]
    notes: tuple[Note, ...]
    respelled: tuple[Respelled, ...] | None = None
    comparison: Comparison | None = None
