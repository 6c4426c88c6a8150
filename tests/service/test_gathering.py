import threading

from classifier import Article, Store
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
        thread.join()

    assert not wrong


def test_no_articles_have_no_taggings(store: Store) -> None:
    assert Gathering().tag(store.load(), []) == []
