"""What the tests share: a tiny labelled corpus, the tagger really fitted on it, and a store with its version."""

import hypothesis
import pytest
from hypothesis import HealthCheck, settings

from classifier import Article, ModelName, Store, Tag, Tagger
from training.corpus import Corpus, LabelledArticle
from training.fit import Fitted, fit
from training.publish import publish

hypothesis.settings.register_profile("unhurried", deadline=None)  # a busy machine is no bug of ours
hypothesis.settings.load_profile("unhurried")

# How long an example takes is the machine's affair, never a reason to fail.
settings.register_profile("barchasb", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("barchasb")

TAGS = (
    Tag("trade", "تجارت", "Trade", "Buying and selling."),
    Tag("education", "آموزش", "Education", "Schools.", "medtop:05000000"),
)
SENTENCES = {
    "trade": (
        "صادرات پسته به بازارهای اروپا افزایش یافت و بازرگانان از کاهش تعرفه خبر دادند",
        "گمرک از ترخیص کالاهای وارداتی و ثبت سفارش بازرگانان خبر داد",
        "قیمت سکه و طلا در بازار امروز افزایش یافت و خریداران کمتر شدند",
        "اتاق بازرگانی نمایشگاه صادرات فرش و کالاهای ایرانی را برگزار می‌کند",
        "فروشندگان بازار میوه از گرانی قیمت پرتقال و کاهش خریداران می‌گویند",
        "واردات خودرو و فروش آن در بازار با تعرفه جدید گمرک آغاز شد",
    ),
    "education": (
        "دانش‌آموزان و معلمان سال تحصیلی را در مدرسه‌های نوساز آغاز کردند",
        "ثبت‌نام دانشجویان در دانشگاه و خوابگاه از شنبه آغاز می‌شود",
        "نتایج کنکور سراسری اعلام شد و داوطلبان انتخاب رشته می‌کنند",
        "معلمان آموزش و پرورش خواستار رتبه‌بندی و کاهش شمار دانش‌آموزان کلاس شدند",
        "استادان دانشگاه در کلاس درس به دانشجویان آموزش می‌دهند",
        "مدرسه‌های روستایی معلم ندارند و دانش‌آموزان ترک تحصیل می‌کنند",
    ),
    "none": (
        "تیم فوتبال با دو گل مهاجم خود بازی را برد و صدرنشین لیگ شد",
        "بارش برف و باران راه‌های کوهستانی را بست و هواشناسی هشدار داد",
        "آتش‌نشانان آتش انبار را خاموش کردند و دو نفر به بیمارستان رفتند",
        "رئیس‌جمهور درباره مذاکرات هسته‌ای با سفیر گفت‌وگو کرد",
        "پزشکان درباره بیماری آنفلوآنزا و واکسن در بیمارستان هشدار دادند",
        "پلیس سارق خانه را دستگیر کرد و دادگاه او را به زندان فرستاد",
    ),
}
BOTH = (
    "دانشگاه دوره آموزش صادرات برای بازرگانان و دانشجویان برگزار می‌کند",
    "بازار لوازم تحریر با خرید دانش‌آموزان و آغاز مدرسه گرم شد",
)


def labelled(text: str, *tags: str, unsure: tuple[str, ...] = (), title: str = "") -> LabelledArticle:
    return LabelledArticle(Article(text, title), frozenset(tags), frozenset(unsure))


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    articles = [labelled(text, "trade") for text in SENTENCES["trade"]]
    articles += [labelled(text, "education") for text in SENTENCES["education"]]
    articles += [labelled(text) for text in SENTENCES["none"]]
    articles += [labelled(text, "trade", "education") for text in BOTH]
    return Corpus(tuple(articles), ("tiny.jsonl",))


@pytest.fixture(scope="session")
def tags() -> tuple[Tag, ...]:
    return TAGS


@pytest.fixture(scope="session")
def fitted(corpus: Corpus, tags: tuple[Tag, ...]) -> Fitted:
    return fit(corpus.articles, tags)


@pytest.fixture(scope="session")
def tagger(fitted: Fitted) -> Tagger:
    return Tagger(fitted.model, ModelName("tiny", "0" * 64))


@pytest.fixture
def store(tmp_path, fitted: Fitted, corpus: Corpus) -> Store:
    """A store with one version, active."""
    store = Store(tmp_path / "models")
    store.promote(publish(fitted, corpus, 0, store).version)
    return store
