import pytest

from classifier import Article, CorpusError, Tag
from training.corpus import Corpus, LabelledArticle
from training.tagset import choose_tags, read_tags

DEFINED = """
[[tag]]
id = "trade"
fa = "تجارت"
en = "Trade"

[[tag]]
id = "culture"
fa = "فرهنگ"
en = "Culture"
definition = "Arts."
iptc = "medtop:01000000"
"""


@pytest.fixture
def definitions(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "tags.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def corpus_with(*tags: str) -> Corpus:
    return Corpus(tuple(LabelledArticle(Article("کتاب"), frozenset({tag})) for tag in tags))


def test_definitions_are_read_in_order(definitions):
    assert list(read_tags(definitions(DEFINED)).values()) == [
        Tag("trade", "تجارت", "Trade"),
        Tag("culture", "فرهنگ", "Culture", "Arts.", "medtop:01000000"),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("[[tag]", "not readable as TOML", id="no_toml"),
        pytest.param(b"\xff", "not readable as TOML", id="not_utf_8"),
        pytest.param("tag = 3", "tag is not a list", id="number"),
        pytest.param("[tag]\nid = 'a'", "tag is not a list", id="one_table"),
        pytest.param("tag = ['a']", "tag 1: needs id, fa and en", id="string"),
        pytest.param("[[tag]]\nid = 'a'\nfa = 'b'", "tag 1: needs id, fa and en", id="missing"),
        pytest.param("[[tag]]\nid='a'\nfa='b'\nen='c'\ncolour='d'", "and nothing else|nothing else", id="unknown"),
        pytest.param("[[tag]]\nid=''\nfa='b'\nen='c'", "strings that are not empty", id="empty"),
        pytest.param("[[tag]]\nid='a'\nfa=1\nen='c'", "strings that are not empty", id="name_is_a_number"),
        pytest.param("[[tag]]\nid='a'\nfa='b'\nen='c'\niptc=5", "definition and iptc must be strings", id="iptc"),
        pytest.param(DEFINED + DEFINED, "tag 3: 'trade' is defined twice", id="twice"),
    ],
)
def test_bad_definitions_are_refused(definitions, content, complaint):
    with pytest.raises(CorpusError, match=rf"tags\.toml.*({complaint})"):
        read_tags(definitions(content))


def test_missing_definitions_are_named(tmp_path):
    with pytest.raises(CorpusError, match=r"none\.toml: not readable"):
        read_tags(tmp_path / "none.toml")


def test_the_tags_of_the_data_come_in_the_order_of_the_definitions_and_unknown_ones_last(definitions):
    corpus = corpus_with("sport", "sport", "culture", "trade")

    tags = choose_tags(corpus, definitions(DEFINED))

    assert [(tag.id, tag.fa) for tag in tags] == [("trade", "تجارت"), ("culture", "فرهنگ"), ("sport", "sport")]


def test_only_the_tags_asked_for_are_chosen_once_each(definitions):
    tags = choose_tags(corpus_with("culture", "trade"), definitions(DEFINED), ("culture", "culture"))

    assert [tag.id for tag in tags] == ["culture"]


def test_a_tag_that_the_data_lacks_is_refused_with_those_it_has(definitions):
    with pytest.raises(CorpusError, match="'tourism' does not occur in the data; it has: culture, trade"):
        choose_tags(corpus_with("culture", "trade"), definitions(DEFINED), ("tourism",))
