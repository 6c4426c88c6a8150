"""The spellings that one and the same article arrives in, made from its correct one.

Each is a function of a text and a random generator. They stand for what keyboards, content systems and
scrapers do to Persian news, and measure whether the tags survive it.
"""

import functools
import html
import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

Spelling = Callable[[str, random.Random], str]

JOINER: Final = "\u200c"
_LETTERS: Final = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأئؤ"
_JOIN_NOTHING_AFTER: Final = "اآأإدذرزژوؤ"  # letters that do not join the one on their left
_TASHKEEL: Final = "\u064e\u064f\u0650\u0651\u0652\u064b\u064c\u064d\u0670"
_MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\ufeff\u00ad\u200b\u200d"
_HEADERS: Final = (
    " date 2025-10-22 پخش زنده\n", "کد خبر: ۸۴۳۲۱۷ | تاریخ انتشار: ۱۴۰۲/۰۵/۱۷ - ۱۱:۲۴\n", "صفحه اصلی » آرشیو اخبار\n",
    "اندازه متن: الف الف | نسخه چاپی | ارسال به دوستان\n", "چهارشنبه ۳۰ مهر ۱۴۰۴ ساعت ۱۰:۱۵\n",
    "دریافت فایل صوتی ۳ MB\n",
)  # fmt: skip
_FOOTERS: Final = (
    "\nانتهای پیام/", "\nلینک کوتاه خبر: https://example.ir/x7k2", "\nاشتراک گذاری: تلگرام واتساپ توییتر ایتا",
    "\nنظرات کاربران\nنام: ایمیل: دیدگاه شما", "\nبیشتر بخوانید:", "\nکپی شد", "\nبرچسب ها: ایران، استان، خبر",
)  # fmt: skip


def joiner_dropped(text: str, _random: random.Random) -> str:
    """Return the text as content systems leave it that know no joiner."""
    return text.replace(JOINER, "")


def joiner_to_space(text: str, _random: random.Random) -> str:
    """Return the text as typists write who have no key for the joiner."""
    return text.replace(JOINER, " ")


def arabic_letters(text: str, _random: random.Random) -> str:
    """Return the text as an Arabic keyboard gives it: ي, ك, and ة for every third final ه."""
    arabic = text.translate(str.maketrans("یک", "يك"))
    return re.sub(r"(?<=\w)ه(?!\w)", lambda final: "ة" if final.start() % 3 == 0 else "ه", arabic)


def latin_digits(text: str, _random: random.Random) -> str:
    """Return the text with every digit a Latin one."""
    return re.sub(r"\d", lambda digit: str(unicodedata.digit(digit[0])), text)


def arabic_digits(text: str, _random: random.Random) -> str:
    """Return the text with every digit an Arabic-Indic one."""
    return re.sub(r"\d", lambda digit: chr(0x0660 + unicodedata.digit(digit[0])), text)


def tashkeel(text: str, random: random.Random) -> str:
    """Return the text with a vowel sign or another mark on a fifth of its letters."""
    return "".join(
        letter + random.choice(_TASHKEEL) if letter in _LETTERS and random.random() < 0.2 else letter for letter in text
    )


def kashida(text: str, random: random.Random) -> str:
    """Return the text with a tenth of the places where letters join drawn out."""
    joined = re.compile(f"([{''.join(set(_LETTERS) - set(_JOIN_NOTHING_AFTER))}])(?=[{_LETTERS}])")
    return joined.sub(lambda letter: letter[0] + "\u0640" * (random.random() < 0.1), text)


def entities(text: str, _random: random.Random) -> str:
    """Return the text with its special characters, and every ninth letter, as HTML entities."""
    named = {JOINER: "&zwnj;", "«": "&laquo;", "»": "&raquo;", "&": "&amp;", "“": "&ldquo;", "”": "&rdquo;"}
    spaced = re.sub(r" ", lambda space: "&nbsp;" if space.start() % 5 == 0 else " ", text)
    escaped = [named.get(character, character) for character in html.unescape(spaced.replace("&nbsp;", "\u00a0"))]
    return "".join(
        "&nbsp;" if piece == "\u00a0" else f"&#{ord(piece)};" if place % 9 == 0 and piece in _LETTERS else piece
        for place, piece in enumerate(escaped)
    )


def presentation_forms(text: str, _random: random.Random) -> str:
    """Return the text as old typesetting systems store it: each letter in its shape, lam-alef as one."""
    shapes = _shapes()
    shaped, place = [], 0
    while place < len(text):
        before = place > 0 and text[place - 1] in _LETTERS and text[place - 1] not in _JOIN_NOTHING_AFTER
        size = 2 if text[place : place + 2] in shapes else 1
        piece = text[place : place + size]
        after = text[place + size : place + size + 1] in tuple(_LETTERS) and piece[-1] not in _JOIN_NOTHING_AFTER
        form = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
        shaped.append(shapes.get(piece, {}).get(form[before, after], piece))
        place += size
    return "".join(shaped)


@functools.cache
def _shapes() -> dict[str, dict[str, str]]:
    """Return the shape of each letter, and of lam-alef, by its place in the word."""
    shapes: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        spelled = "".join(chr(int(letter, 16)) for letter in letters.split())
        shapes.setdefault(spelled, {})[kind.strip("<")] = chr(code)
    wanted = [*_LETTERS, "لا", "لأ", "لإ", "لآ"]
    return {letters: forms for letters, forms in shapes.items() if letters in wanted}


def invisible_marks(text: str, random: random.Random) -> str:
    """Return the text with direction marks, byte-order marks and soft hyphens strewn in."""
    return "\ufeff" + "".join(letter + random.choice(_MARKS) if random.random() < 0.05 else letter for letter in text)


def glued_conjunction(text: str, random: random.Random) -> str:
    """Return the text with half of the words «و» glued to the next one."""
    return re.sub(r"(?<= )و (?=\w)", lambda word: "و" if random.random() < 0.5 else word[0], text)


def no_space_after_stop(text: str, _random: random.Random) -> str:
    """Return the text without a space after any stop."""
    return re.sub(r"([.،؛:!؟»)]) ", r"\1", text)


def header_and_footer(text: str, random: random.Random) -> str:
    """Return the text with a line of the page above it and one below it."""
    return random.choice(_HEADERS) + text + random.choice(_FOOTERS)


def all_at_once(text: str, random: random.Random) -> str:
    """Return the text with everything that can go together, in a page's furniture."""
    for spelling in (
        header_and_footer, glued_conjunction, no_space_after_stop, joiner_dropped, arabic_letters, arabic_digits,
        tashkeel, kashida, invisible_marks, entities,
    ):  # fmt: skip
        text = spelling(text, random)
    return text


LOSSLESS: Final[Mapping[str, Spelling]] = {
    "joiner_dropped": joiner_dropped,
    "arabic_letters": arabic_letters,
    "latin_digits": latin_digits,
    "arabic_digits": arabic_digits,
    "tashkeel": tashkeel,
    "kashida": kashida,
    "entities": entities,
    "presentation_forms": presentation_forms,
    "invisible_marks": invisible_marks,
    "no_space_after_stop": no_space_after_stop,
}
LOSSY: Final[Mapping[str, Spelling]] = {
    "joiner_to_space": joiner_to_space,
    "glued_conjunction": glued_conjunction,
    "header_and_footer": header_and_footer,
}
SPELLINGS: Final[Mapping[str, Spelling]] = {**LOSSLESS, **LOSSY, "all_at_once": all_at_once}
