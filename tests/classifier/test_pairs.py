"""Pairs of neighbours: what counts as one, and whose its weight is."""

import numpy as np
import pytest

from classifier import Article, ModelName, Tag, Tagger
from training.corpus import LabelledArticle
from training.fit import fit

FOREIGN = "中文"  # letters of another script: a word that no vocabulary knows
PLACES = ("تهران", "تبریز", "شیراز", "کرمان")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """A tagger that knows the pair «بازار کار», beside a foreign word that often stands before and behind «کار»."""
    with_tag = [f"بازار کار {place} {FOREIGN} کار {FOREIGN}" for place in PLACES]
    without = [f"بازار خودرو {place} {FOREIGN} کار {FOREIGN}" for place in PLACES]
    articles = [LabelledArticle(Article(text), frozenset(["labour"])) for text in with_tag]
    articles += [LabelledArticle(Article(text), frozenset()) for text in without]
    return Tagger(fit(articles, [Tag("labour", "کار", "Labour")]).model, ModelName("tiny", "0" * 64))


def pairs_in(tagger: Tagger, *texts: str) -> list[int]:
    """How many different pairs each text has."""
    counted = tagger.model.count(texts)
    of_pairs = counted.features >= len(tagger.model.features.words)
    return [int(of_pairs[start:end].sum()) for start, end in zip(counted.rows[:-1], counted.rows[1:], strict=True)]


def test_a_pair_is_two_neighbours_of_one_article_with_only_idle_words_between(tagger):
    texts = ["بازار کار", "بازار و کار", "کار بازار", "بازار خودرو کار", "در بازار", "کار بود"]

    assert pairs_in(tagger, *texts) == [1, 1, 0, 1, 0, 0]
    assert pairs_in(tagger, "بازار خودرو") == [1]


def test_an_unknown_word_parts_its_neighbours_and_is_in_no_pair(tagger):
    halves = np.array([(int(key) >> 32, int(key) & 0xFFFFFFFF) for key in tagger.model.features.pairs])

    assert (halves > 0).all()
    assert pairs_in(tagger, f"بازار {FOREIGN} کار") == [0]


def test_half_of_a_pairs_weight_is_each_words(tagger):
    model = tagger.model
    counted = model.count(["بازار کار"])
    first, second, pair = (model.weights[counted.features, 0] * model.features.weigh(counted)).tolist()
    words = tagger.explain("بازار کار").evidence["labour"].words

    names = [model.vocabulary.words[model.features.words[feature]] for feature in counted.features[:2]]
    own = dict(zip(names, (first, second), strict=True))
    assert {word.text: word.weight for word in words} == pytest.approx(
        {name: weight + pair / 2 for name, weight in own.items()}
    )
    assert abs(pair) > 0.01
