"""The shipped seeds are what their card promises: valid, broad, and without copies."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from training.corpus import read_corpus, texts
from training.duplicates import near_duplicate_groups
from training.tagset import read_tags

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FILES = sorted(SEEDS.glob("*.jsonl"))
GLOSSARY = sorted((SEEDS / "glossary").glob("*.jsonl"))
FIELDS = {"id", "title", "text", "tags", "unsure", "source", "date"}
LONG = 60  # letters: a sentence from which on two articles do not have it in common by chance
SENTENCE_END = re.compile(r"[.!؟?\n]+")
JOINER = "\u200c"


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(FILES)


@pytest.fixture(scope="module")
def tags():
    return read_tags(SEEDS / "tags.toml")


def records(paths):
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def counted(rows):
    """What the card says of a file: articles, those with each tag, with several, with none, with any unsure."""
    sizes = [len(row["tags"]) for row in rows]
    tags = [sum(tag in row["tags"] for row in rows) for tag in ("trade", "tourism", "culture", "education")]
    return [len(rows), *tags, sum(size > 1 for size in sizes), sizes.count(0), sum("unsure" in row for row in rows)]


def repeated(items):
    return [item for item, count in Counter(items).items() if count > 1]


def test_every_line_is_an_article_of_our_fields_with_an_id_of_its_own():
    seeds, glossary = records(FILES), records(GLOSSARY)

    assert {field for record in seeds + glossary for field in record} <= FIELDS
    assert all(isinstance(record["tags"], list) for record in seeds + glossary)
    assert repeated(record["id"] for record in seeds + glossary) == []


def test_the_tags_are_the_defined_ones(seeds, tags):
    assert list(tags) == ["trade", "tourism", "culture", "education"]
    assert set(seeds.tags) == set(tags)
    assert set(read_corpus(GLOSSARY).tags) == set(tags)
    assert all(tag.definition for tag in tags.values())


def test_there_are_enough_articles_of_every_kind(seeds):
    counts = Counter(tag for labelled in seeds.articles for tag in labelled.tags)

    assert len(seeds.articles) >= 1000
    assert min(counts.values()) >= 150
    assert sum(len(labelled.tags) > 1 for labelled in seeds.articles) >= 150
    assert sum(not labelled.tags for labelled in seeds.articles) >= 350
    assert any(labelled.unsure for labelled in seeds.articles)
    assert len(FILES) > 3


def test_no_two_articles_are_nearly_the_same(seeds):
    groups = near_duplicate_groups(texts(seeds.articles)).tolist()

    copies = [
        labelled.article.id for labelled, group in zip(seeds.articles, groups, strict=True) if groups.count(group) > 1
    ]
    assert copies == []


def test_no_two_articles_share_a_long_sentence_or_a_title(seeds):
    owners = defaultdict(set)
    for labelled in seeds.articles:
        for sentence in SENTENCE_END.split(labelled.article.text):
            if len(sentence.strip()) >= LONG:
                owners[sentence.strip()].add(labelled.article.id)

    assert {sentence: ids for sentence, ids in owners.items() if len(ids) > 1} == {}
    assert repeated(labelled.article.title for labelled in seeds.articles if labelled.article.title) == []


def test_the_spelling_varies_as_it_does_outside(seeds):
    whole = texts(seeds.articles)

    assert sum(JOINER not in text for text in whole) > 20, "content systems drop joiners"
    assert sum(JOINER in text for text in whole) > len(whole) / 2
    assert sum(bool(set(text) & set("يك")) for text in whole) > 20, "keyboards type Arabic letters"


def test_lengths_go_from_a_flash_to_a_report(seeds):
    lengths = sorted(len(text.split()) for text in texts(seeds.articles))

    assert lengths[0] < 40
    assert lengths[-1] > 300


def test_the_seeds_name_no_machine():
    for path in [*SEEDS.rglob("*.jsonl"), *SEEDS.rglob("*.toml"), *SEEDS.rglob("*.md")]:
        assert not re.search(r"localhost|127\.0\.0\.1|/home/|/work/|pypi", path.read_text(encoding="utf-8")), path.name


def test_glossary_entries_are_words_of_tags_and_no_articles(seeds):
    entries = read_corpus(GLOSSARY).articles

    articles = set(texts(seeds.articles))
    assert not articles & set(texts(entries))
    assert all(labelled.article.text.count("،") >= 2 for labelled in entries)


def test_the_card_counts_every_file_right():
    card = (SEEDS / "README.md").read_text(encoding="utf-8")

    said = {
        name: [int(number) for number in re.findall(r"\d+", numbers)]
        for name, numbers in re.findall(r"^\| `([\w/-]+)`[^|]*\|(.*)\|$", card, re.MULTILINE)
    }

    found = {path.relative_to(SEEDS).with_suffix("").as_posix(): counted(records([path])) for path in FILES + GLOSSARY}
    assert said == {**found, "all": counted(records(FILES))}
    assert f"{len(records(FILES)):,} Persian news articles" in card
