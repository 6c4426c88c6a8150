"""Which words of an article earned it its scores, exactly, and where they stand in the text as it was sent.

A score is a sum over features, so every occurrence of a feature owns its share of the sum: the feature's
weight times its value, divided by how often it occurs. A pair's share goes half to each of its words.
"""

import numpy as np
import numpy.typing as npt

from classifier.article import Article, Evidence, EvidenceWord
from classifier.letters import ARTICLE_END, NOTHING, letter_table
from classifier.model import Matrix, Model
from classifier.spelling import Origins, spelled_out_with_origins
from classifier.words import Words, cut, utf16_units


def explain(article: Article, model: Model) -> list[Evidence]:
    """Return the evidence for each of the model's tags, in the order of `model.tags`."""
    words, origins = _words_with_origins(article.whole)
    shares = _shares(words, model)
    spans = [_span(article, int(origins.starts[word]), int(origins.ends[word])) for word in range(len(words.hashes))]
    return [_evidence(spans, shares[:, column], float(intercept)) for column, intercept in enumerate(model.intercepts)]


def _words_with_origins(text: str) -> tuple[Words, Origins]:
    """Return the words of a text and where each began and ended in it, in code points."""
    spelled, origins = spelled_out_with_origins(text.replace(ARTICLE_END, " "))
    units = utf16_units(spelled + ARTICLE_END)
    codes = letter_table().take(units)
    kept = codes != NOTHING
    words = cut(codes[kept])
    # Code point of each kept unit: the second half of a surrogate pair begins no new one.
    points = (np.cumsum((units & 0xFC00) != 0xDC00) - 1)[kept]
    return words, Origins(origins.starts[points[words.starts]], origins.ends[points[words.ends - 1]])


def _shares(words: Words, model: Model) -> Matrix:
    """Return what each raw word added to each tag's score: one row per word, one column per tag."""
    reading = model.vocabulary.read(words)
    found = model.features.find(reading)
    counted = model.features.count(found)
    shares = np.zeros((len(words.hashes), len(model.tags)))
    of_feature = model.weights[counted.features] * (model.features.weigh(counted) / counted.counts)[:, None]
    of_occurrence = of_feature[np.searchsorted(counted.features, found.features)]
    of_occurrence[found.words :] /= 2
    np.add.at(shares, reading.sources[found.firsts], of_occurrence)
    seconds = found.firsts[found.words :] + 1
    np.add.at(shares, reading.sources[seconds], of_occurrence[found.words :])
    return shares


def _span(article: Article, start: int, end: int) -> tuple[str, int, int, str]:
    shift = len(article.title) + 1
    if start < len(article.title):
        return "title", start, end, article.title[start:end]
    return "text", start - shift, end - shift, article.text[start - shift : end - shift]


def _evidence(spans: list[tuple[str, int, int, str]], shares: npt.NDArray[np.float64], intercept: float) -> Evidence:
    words = tuple(
        EvidenceWord(*span, weight=share) for span, share in zip(spans, shares.tolist(), strict=True) if share
    )
    return Evidence(intercept, intercept + sum(word.weight for word in words), words)
