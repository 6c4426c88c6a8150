from collections import Counter

import pytest

from classifier.canonical import Lexicon
from classifier.vocabulary import UNKNOWN
from classifier.words import LONGEST_WORD, words_of
from training.lexicon import hazm_lexicon
from training.vocabulary import count_spellings, learn_vocabulary, learned_lexicon, raw_counts, taught_compounds

LEXICON = Lexicon(words={"گردشگری", "کتاب"}, compounds={}, idle={"برای"})
JOINER = "\u200c"


def test_spellings_keep_the_joiners_that_writers_put_into_words():
    texts = [f"بوم{JOINER}گردی كتاب کتاب", f"بوم{JOINER}گردی بومگردی"]

    assert count_spellings(texts) == {f"بوم{JOINER}گردی": 2, "بومگردی": 1, "کتاب": 2}


def test_spellings_are_counted_over_all_articles():
    assert count_spellings(["کتاب " * 9000] * 2) == {"کتاب": 18_000}


@pytest.mark.parametrize(
    ("spellings", "compounds"),
    [
        pytest.param({f"بوم{JOINER}گردی": 1, "بومگردی": 9}, {"بومگردی": ("بوم", "گردی")}, id="one_writer_is_enough"),
        pytest.param(
            {f"بوم{JOINER}گردی": 3, f"بو{JOINER}مگردی": 1}, {"بومگردی": ("بوم", "گردی")}, id="the_usual_cut_wins"
        ),
        pytest.param({f"بوم{JOINER}گردی": 1, f"بو{JOINER}مگردی": 3}, {"بومگردی": ("بو", "مگردی")}, id="whatever_it_is"),
        pytest.param({f"گردش{JOINER}گری": 5}, {}, id="a_word_of_the_dictionary_stays_whole"),
        pytest.param({f"بر{JOINER}ای": 5}, {}, id="an_idle_word_stays_idle"),
        pytest.param({f"{JOINER}دفتر{JOINER}": 5, "دفتر": 1}, {}, id="a_joiner_at_the_edge_joins_nothing"),
    ],
)
def test_the_corpus_teaches_compounds(spellings, compounds):
    assert taught_compounds(Counter(spellings), LEXICON) == compounds


def test_a_raw_word_is_counted_in_all_its_spellings():
    assert raw_counts(Counter({f"بوم{JOINER}گردی": 2, "بومگردی": 1, f"بو{JOINER}مگردی": 4})) == {"بومگردی": 7}


def test_the_dictionary_knows_better_than_the_corpus_where_a_compound_is_cut():
    text = f"بینا{JOINER}لمللی"

    compounds = learned_lexicon([text], count_spellings([text])).compounds

    assert compounds["بینالمللی"] == hazm_lexicon().compounds["بینالمللی"] == ("بین", "المللی")


@pytest.fixture(scope="module")
def vocabulary():
    return learn_vocabulary([f"بوم{JOINER}گردی کتاب{JOINER}های نو", "زرتشتژاپ"])


def read(vocabulary, text):
    return vocabulary.read(words_of([text])).ids.tolist()


def test_a_compound_of_the_corpus_reads_the_same_in_every_spelling(vocabulary):
    assert read(vocabulary, "بومگردی") == read(vocabulary, f"بوم{JOINER}گردی") == read(vocabulary, "بوم گردی")


def test_a_word_of_the_corpus_has_an_id_and_any_other_is_unknown(vocabulary):
    assert read(vocabulary, "زرتشتژاپ") != [UNKNOWN]
    assert read(vocabulary, "ژژژپپپ") == [UNKNOWN]


@pytest.mark.parametrize(("raw", "words"), [("هایشان", []), ("اباکسیژنه", ["اب", "اکسیژنه"]), ("زنبیل", ["زنبیل"])])
def test_a_word_of_the_dictionary_is_known_though_no_article_has_it(vocabulary, raw, words):
    assert [vocabulary.words[number] for number in read(vocabulary, raw)] == words


def test_a_run_of_letters_longer_than_any_word_is_not_learned():
    assert read(learn_vocabulary(["ژپ" * LONGEST_WORD]), "ژپ" * LONGEST_WORD) == [UNKNOWN]


def test_ids_are_distinct_words_and_the_unknown_has_none(vocabulary):
    assert vocabulary.words[UNKNOWN] == ""
    assert len(set(vocabulary.words)) == len(vocabulary.words)


@pytest.mark.parametrize("odd", ["Москва", "東京", "ئۇيغۇر", "ʼn", "ab" * 40, "ﷺ", "Ωμέγα کتاب", "\ue000\ue001"])
def test_a_word_of_another_script_disturbs_no_other_word(odd):
    words = ["بازار", "صادرات", "کتاب", "مدرسه", "گمرک", "زنبیل", "یخبندان", "ابر"]

    vocabulary = learn_vocabulary([" ".join(words), f"{odd} و {odd}\u200c{odd} کتابخانه"])

    reading = vocabulary.read(words_of([" ".join(words)]))
    assert [vocabulary.words[number] for number in reading.ids] == words
