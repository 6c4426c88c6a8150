import threading
import time
from collections.abc import Iterable, Iterator

import pytest

from classifier import Article, Store, Tagger, Tagging
from service.gathering import Gathering

TEXTS = ["صادرات فرش و پسته", "باران در شمال", "کنکور سراسری", "واردات کالا از گمرک"]


def test_requests_that_arrive_together_get_each_its_own_answer(store: Store, versions: tuple[str, str]) -> None:
    gathering = Gathering()
    taggers = [store.load(version) for version in versions]
    start = threading.Barrier(16)
    wrong = []

    def ask(number: int) -> None:
        tagger, text = taggers[number % 2], TEXTS[number % len(TEXTS)]
        expected = list(tagger.tag_many([Article(text), Article(text * 2)]))
        start.wait()
        answers = [gathering.tag(tagger, [Article(text), Article(text * 2)]) for _ in range(50)]
        wrong.extend(answer for answer in answers if answer != expected)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()

    assert not wrong


def test_no_articles_have_no_taggings(store: Store) -> None:
    assert Gathering().tag(store.load(), []) == []


class SlowTagger(Tagger):
    """A tagger that begins an article with an id only when it is let through."""

    def __init__(self, tagger: Tagger, *doors: str) -> None:
        super().__init__(tagger.model, tagger.name)
        self.begun = {door: threading.Event() for door in doors}
        self.open = {door: threading.Event() for door in doors}
        self.batches: list[int] = []

    def tag_many(self, articles: Iterable[Article | str]) -> Iterator[Tagging]:
        articles = list(articles)
        self.batches.append(len(articles))
        for article in articles:
            if isinstance(article, Article) and article.id is not None:
                self.begun[article.id].set()
                assert self.open[article.id].wait(10)
        return super().tag_many(articles)


def test_whoever_is_answered_does_not_wait_for_those_who_came_later(store: Store) -> None:
    gathering, tagger = Gathering(), SlowTagger(store.load(), "first", "second", "third")

    def ask(*articles: Article) -> threading.Thread:
        thread = threading.Thread(target=lambda: [gathering.tag(tagger, [article]) for article in articles])
        thread.start()
        return thread

    first = ask(Article("باران", id="first"))
    assert tagger.begun["first"].wait(10)
    busy = ask(Article("باران", id="second"), Article("باران", id="third"))
    wait_for(gathering, 1)
    with_second = [ask(Article("صادرات")) for _ in range(8)]
    wait_for(gathering, 9)
    tagger.open["first"].set()
    tagger.open["second"].set()
    assert tagger.begun["third"].wait(10)

    for thread in (first, *with_second):
        thread.join(10)
        assert not thread.is_alive()
    assert busy.is_alive()
    tagger.open["third"].set()
    busy.join(10)


def test_those_who_wait_are_tagged_in_one_batch(store: Store) -> None:
    gathering, tagger = Gathering(), SlowTagger(store.load(), "first")

    def ask(article: Article) -> threading.Thread:
        thread = threading.Thread(target=gathering.tag, args=(tagger, [article]))
        thread.start()
        return thread

    first = ask(Article("باران", id="first"))
    assert tagger.begun["first"].wait(10)
    waiting = [ask(Article("صادرات")) for _ in range(8)]
    wait_for(gathering, 8)
    tagger.open["first"].set()

    for thread in (first, *waiting):
        thread.join(10)
    assert tagger.batches == [1, 8]


def wait_for(gathering: Gathering, tickets: int) -> None:
    deadline = time.monotonic() + 10
    while len(gathering._waiting) < tickets:
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.mark.parametrize("broken_leads", [True, False])
def test_one_request_that_fails_takes_no_other_with_it(store: Store, broken_leads: bool) -> None:
    gathering, tagger = Gathering(), SlowTagger(store.load(), "first")
    answers: list[list[Tagging]] = []
    broken = threading.Thread(target=_fail, args=(gathering, tagger))
    first = threading.Thread(target=gathering.tag, args=(tagger, [Article("باران", id="first")]))
    first.start()
    assert tagger.begun["first"].wait(10)
    sound = threading.Thread(target=lambda: answers.append(gathering.tag(tagger, [Article("صادرات")])))
    for waiting, thread in enumerate((broken, sound) if broken_leads else (sound, broken), 1):
        thread.start()
        wait_for(gathering, waiting)

    tagger.open["first"].set()

    for thread in (first, broken, sound):
        thread.join(10)
        assert not thread.is_alive()
    assert len(answers) == 1
    assert gathering.tag(tagger, [Article("صادرات")]) == answers[0]


def _fail(gathering: Gathering, tagger: Tagger) -> None:
    with pytest.raises(KeyError):
        gathering.tag(tagger, [Article("باران", id="no such door")])
