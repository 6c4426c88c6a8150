"""What goes into a tagger and what comes out: articles, tags, taggings and their evidence."""

from dataclasses import dataclass, field

from classifier.errors import ArticleError

FIELDS_BREAK = "\n"  # between title and text, so that no word runs over


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news. Either the title or the text may be empty, not both."""

    text: str = ""
    title: str = ""
    id: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not isinstance(self.title, str):
            raise ArticleError("an article's title and text must be strings")
        if not (self.text.strip() or self.title.strip()):
            where = f"article {self.id}" if self.id else "the article"
            raise ArticleError(f"{where} is empty: give it a title or a text")

    @property
    def whole(self) -> str:
        """Title and text as one string: the text begins at `len(title) + 1`."""
        return f"{self.title}{FIELDS_BREAK}{self.text}"


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of a tagger's closed tag set."""

    id: str
    fa: str
    en: str
    definition: str = ""
    iptc: str | None = None  # IPTC Media Topics code, such as medtop:05000000


@dataclass(frozen=True, slots=True)
class Score:
    """How sure the tagger is of one tag, and from where on the tag applies; both in [0, 1]."""

    probability: float
    threshold: float

    @property
    def applies(self) -> bool:
        """Whether the tag is given."""
        return self.probability >= self.threshold


@dataclass(frozen=True, slots=True)
class EvidenceWord:
    """A span of the article as sent, in code points of its field, and what it added to the score."""

    field: str  # "title" or "text"
    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why one tag has its score: intercept + the words' weights = score."""

    intercept: float
    score: float
    words: tuple[EvidenceWord, ...]


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which model said so."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Tagging:
    """A tagger's answer for one article: `tags` holds what applies, most probable first; none is an answer."""

    id: str | None
    tags: tuple[str, ...]
    scores: dict[str, Score]
    model: ModelName
    evidence: dict[str, Evidence] | None = field(default=None)
