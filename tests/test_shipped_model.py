"""The model that people meet first: trained from the seeds, it answers as the README says."""

import json
import re
from pathlib import Path

import pytest

from classifier import Article, ModelName, Tagger
from classifier.artifact import decode, encode
from training.cli.train import SEEDS
from training.corpus import read_corpus
from training.fit import fit
from training.tagset import choose_tags

README = Path(__file__).resolve().parent.parent / "README.md"
LARGEST = 5_000_000  # bytes

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def artifact() -> bytes:
    seeds = read_corpus(sorted(SEEDS.glob("*.jsonl")))
    glossary = read_corpus(sorted((SEEDS / "glossary").glob("*.jsonl"))).articles
    return encode(fit(seeds.articles, choose_tags(seeds, SEEDS / "tags.toml"), glossary=glossary).model)


@pytest.fixture(scope="module")
def shipped(artifact) -> Tagger:
    return Tagger(decode(artifact, "shipped"), ModelName("shipped", "0" * 64))


def test_the_artifact_is_small(artifact):
    assert len(artifact) < LARGEST


def test_the_readme_shows_the_real_answer(shipped):
    readme = README.read_text(encoding="utf-8")
    sent = json.loads(re.search(r"-d '(\{.*?\})'", readme)[1])
    shown = json.loads(re.search(r"```json\n(\{\"id\": null.*?)```", readme, re.DOTALL)[1])

    tagging = shipped.tag(Article(**sent))

    assert list(tagging.tags) == shown["tags"]
    for tag, score in tagging.scores.items():
        assert score.probability == pytest.approx(shown["scores"][tag]["probability"], abs=0.01)
        assert score.threshold == pytest.approx(shown["scores"][tag]["threshold"], abs=0.01)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("سرمربی تیم ملی والیبال فهرست بازیکنان اردوی آماده‌سازی را اعلام کرد.", set()),
        ("آتش‌سوزی در بازار تهران مهار شد و دو آتش‌نشان به بیمارستان رفتند.", set()),
        ("نرخ دلار و سکه در بازار ارز امروز کاهش یافت.", {"trade"}),
        ("هتل‌ها و اقامتگاه‌های بوم‌گردی یزد میزبان گردشگران نوروزی‌اند.", {"tourism"}),
        ("کارگردان فیلم سینمایی تازه‌اش را در جشنواره فجر روی پرده برد.", {"culture"}),
        ("آموزش و پرورش زمان امتحانات نهایی دانش‌آموزان پایه دوازدهم را اعلام کرد.", {"education"}),
    ],
    ids=["sport", "accident", "trade", "tourism", "culture", "education"],
)
def test_a_plain_sentence_gets_the_tags_that_anyone_would_give_it(shipped, text, tags):
    assert set(shipped.tag(text).tags) == tags
