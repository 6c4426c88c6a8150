"""The features are held against scikit-learn's TfidfVectorizer on the same words: the simple way, as an oracle."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

import training.fit
from classifier.canonical import canonical_words
from classifier.features import ascending, sum_rows
from classifier.words import words_of
from training.lexicon import hazm_lexicon

PAIR = " "


def feature_matrix(texts, model):
    return training.fit.feature_matrix(texts, model.vocabulary, model.features)


def simple_terms(text: str, model) -> list[str]:
    """The features of a text by strings and a loop: canonical words, and pairs of known ones."""
    reading = model.vocabulary.read(words_of([text]))
    words = [model.vocabulary.words[number] for number in reading.ids]
    pairs = [f"{one}{PAIR}{two}" for one, two in itertools.pairwise(words) if one and two]
    return [word for word in words if word] + pairs


def simple_vocabulary(model) -> list[str]:
    words = model.vocabulary.words
    pairs = [f"{words[int(key) >> 32]}{PAIR}{words[int(key) & 0xFFFFFFFF]}" for key in model.features.pairs]
    return [words[number] for number in model.features.words] + pairs


@pytest.fixture(scope="module")
def oracle(tagger):
    vectorizer = TfidfVectorizer(
        analyzer=lambda text: simple_terms(text, tagger.model),
        vocabulary=simple_vocabulary(tagger.model),
        sublinear_tf=True,
    )
    vectorizer.idf_ = tagger.model.features.idf
    return vectorizer


def test_features_are_those_of_scikit_learn_on_the_same_words(corpus, tagger, oracle):
    texts = [labelled.article.whole for labelled in corpus.articles] * 3

    ours = feature_matrix(texts, tagger.model)

    assert abs(ours - oracle.transform(texts)).max() < 1e-12


WORDS = st.sampled_from(
    [
        "صادرات",
        "کالا",
        "بازار",
        "مدرسه",
        "دانشگاه",
        "دانش\u200cآموزان",
        "میرود",
        "و",
        "را",
        "قیمت",
        "تیم",
        "فوتبال",
        "ناشناخته",
        "زیبا",
    ]
)


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=5))
def test_training_and_serving_give_the_same_features_whatever_the_batch(tagger, oracle, texts):
    model = tagger.model
    trained = feature_matrix(texts, model)

    for row, text in enumerate(texts):
        counted = model.count([text])
        served = np.zeros(len(model.features))
        served[counted.features] = model.features.weigh(counted)
        assert np.allclose(served, trained[row].toarray()[0], atol=1e-12)
        assert np.allclose(served, oracle.transform([text]).toarray()[0], atol=1e-12)


def test_a_word_means_the_same_to_training_and_to_serving(corpus, tagger):
    """A raw word of the corpus that serving had to analyse itself would get the words that hazm gave it."""
    lexicon = hazm_lexicon()
    reading = tagger.model.vocabulary
    for raw in ("صادرات", "بازارهای", "معلمان", "دانشجویان", "بازرگانان"):
        ids = reading.read(words_of([raw])).ids.tolist()
        assert [reading.words[number] for number in ids] == list(canonical_words(raw, lexicon))


def test_an_article_without_a_feature_is_all_zero(tagger):
    assert tagger.model.count(["xyz 123"]).rows.tolist() == [0, 0]


def test_rows_are_summed_and_empty_ones_are_zero():
    assert sum_rows(np.array([1.0, 2.0, 4.0]), np.array([0, 0, 2, 2, 3])).tolist() == [0.0, 3.0, 0.0, 4.0]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=50), st.sampled_from([2**16, 2**17, 2**32]))
def test_numbers_are_ordered_as_any_stable_sort_orders_them(numbers, bound):
    numbers = np.array([number % bound for number in numbers], dtype=np.int64)

    assert ascending(numbers, bound).tolist() == np.argsort(numbers, kind="stable").tolist()
