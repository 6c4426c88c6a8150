"""A text as it reads: HTML entities decoded and ligatures spelled out, with the way back to the original.

Tagging decodes entities here and spells ligatures out later, in codes (`classifier.ligatures`).
`spelled_out_with_origins` does both at once and remembers, for every character of the result, which characters of
the original it came from; only evidence needs that.
"""

import functools
import html
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.letters import ligatures

# An entity as HTML writes it; the bounds keep a hostile number from costing more than its length.
_ENTITY: Final = re.compile(
    r"(&(?:#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,31});?)"
)
_DECODINGS: Final = 2  # scraped text is often escaped twice: &amp;zwnj;
_MARKUP: Final = "&"

Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each character of a spelled-out text began and ended in the original, in code points."""

    starts: Offsets
    ends: Offsets


def decode_entities(text: str) -> str:
    """Return the text with its HTML entities decoded, those that were escaped twice too."""
    for _ in range(_DECODINGS):
        if _MARKUP not in text:
            break
        pieces = _ENTITY.split(text)  # every second one is an entity; each distinct one is decoded once
        decoded = {entity: html.unescape(entity) for entity in set(pieces[1::2])}
        pieces[1::2] = map(decoded.__getitem__, pieces[1::2])
        text = "".join(pieces)
    return text


def spelled_out_with_origins(text: str) -> tuple[str, Origins]:
    """Return the text with entities decoded and ligatures written as their letters, and each character's origin."""
    every = np.arange(len(text), dtype=np.int64)
    origins = Origins(every, every + 1)
    for _ in range(_DECODINGS):
        text, origins = _replace(_ENTITY, text, origins)
    return _replace(_ligature(), text, origins, ligatures())


@functools.cache
def _ligature() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, ligatures()))}]")


def _replace(
    pattern: re.Pattern[str], text: str, origins: Origins, letters: dict[int, str] | None = None
) -> tuple[str, Origins]:
    """Replace each match by its letters, or by what it decodes to, and carry the origins along."""
    pieces, spans, position = [], [], 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = html.unescape(match[0]) if letters is None else letters[ord(match[0])]
        pieces += [text[position:start], new]
        spans.append((start, end, len(new)))
        position = end
    if not spans:
        return text, origins
    starts, ends, sizes = np.array(spans).T
    depth = np.zeros(len(text) + 1, dtype=np.int64)  # 1 inside a match
    depth[starts] += 1
    depth[ends] -= 1
    copies = 1 - np.cumsum(depth[:-1])
    copies[starts] = sizes
    lasts = np.arange(len(text))
    lasts[starts] = ends - 1
    sources = np.arange(len(text)).repeat(copies)
    return "".join([*pieces, text[position:]]), Origins(origins.starts[sources], origins.ends[lasts[sources]])
