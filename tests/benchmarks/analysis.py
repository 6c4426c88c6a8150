"""What undoing inflection brings: nothing, our rules, hazm's stemmer, hazm's lemmatiser, and ours with the lemmatiser.

    python tests/benchmarks/analysis.py --sections news.jsonl.gz --field tags=section --development labelled.jsonl

The letters, the function words left out, the features and the classifier are the same in every row; only what is made
of each distinct word differs. Calibration is left out.
"""

import functools
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
import numpy as np
from quality import (
    folds_of,
    macro_average_precision,
    macro_f1,
    ours,
    sections_of,
    seeds_and,
)
from rounds import print_table

from classifier.batches import batches
from classifier.canonical import canonical_words
from classifier.letters import FOREIGN
from classifier.vocabulary import Surfaces, Vocabulary
from classifier.words import hash_words, words_of
from training.cli.options import field_option
from training.corpus import texts
from training.lexicon import hazm_lexicon
from training.vocabulary import count_spellings, learned_lexicon

Analysis = Callable[[str], tuple[str, ...]]


def analyses(whole: Sequence[str]) -> dict[str, Analysis]:
    """Return each way to analyse a raw word; what our rules learn from the texts does not need their labels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import hazm

        stem, lemma = hazm.Stemmer().stem, functools.cache(hazm.Lemmatizer().lemmatize)
    known, lexicon = hazm_lexicon(), learned_lexicon(whole, count_spellings(whole))
    return {
        "neither: the raw word": lambda raw: () if raw in known.idle else (raw,),
        "our rules (`classifier.canonical`)": lambda raw: canonical_words(raw, lexicon),
        "hazm's stem": lambda raw: () if raw in known.idle else (stem(raw) or raw,),
        "hazm's lemma": lambda raw: () if raw in known.idle else (lemma(raw) or raw,),
        "our rules, then hazm's lemma": lambda raw: tuple(
            lemma(word) or word for word in canonical_words(raw, lexicon)
        ),
    }


def vocabulary_of(whole: Sequence[str], analyse: Analysis) -> Vocabulary:
    """Return a vocabulary that has met every word of the texts."""
    raw_words = set()
    for _, batch in batches((None, text) for text in whole):
        words = words_of(batch)
        _, first = np.unique(words.hashes, return_index=True)
        raw_words |= {words.written(word) for word in first.tolist()}
    ids: dict[str, int] = {"": 0}
    every = sorted(word for word in raw_words if FOREIGN not in word)  # which cannot be written back
    found = [[ids.setdefault(word, len(ids)) for word in analyse(raw)] for raw in every]
    starts = np.cumsum([0, *map(len, found)], dtype=np.int32)
    pool = np.array([number for analysis in found for number in analysis], dtype=np.int32)
    return Vocabulary(list(ids), Surfaces(hash_words(every), starts, pool))


@click.command()
@click.option(
    "--sections", type=click.Path(path_type=Path, exists=True), required=True, help="Articles with one tag each."
)
@click.option(
    "--development", type=click.Path(path_type=Path, exists=True), required=True, help="Articles with our tags."
)
@field_option
def main(sections: Path, development: Path, names: Mapping[str, str]) -> None:
    """Print for each analysis how many distinct words it leaves, macro average precision, and macro-F1."""
    seeded, split = seeds_and(development)
    corpus = sections_of(sections, dict(names))
    folds = folds_of(corpus)
    seed_texts, section_texts = texts(seeded.articles), texts(corpus.articles)
    seed_analyses, section_analyses = analyses(seed_texts), analyses(section_texts)
    rows = []
    for name in seed_analyses:
        of_seeds = vocabulary_of(seed_texts, seed_analyses[name])
        of_sections = vocabulary_of(section_texts, section_analyses[name])
        precision = macro_average_precision(ours(lambda _, known=of_seeds: known, seed_texts), split)
        rows.append(
            (
                name,
                len(of_sections.words),
                f"{precision:.4f}",
                f"{macro_f1(ours(lambda _, known=of_sections: known, section_texts), folds):.4f}",
            )
        )
    head = (
        "each distinct word becomes",
        "distinct words",
        "average precision, seeds → development",
        "macro-F1, sections",
    )
    print_table(f"{len(split.judge)} development articles, {len(corpus.articles)} with sections", head, rows)


if __name__ == "__main__":
    main()
