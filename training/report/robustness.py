"""What a tagger does when the same articles are spelled in another way: it should do nothing else."""

import dataclasses
import random
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from classifier.model import Matrix, Model
from training.corpus import texts
from training.fit import Progress, silent
from training.labels import Labels
from training.report.contents import Estimate, Respelled
from training.report.figures import Floats, measure, prepare, ratio
from training.report.intervals import RESAMPLES, Share, draw, share_interval
from training.report.judgements import Judgements, probabilities_of_texts

Spelling = Callable[[str, random.Random], str]  # an article's whole text, respelled


def respell(
    judgements: Judgements, spellings: Mapping[str, Spelling], seed: int = 0, progress: Progress = silent
) -> tuple[Respelled, ...]:
    """Return what each spelling of all articles changes; this costs a pass over them for every spelling."""
    return tuple(_respelled(judgements, name, spelling, seed, progress) for name, spelling in spellings.items())


def _respelled(judgements: Judgements, name: str, spelling: Spelling, seed: int, progress: Progress) -> Respelled:
    generator = random.Random(seed)  # noqa: S311 - damage is drawn, not secrets
    damaged = [spelling(text, generator) for text in texts(judgements.articles)]
    probability = _probabilities(judgements.models, damaged, f"spell {name}", progress)
    respelled = dataclasses.replace(judgements, probability=probability)
    kept = respelled.given == judgements.given
    macro = measure(prepare(respelled), np.ones((1, len(damaged)), dtype=np.float32)).macro.f1[0]
    return Respelled(
        spelling=name,
        decisions=_share_kept(judgements, kept, seed),
        articles=_share_kept(judgements, kept.all(axis=1, keepdims=True), seed),
        macro_f1=float(macro) if np.isfinite(macro) else None,
    )


def _probabilities(models: Sequence[Model], damaged: Sequence[str], step: str, progress: Progress) -> Matrix:
    """Return the probabilities of each text by the model that judged its article."""
    rows: list[Floats] = [np.zeros(0)] * len(damaged)
    for model in {id(model): model for model in models}.values():
        places = [place for place, judge in enumerate(models) if judge is model]
        found = probabilities_of_texts(model, [damaged[place] for place in places], step, progress)
        for place, row in zip(places, found, strict=True):
            rows[place] = row
    return np.array(rows)


def _share_kept(judgements: Judgements, kept: Labels, seed: int) -> Estimate:
    if not kept.size:
        return Estimate(None)
    per_article = kept.sum(axis=1).astype(np.float32)
    resampled: list[Floats] = [
        ratio((weights @ per_article).astype(np.float64), weights.sum(axis=1) * float(kept.shape[1]))
        for weights in draw(judgements.stories, 1, RESAMPLES, seed)
    ]
    share = Share(float(kept.sum()), kept.size)
    return Estimate(float(kept.mean()), share_interval(np.concatenate(resampled), share))
