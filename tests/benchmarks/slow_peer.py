"""The peer that most Persian projects start with: hazm's normaliser, tokenizer and stemmer under TF-IDF."""

import warnings
from collections.abc import Callable
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

ITERATIONS = 1000


def hazm_stems() -> Callable[[str], list[str]]:
    """Return the function from a raw text to its stems."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import hazm

        normalizer, tokenizer, stemmer = hazm.Normalizer(), hazm.WordTokenizer(), hazm.Stemmer()

    def stems(text: str) -> list[str]:
        return [stemmer.stem(word) for word in tokenizer.tokenize(normalizer.normalize(text))]

    return stems


def hazm_features() -> TfidfVectorizer:
    """Return the peer's features, to be fitted: TF-IDF of stems and of pairs of stems."""
    return TfidfVectorizer(tokenizer=hazm_stems(), token_pattern=None, lowercase=False, ngram_range=(1, 2))


def one_vs_rest() -> Any:
    """Return the peer's classifier, to be fitted."""
    return OneVsRestClassifier(LogisticRegression(max_iter=ITERATIONS))
