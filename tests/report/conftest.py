import dataclasses
import json
import random

import numpy as np
import pytest

from classifier import Article, Store, Tag
from training.corpus import Corpus, LabelledArticle
from training.fit import fit
from training.publish import publish
from training.report.judgements import Answers, compare_with_truth

TAGS = (Tag("trade", "تجارت", "Trade"), Tag("culture", "فرهنگ", "Culture"))
TRADE = "بازار صادرات گمرک کالا قیمت تجارت واردات بازرگان ارز دلار فروش خرید"
CULTURE = "فیلم کتاب سینما تئاتر موسیقی نمایش شاعر هنر رمان جشنواره بازیگر نقاشی"
NEITHER = "باران زلزله فوتبال داور پزشک بیمار جاده برف تیم گل تصادف آتش"
PLAIN = "امروز دیروز شهر کشور گزارش خبرنگار مردم سال روز گفت وزیر مدیر استان تهران هفته ماه"
WORDS = {"trade": TRADE.split(), "culture": CULTURE.split(), "": NEITHER.split()}


def _article(number, generator):
    tags = generator.choice([("trade",), ("culture",), ("trade", "culture"), ()])
    words = [word for tag in tags or ("",) for word in generator.sample(WORDS[tag], 4)]
    if generator.random() < 0.2:
        words += generator.sample(WORDS[generator.choice(["trade", "culture"])], 3)  # so that mistakes happen
    words += generator.sample(PLAIN.split(), 8)
    generator.shuffle(words)
    return LabelledArticle(
        Article(" ".join(words), title=f"خبر {number}", id=str(number)),
        frozenset(tags),
        frozenset({"culture"} if "culture" not in tags and generator.random() < 0.1 else ()),
        source=generator.choice(["ایسنا", "مهر"]),
    )


def _corpus(size, seed):
    generator = random.Random(seed)
    return Corpus(tuple(_article(number, generator) for number in range(size)), ("tiny.jsonl",))


@pytest.fixture(scope="session")
def judgements_on():
    """A function that judges hand-made articles by hand-made probabilities; no article is a copy of another."""

    def judgements_on(articles, probability, threshold=0.5, tags=TAGS):
        shape = (len(articles), len(tags))
        answers = Answers(np.reshape(probability, shape).astype(float), np.broadcast_to(threshold, shape))
        judgements = compare_with_truth("hand-made", tags, articles, answers)
        return dataclasses.replace(judgements, stories=np.arange(len(articles)))

    return judgements_on


@pytest.fixture(scope="session")
def learned():
    return _corpus(160, seed=1)


@pytest.fixture(scope="session")
def unseen():
    return _corpus(120, seed=2)


@pytest.fixture(scope="session")
def store(learned, tmp_path_factory):
    """A store with a good version, which is active, and before it a poor one: two in five of its labels are wrong."""
    folder = Store(tmp_path_factory.mktemp("store"))
    wrong = tuple(
        dataclasses.replace(labelled, tags=other.tags, unsure=frozenset()) if number % 5 < 2 else labelled
        for number, (labelled, other) in enumerate(zip(learned.articles, learned.articles[1:], strict=False))
    )
    for corpus in (Corpus(wrong), learned):
        card = publish(fit(corpus.articles, TAGS), corpus, 0, folder)
        folder.promote(card.version)
    return folder


@pytest.fixture(scope="session")
def tagger(store):
    return store.load()


@pytest.fixture(scope="session")
def poor(store):
    """The tagger of the poor version."""
    (version,) = set(store.versions()) - {store.active()}
    return store.load(version)


@pytest.fixture(scope="session")
def data_file(unseen, tmp_path_factory):
    """The unseen articles as a user's file."""
    path = tmp_path_factory.mktemp("data") / "unseen.jsonl"
    lines = [
        {
            "id": labelled.article.id,
            "title": labelled.article.title,
            "text": labelled.article.text,
            "tags": sorted(labelled.tags),
            "unsure": sorted(labelled.unsure),
            "source": labelled.source,
            "date": "2019-10-01",
        }
        for labelled in unseen.articles
    ]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
