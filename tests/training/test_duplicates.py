import itertools
import random
import string

from hypothesis import given
from hypothesis import strategies as st

from training.duplicates import near_duplicate_groups

LETTERS = "ابپتثجچحخدرزسشصضطعفقکگلمنوهی"
TEXTS = st.lists(st.text(st.sampled_from(LETTERS[:4] + "  "), max_size=60), max_size=12)


def articles(number: int, words: int, seed: int = 0) -> list[str]:
    """Texts that share half of their words with many others, as news does."""
    generator = random.Random(seed)
    everyday = ["".join(generator.choices(LETTERS, k=5)) for _ in range(100)]
    return [
        " ".join(
            generator.choice(everyday) if place % 2 else "".join(generator.choices(LETTERS, k=6))
            for place in range(words)
        )
        for _ in range(number)
    ]


@given(TEXTS, st.randoms(use_true_random=False))
def test_texts_of_the_same_words_share_a_group_whatever_stands_between(texts, generator):
    copies = [" ".join(generator.sample(words := text.split(), len(words))) for text in texts]

    groups = near_duplicate_groups(texts + copies)

    for one, other, text in zip(groups[: len(texts)], groups[len(texts) :], texts, strict=True):
        assert one == other or all(len(word) == 1 for word in text.split())


@given(TEXTS)
def test_texts_without_a_common_word_never_share_a_group(texts):
    apart = [
        " ".join(f"{string.ascii_lowercase[place]}{word}" for word in text.split()) for place, text in enumerate(texts)
    ]

    assert len(set(near_duplicate_groups(apart).tolist())) == len(texts)


def test_a_copy_is_found_among_many_articles_of_the_same_everyday_words():
    texts = articles(1000, 120)

    groups = near_duplicate_groups(texts + texts[::10])

    assert groups[1000:].tolist() == groups[:1000:10].tolist()
    assert len(set(groups.tolist())) == 1000


def test_a_copy_with_a_new_ending_is_found_and_half_a_copy_is_not():
    (text,) = articles(1, 200)
    words = text.split()
    (other,) = articles(1, 200, seed=1)

    groups = near_duplicate_groups([text, " ".join([*words[:-15], "پایان", "پیام"]), " ".join(words[:100]) + other])

    assert groups[0] == groups[1] != groups[2]


def test_a_chain_of_copies_is_one_story():
    (text,) = articles(1, 200)
    words = text.split()

    assert len(set(near_duplicate_groups([" ".join(words[cut:]) for cut in range(0, 100, 10)]).tolist())) == 1


def test_what_is_alike_to_two_stories_makes_them_one_whatever_the_order():
    whole = [f"{one}{other}" for one in LETTERS[:14] for other in LETTERS[:14]]
    first, last, between = (" ".join(words) for words in (whole[:-45], whole[45:], whole))

    assert near_duplicate_groups([first, last]).tolist() == [0, 1]
    for texts in itertools.permutations([first, last, between]):
        assert len(set(near_duplicate_groups(texts).tolist())) == 1


def test_articles_that_share_half_of_their_words_are_two_stories():
    texts = []
    for number in range(20):
        words = [f"{LETTERS[number]}{one}{other}" for one in LETTERS[:12] for other in LETTERS[:10]]
        texts += [" ".join(words[:90]), " ".join(words[30:])]

    assert len(set(near_duplicate_groups(texts).tolist())) == 40


def test_texts_without_words_are_alone():
    assert near_duplicate_groups(["", "", "12 34", "و"]).tolist() == [0, 1, 2, 3]
    assert near_duplicate_groups([]).tolist() == []
