"""The tagger: a fitted model in memory, with the name of its version."""

from collections.abc import Iterable, Iterator

from classifier.article import Article, ModelName, Score, Tag, Tagging
from classifier.batches import batches
from classifier.evidence import explain
from classifier.model import Model


class Tagger:
    """Tags articles. One tagger may be used from many threads at once."""

    def __init__(self, model: Model, name: ModelName) -> None:
        self.model = model
        self.name = name
        self._thresholds = list(zip([tag.id for tag in model.tags], model.thresholds.tolist(), strict=True))

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The closed tag set."""
        return self.model.tags

    def tag(self, article: Article | str) -> Tagging:
        """Return the tags of one article; a plain string is its text. Raises ArticleError if it is empty."""
        return next(self.tag_many([article]))

    def tag_many(self, articles: Iterable[Article | str]) -> Iterator[Tagging]:
        """Yield the tagging of each article in order, working in batches of about 65,000 characters."""
        for batch, texts in batches((article, article.whole) for article in map(as_article, articles)):
            probabilities = self.model.probabilities(texts)
            yield from (self._tagging(article, row) for article, row in zip(batch, probabilities.tolist(), strict=True))

    def explain(self, article: Article | str) -> Tagging:
        """Return the tagging of one article with the evidence for every tag."""
        article = as_article(article)
        tagging = self.tag(article)
        evidence = dict(zip(tagging.scores, explain(article, self.model), strict=True))
        return Tagging(tagging.id, tagging.tags, tagging.scores, tagging.model, evidence)

    def _tagging(self, article: Article, probabilities: list[float]) -> Tagging:
        pairs = zip(self._thresholds, probabilities, strict=True)
        scores = {tag: Score(probability, threshold) for (tag, threshold), probability in pairs}
        applying = [tag for tag, score in scores.items() if score.applies]
        applying.sort(key=lambda tag: -scores[tag].probability)
        return Tagging(article.id, tuple(applying), scores, self.name)


def as_article(article: Article | str) -> Article:
    """Return the article itself, or the article that has the string as its text."""
    return Article(article) if isinstance(article, str) else article
