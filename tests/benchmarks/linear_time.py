"""What a megabyte of hostile text costs, in times of what a megabyte of ordinary news costs.

    python tests/benchmarks/linear_time.py --data news.jsonl.gz --field tags=section [--explain]

The model is that of the store (`barchasb train` first). The last column doubles the text: 2 is linear time.
"""

import random
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

import click
import numpy as np
from rounds import print_table, spread, time_in_turns

import classifier
from training.cli.options import field_option, store_option
from training.corpus import read_corpus, texts

MEGABYTE = 1_000_000  # characters
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
PIECES = {
    "one word": "ا",
    "one word of many letters": LETTERS,
    "a letter and marks": "ا\u064e\u0651",
    "one-letter words": "و ",
    "two-letter words": "دو ",
    "endings": "های",
    "beginnings": "می",
    "words of endings": "هایشانترین" * 3 + " ",
    "Latin letters": "a",
    "Chinese": "漢",
    "&": "&",
    "&amp;": "&amp;",
    "&amp;amp;…": "&" + "amp;" * 50,
    "&zwnj;": "&zwnj;",
    "&#x200c;": "&#x200c;",
    "&notanentity": "&notanentity",
    "U+FDF2 (four letters in one)": "\ufdf2",
    "U+FEFB (two letters in one)": "\ufefb",
}
BETWEEN_WORDS = {
    "blanks": " ",
    "line breaks": "\n",
    "stops": ".",
    "digits": "9",
    "joiners": "\u200c",
    "kashidas": "\u0640",
    "combining marks": "\u064e",
    "U+FDFA (a phrase in one letter)": "\ufdfa",
    "emoji": "\U0001f600",
    "halves of emoji": "\ud83d",
    "noncharacters": "\uffff",
}


def repeated(piece: str, size: int) -> str:
    """Return a text of that many characters."""
    return (piece * (size // len(piece) + 1))[:size]


def random_words(size: int, shortest: int, longest: int, generator: random.Random) -> str:
    """Return a text of words that nobody ever wrote."""
    words, length = [], 0
    while length < size:
        words.append("".join(generator.choices(LETTERS, k=generator.randint(shortest, longest))))
        length += len(words[-1]) + 1
    return " ".join(words)[:size]


def hostile(size: int, rounds: int) -> dict[str, list[str]]:
    """Return the texts, of that many characters each, by name; random words anew for each round."""
    found = {name: [repeated(piece, size)] for name, piece in PIECES.items()}
    found |= {name: [repeated(f"خبر{mark * 1000}", size)] for name, mark in BETWEEN_WORDS.items()}
    found["&#9… without end"] = ["&#" + "9" * (size - 2)]
    found["&#9999; …, all different"] = ["".join(f"&#{number};" for number in range(1000, 1000 + size // 8))[:size]]
    generator = random.Random(size)
    for name, shortest, longest in (("random words", 3, 12), ("random words of 40 letters", 40, 40)):
        found[name] = [random_words(size, shortest, longest, generator) for _ in range(rounds + 1)]
    return found


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Articles, JSON Lines.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--explain", is_flag=True, help="Explain each text instead of tagging it.")
@click.option("--size", default=MEGABYTE, show_default=True, help="Characters of each text.")
@field_option
@store_option
def main(data: Path, rounds: int, explain: bool, size: int, names: Mapping[str, str], store: Path) -> None:
    """Print the time of each hostile text as a multiple of that of news."""
    tagger = classifier.load(store)
    work = tagger.explain if explain else tagger.tag
    news = repeated("\n".join(texts(read_corpus([data], names).articles)), 2 * size)
    once = {"news": [news[:size]], **hostile(size, rounds)}
    twice = {"news": [news], **hostile(2 * size, rounds)}
    rows = []
    for name in once:
        chosen = {"news": cycle(once["news"]), "once": cycle(once[name]), "twice": cycle(twice[name])}
        works = {key: lambda of_key=of_key: work(next(of_key)) for key, of_key in chosen.items()}
        seconds = time_in_turns(works, rounds)
        doubled = spread(seconds["twice"] / seconds["once"])
        rows.append(
            (name, f"{np.median(seconds['once']) * 1e3:.1f}", spread(seconds["once"] / seconds["news"]), doubled)
        )
    rows.sort(key=lambda row: -row[2].median)
    print_table(
        f"{size:,} characters, {'explained' if explain else 'tagged'}", ("", "ms", "× news", "twice as long"), rows
    )


if __name__ == "__main__":
    main()
