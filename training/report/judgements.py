"""What a tagger said about labelled articles and what is true: everything a report is counted from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier import CorpusError, Tag, Tagger
from classifier.batches import batches
from classifier.model import Matrix, Model
from training.corpus import Corpus, LabelledArticle, texts
from training.duplicates import near_duplicate_groups
from training.fit import Progress, silent
from training.labels import Labels, label_matrices


@dataclass(frozen=True, slots=True)
class Judgements:
    """The arrays have one row per article and one column per tag, but `stories` and `models` one entry per article.

    `sure` is False where nobody decided the tag, or where the tagger had no probability (counted in `lost`).
    Articles with the same number in `stories` are nearly the same text. `models[i]` is the model that judged
    article i: always the same one, or that of the article's fold.
    """

    subject: str  # the version, or how it was cross-validated
    tags: tuple[Tag, ...]
    articles: tuple[LabelledArticle, ...]
    probability: Matrix
    threshold: Matrix
    truth: Labels
    sure: Labels
    lost: tuple[int, ...]  # per tag
    stories: npt.NDArray[np.int64]
    models: tuple[Model, ...]

    @property
    def given(self) -> Labels:
        """Which article was given which tag."""
        given: Labels = self.probability >= self.threshold
        return given

    @property
    def untagged(self) -> npt.NDArray[np.bool_]:
        """Which articles surely have no tag at all."""
        untagged: npt.NDArray[np.bool_] = ~self.truth.any(axis=1) & self.sure.all(axis=1)
        return untagged


@dataclass(frozen=True, slots=True)
class Answers:
    """What the models said: one row per article and one column per tag; `threshold` may be one row for all.

    `models` has one entry per article, or none where nobody needs to know which words caused a mistake.
    """

    probability: Matrix
    threshold: Matrix
    models: tuple[Model, ...] = ()


def judge(tagger: Tagger, corpus: Corpus, progress: Progress = silent) -> Judgements:
    """Return what the tagger says about the articles. Raises CorpusError if they have a tag that it does not know."""
    ids = [tag.id for tag in tagger.tags]
    unknown = set(corpus.tags) - set(ids)
    if unknown:
        raise CorpusError(
            f"the data has tags that version {tagger.name.version} does not know: {', '.join(sorted(unknown))}; "
            f"it knows: {', '.join(ids)}; judge a model that learned them, or use --folds to learn from this data"
        )
    return judge_known_tags(tagger, corpus, progress)


def judge_known_tags(tagger: Tagger, corpus: Corpus, progress: Progress = silent) -> Judgements:
    """Return what the tagger says about the articles, as if they had no tag that it does not know."""
    probability = probabilities(tagger.model, corpus.articles, progress)
    answers = Answers(probability, tagger.model.thresholds, (tagger.model,) * len(corpus.articles))
    return compare_with_truth(tagger.name.version, tagger.tags, corpus.articles, answers)


def compare_with_truth(
    subject: str, tags: tuple[Tag, ...], articles: Sequence[LabelledArticle], answers: Answers
) -> Judgements:
    """Return the judgements on articles about which the tagger's answers are known."""
    truth, sure = label_matrices(articles, [tag.id for tag in tags])
    known = np.isfinite(answers.probability)
    return Judgements(
        subject=subject,
        tags=tags,
        articles=tuple(articles),
        probability=np.where(known, answers.probability, 0.0),
        threshold=np.broadcast_to(answers.threshold, answers.probability.shape),
        truth=truth,
        sure=sure & known,
        lost=tuple((sure & ~known).sum(axis=0).tolist()),
        stories=near_duplicate_groups(texts(articles)),
        models=answers.models,
    )


def probabilities(model: Model, articles: Sequence[LabelledArticle], progress: Progress = silent) -> Matrix:
    """Return one row per article and one column per tag."""
    return probabilities_of_texts(model, texts(articles), "tag the articles", progress)


def probabilities_of_texts(model: Model, whole: Sequence[str], step: str, progress: Progress = silent) -> Matrix:
    """Return one row per text and one column per tag."""
    rows, done = [], 0
    for _, batch in batches((None, text) for text in whole):
        rows.append(model.probabilities(batch))
        done += len(batch)
        progress(step, done, len(whole))
    return np.concatenate(rows) if rows else np.zeros((0, len(model.tags)))
