"""Articles of requests that arrive together are tagged together.

Tagging a batch costs a third per article of tagging one alone, and threads that tag at the same time only wait
for each other. So one thread at a time tags, for all who wait; alone, nobody waits for anybody.
"""

import contextlib
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier import Article, Tagger, Tagging


def _held() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class _Ticket:
    """What one thread asks. `called` is released when its articles are tagged, or when it is its turn to tag."""

    tagger: Tagger
    articles: Sequence[Article]
    called: threading.Lock = field(default_factory=_held)
    taggings: list[Tagging] | None = None
    leads: bool = False


class Gathering:
    """Where the threads of a worker meet to tag."""

    def __init__(self) -> None:
        self._waiting: list[_Ticket] = []
        self._led = False  # is there a thread that tags
        self._changing = threading.Lock()

    def tag(self, tagger: Tagger, articles: Sequence[Article]) -> list[Tagging]:
        """Return the taggings of the articles, by this tagger, in order."""
        ticket = _Ticket(tagger, articles)
        with self._changing:
            self._waiting.append(ticket)
            ticket.leads, self._led = not self._led, True
        if not ticket.leads:
            ticket.called.acquire()
        if ticket.leads:
            self._lead()
        if ticket.taggings is None:  # somebody in the batch failed: fail by ourselves, if it was our article
            return list(tagger.tag_many(articles))
        return ticket.taggings

    def _lead(self) -> None:
        """Tag for all who wait, and call them; then call the first who has come meanwhile to do the same."""
        joined = 0
        while len(self._waiting) > joined:  # those about to ask may join, as long as anybody does
            joined = len(self._waiting)
            os.sched_yield()
        with self._changing:
            tickets, self._waiting = self._waiting, []
        with contextlib.suppress(Exception):  # those left without an answer try again by themselves, and see why
            _tag(tickets)
        with self._changing:
            following, self._led = self._waiting[:1], bool(self._waiting)
        for ticket in following:
            ticket.leads = True
        for ticket in (*tickets, *following):
            ticket.called.release()


def _tag(tickets: Sequence[_Ticket]) -> None:
    for tagger in {id(ticket.tagger): ticket.tagger for ticket in tickets}.values():
        own = [ticket for ticket in tickets if ticket.tagger is tagger]
        taggings = tagger.tag_many([article for ticket in own for article in ticket.articles])
        for ticket in own:
            ticket.taggings = [next(taggings) for _ in ticket.articles]
