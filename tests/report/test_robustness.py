import dataclasses

import numpy as np
import pytest

from training.report.build import build
from training.report.judgements import judge
from training.report.robustness import respell

SPELLINGS = {
    "unchanged": lambda text, _: text,
    "arabic_letters": lambda text, _: text.replace("ی", "ي").replace("ک", "ك"),
    "nonsense": lambda text, random: "".join(random.choice("ابپت ") for _ in text),
}


@pytest.fixture(scope="module")
def respelled(tagger, unseen):
    return {one.spelling: one for one in respell(judge(tagger, unseen), SPELLINGS)}


def test_an_unchanged_text_keeps_every_decision(respelled, tagger, unseen):
    kept = respelled["unchanged"]

    assert (kept.decisions.value, kept.articles.value) == (1, 1)
    assert kept.macro_f1 == build(judge(tagger, unseen)).macro.f1.value


def test_arabic_letters_change_nothing(respelled):
    assert respelled["arabic_letters"].decisions.value == 1


def test_nonsense_changes_decisions_and_the_figures_show_it(respelled):
    lost = respelled["nonsense"]

    assert lost.articles.value <= lost.decisions.value < 0.9
    assert lost.macro_f1 < 0.5
    for kept in (lost.decisions, lost.articles):
        assert 0 <= kept.interval.low <= kept.value <= kept.interval.high <= 1


def test_the_seed_decides_the_damage(tagger, unseen):
    damage = {"half": lambda text, random: " ".join(word for word in text.split() if random.random() < 0.5)}

    one, same, other = (respell(judge(tagger, unseen), damage, seed)[0].macro_f1 for seed in (1, 1, 2))

    assert one == same != other


def test_each_article_is_respelled_for_the_model_that_judged_it(tagger, poor, unseen):
    poor, good = judge(poor, unseen), judge(tagger, unseen)
    half = len(unseen.articles) // 2
    mixed = dataclasses.replace(
        good,
        models=poor.models[:half] + good.models[half:],
        probability=np.concatenate([poor.probability[:half], good.probability[half:]]),
        threshold=np.concatenate([poor.threshold[:half], good.threshold[half:]]),
    )

    (kept,) = respell(mixed, {"unchanged": SPELLINGS["unchanged"]})

    assert kept.decisions.value == 1
