"""How good a way of reading articles is: five-fold macro-F1 on sections, and average precision learned from the seeds.

Every way is a function from learned and judged articles to scores; what they share is here, so that they differ in
nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import StratifiedKFold

from classifier.vocabulary import Vocabulary
from training.corpus import Corpus, read_corpus
from training.fit import feature_matrix
from training.labels import Labels, label_matrices
from training.linear import learn
from training.selection import select_features

FOLDS = 5
SEEDS = Path(__file__).resolve().parents[2] / "seeds"

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Split:
    """Which articles are learned from and which are judged; the truth has a column per tag."""

    learn: npt.NDArray[np.int64]
    judge: npt.NDArray[np.int64]
    truth: Labels
    sure: Labels


Way = Callable[[Split], Scores]  # one row per judged article, one column per tag


def sections_of(data: Path, names: dict[str, str]) -> Corpus:
    """Return the articles of a file in which each has one tag: its section."""
    corpus = read_corpus([data], names)
    return Corpus(tuple(labelled for labelled in corpus.articles if len(labelled.tags) == 1), corpus.files)


def folds_of(corpus: Corpus) -> list[Split]:
    """Return five splits, stratified by section and shuffled with seed 0."""
    truth, sure = label_matrices(corpus.articles, corpus.tags)
    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return [Split(learn, judge, truth, sure) for learn, judge in splitter.split(truth, truth.argmax(axis=1))]


def seeds_and(development: Path) -> tuple[Corpus, Split]:
    """Return the seeds with their glossary and the development articles, and the split between them."""
    seeds = read_corpus([*sorted(SEEDS.glob("*.jsonl")), *sorted((SEEDS / "glossary").glob("*.jsonl"))])
    judged = read_corpus([development])
    both = Corpus(seeds.articles + judged.articles)
    truth, sure = label_matrices(both.articles, sorted(judged.tags))
    every = np.arange(len(both.articles))
    return both, Split(every[: len(seeds.articles)], every[len(seeds.articles) :], truth, sure)


def macro_f1(way: Way, folds: Sequence[Split]) -> float:
    """Return macro-F1 over all folds, each article given the section of the highest score."""
    truth = folds[0].truth.argmax(axis=1)
    given = np.zeros(len(truth), dtype=np.int64)
    for fold in folds:
        given[fold.judge] = way(fold).argmax(axis=1)
    return float(f1_score(truth, given, average="macro"))


def macro_average_precision(way: Way, split: Split) -> float:
    """Return the mean over the tags of average precision, a tag's unsure articles left out."""
    scores, truth, sure = way(split), split.truth[split.judge], split.sure[split.judge]
    columns = range(truth.shape[1])
    return float(
        np.mean([average_precision_score(truth[sure[:, tag], tag], scores[sure[:, tag], tag]) for tag in columns])
    )


def ours(vocabulary_of: Callable[[Sequence[str]], Vocabulary], whole: Sequence[str]) -> Way:
    """Return our features, words read by what `vocabulary_of` makes of those learned from, under our classifier."""

    def way(split: Split) -> Scores:
        learned, judged = [whole[place] for place in split.learn], [whole[place] for place in split.judge]
        vocabulary = vocabulary_of(learned)
        features = select_features(learned, vocabulary)
        known, asked = (feature_matrix(part, vocabulary, features) for part in (learned, judged))
        truth, sure = split.truth[split.learn], split.sure[split.learn]
        lines = [learn(known[sure[:, tag]], truth[sure[:, tag], tag], seed=0) for tag in range(truth.shape[1])]
        return np.stack([line.scores(asked) for line in lines], axis=1)

    return way
