"""Articles of requests that arrive together are tagged together.

Tagging a batch costs a third per article of tagging one alone, and threads that tag at the same time only
wait for each other. So one thread at a time tags, for everyone who waits; alone, nobody waits for anybody.
"""

import os
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from classifier import Article, Tagger, Tagging


@dataclass(slots=True)
class _Ticket:
    tagger: Tagger
    articles: Sequence[Article]
    taggings: list[Tagging] | None = None


class Gathering:
    """Where the threads of a worker meet to tag."""

    def __init__(self) -> None:
        self._waiting: deque[_Ticket] = deque()
        self._turn = threading.Lock()

    def tag(self, tagger: Tagger, articles: Sequence[Article]) -> list[Tagging]:
        """Return the taggings of the articles, by this tagger, in order."""
        ticket = _Ticket(tagger, articles)
        self._waiting.append(ticket)
        with self._turn:
            if ticket.taggings is None:
                self._tag_waiting()
        if ticket.taggings is None:  # whoever tagged for us failed: fail by ourselves, if it was our article
            return list(tagger.tag_many(articles))
        return ticket.taggings

    def _tag_waiting(self) -> None:
        os.sched_yield()
        tickets = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for tagger in {id(ticket.tagger): ticket.tagger for ticket in tickets}.values():
            own = [ticket for ticket in tickets if ticket.tagger is tagger]
            taggings = tagger.tag_many([article for ticket in own for article in ticket.articles])
            for ticket in own:
                ticket.taggings = [next(taggings) for _ in ticket.articles]
