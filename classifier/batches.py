"""Cut a stream of texts into batches whose arrays stay in the processor's cache."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_LARGEST: Final = 1 << 16  # characters: their arrays just fit a cache of 1 MiB

T = TypeVar("T")


def batches(sized: Iterable[tuple[T, str]]) -> Iterator[tuple[list[T], list[str]]]:
    """Group (item, text) pairs into batches of about 65,000 characters; a longer text stands alone."""
    items: list[T] = []
    texts: list[str] = []
    size = 0
    for item, text in sized:
        if items and size + len(text) > _LARGEST:
            yield items, texts
            items, texts, size = [], [], 0
        items.append(item)
        texts.append(text)
        size += len(text)
    if items:
        yield items, texts
