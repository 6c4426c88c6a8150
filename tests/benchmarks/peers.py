"""Quality against what most projects would use: hazm under TF-IDF and a linear classifier, and fastText.

    python tests/benchmarks/peers.py --sections news.jsonl.gz --field tags=section --development labelled.jsonl

Every system learns from the same articles: four fifths of the sections, or the seeds with their glossary. fastText
comes with hazm on Python 3.11; elsewhere it is left out.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from quality import (
    Scores,
    Split,
    Way,
    folds_of,
    macro_average_precision,
    macro_f1,
    ours,
    sections_of,
    seeds_and,
)
from rounds import print_table
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC
from slow_peer import hazm_stems, one_vs_rest

from training.cli.options import field_option
from training.corpus import texts
from training.vocabulary import learn_vocabulary

LABEL = "__label__"
NOTHING = "none"
FASTTEXT = {  # the best of eleven settings on both files together; docs/words.md has the best on each
    "epoch": 100,
    "lr": 0.5,
    "dim": 50,
    "wordNgrams": 2,
    "minCount": 2,
    "bucket": 200_000,
    "thread": 1,
    "verbose": 0,
    "seed": 0,
}


def under_tf_idf(stems: Sequence[list[str]], classifier: Callable[[], Any]) -> Way:
    """Return hazm's stems and pairs of them under a classifier."""

    def way(split: Split) -> Scores:
        vectorizer = TfidfVectorizer(tokenizer=list, preprocessor=list, token_pattern=None, ngram_range=(1, 2))
        learned = vectorizer.fit_transform([stems[place] for place in split.learn])
        judged = vectorizer.transform([stems[place] for place in split.judge])
        model = classifier().fit(learned, split.truth[split.learn])
        return model.decision_function(judged)

    return way


def under_fasttext(stems: Sequence[list[str]]) -> Way:
    """Return hazm's stems under fastText: one logistic output per tag, or one softmax where each article has one."""
    import fasttext

    def way(split: Split) -> Scores:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
            for place in split.learn:
                tags = np.flatnonzero(split.truth[place]).tolist() or [NOTHING]
                file.write(" ".join([*(f"{LABEL}{tag}" for tag in tags), *stems[place]]).replace("\n", " ") + "\n")
            file.flush()
            loss = "softmax" if (split.truth.sum(axis=1) == 1).all() else "ova"
            model = fasttext.train_supervised(file.name, loss=loss, **FASTTEXT)
        scores = np.zeros((len(split.judge), split.truth.shape[1]))
        for row, place in enumerate(split.judge):
            for label, probability in zip(*model.predict(" ".join(stems[place]).replace("\n", " "), k=-1), strict=True):
                if label != LABEL + NOTHING:
                    scores[row, int(label.removeprefix(LABEL))] = probability
        return scores

    return way


def systems(whole: Sequence[str]) -> dict[str, Way]:
    """Return each system on these texts."""
    stems_of = hazm_stems()
    stems = [stems_of(text) for text in whole]
    found = {
        "barchasb": ours(learn_vocabulary, whole),
        "hazm + TF-IDF(1,2) + LinearSVC": under_tf_idf(stems, lambda: OneVsRestClassifier(LinearSVC())),
        "hazm + TF-IDF(1,2) + LogisticRegression": under_tf_idf(stems, one_vs_rest),
    }
    try:
        found["hazm + fastText"] = under_fasttext(stems)
    except ModuleNotFoundError:
        click.echo("fastText is not installed: left out")
    return found


@click.command()
@click.option(
    "--sections", type=click.Path(path_type=Path, exists=True), required=True, help="Articles with one tag each."
)
@click.option(
    "--development", type=click.Path(path_type=Path, exists=True), required=True, help="Articles with our tags."
)
@field_option
def main(sections: Path, development: Path, names: Mapping[str, str]) -> None:
    """Print macro-F1 on the sections and macro average precision on the development articles."""
    seeded, split = seeds_and(development)
    precisions = {name: macro_average_precision(way, split) for name, way in systems(texts(seeded.articles)).items()}
    rows = [(name, f"{value:.4f}") for name, value in precisions.items()]
    print_table("Macro average precision, learned from the seeds", ("", "development articles"), rows)
    corpus = sections_of(sections, dict(names))
    folds = folds_of(corpus)
    rows = [(name, f"{macro_f1(way, folds):.4f}") for name, way in systems(texts(corpus.articles)).items()]
    print_table("Macro-F1, five folds of the sections", ("", f"{len(corpus.articles)} articles"), rows)


if __name__ == "__main__":
    main()
