import itertools
from collections import Counter

import numpy as np
import pytest

from classifier.words import words_of
from training.corpus import texts
from training.selection import FEWEST_FOR_PAIR, FEWEST_FOR_WORD, select_features
from training.vocabulary import learn_vocabulary


@pytest.fixture(scope="module")
def whole(corpus):
    return [*texts(corpus.articles), "صادرات صادرات صادرات", "", "بازار گمرک بازار گمرک", "بازار گمرک", "بازار گمرک"]


@pytest.fixture(scope="module")
def vocabulary(whole):
    return learn_vocabulary(whole)


@pytest.fixture(scope="module")
def features(whole, vocabulary):
    return select_features(whole, vocabulary)


@pytest.fixture(scope="module")
def counted(whole, vocabulary):
    """In how many texts each known word and pair stands, by the simple way."""
    words, pairs = Counter(), Counter()
    for text in whole:
        ids = vocabulary.read(words_of([text])).ids.tolist()
        words.update({number for number in ids if number})
        pairs.update({pair for pair in itertools.pairwise(ids) if all(pair)})
    return words, pairs


def test_words_and_pairs_that_enough_articles_share_are_features(features, counted):
    words, pairs = counted

    assert set(features.words.tolist()) == {word for word, count in words.items() if count >= FEWEST_FOR_WORD}
    assert {(key >> 32, key & 0xFFFFFFFF) for key in features.pairs.tolist()} == {
        pair for pair, count in pairs.items() if count >= FEWEST_FOR_PAIR
    }
    assert len(features.pairs) > 0


def test_two_articles_make_a_word_a_feature_and_three_a_pair():
    texts = ["بازار گمرک"] * 3 + ["بازار کتاب"] * 2 + ["مدرسه"]
    vocabulary = learn_vocabulary(texts)

    features = select_features(texts, vocabulary)

    words = vocabulary.words
    assert [words[number] for number in features.words] == ["بازار", "گمرک", "کتاب"], "the most frequent first"
    assert [(words[key >> 32], words[key & 0xFFFFFFFF]) for key in features.pairs.tolist()] == [("بازار", "گمرک")]


def test_what_many_articles_have_says_less_by_scikit_learns_formula(features, counted, whole):
    words, pairs = counted
    counts = [words[word] for word in features.words.tolist()]
    counts += [pairs[key >> 32, key & 0xFFFFFFFF] for key in features.pairs.tolist()]

    assert features.idf == pytest.approx(1 + np.log((1 + len(whole)) / (1 + np.array(counts))), rel=1e-6)
    assert (features.idf == features.idf.astype(np.float32)).all(), "as the artifact keeps it"
