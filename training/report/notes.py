"""What a reader must know before believing a figure, in Persian and English."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: a code of `WORDINGS`, the tag it is about or "", and a number of articles or tags."""

    code: str
    tag: str = ""
    count: int = 0

    @property
    def english(self) -> str:
        """The remark as an English sentence."""
        return WORDINGS[self.code][0].format(tag=self.tag, count=self.count)

    def persian(self, name: str) -> str:
        """Return the remark as a Persian sentence; `name` is the tag's Persian name."""
        return WORDINGS[self.code][1].format(tag=name, count=self.count)


WORDINGS: Final = {
    "no_articles": (
        "There are no articles, so there is nothing to report.",
        "هیچ خبری نیست؛ پس چیزی برای گزارش نیست.",
    ),
    "no_decisions": (
        "{tag}: every article is unsure about it or has no probability, so nothing is known.",
        "{tag}: هیچ خبری دربارهٔ آن قطعی نیست، پس چیزی نمی‌توان گفت.",
    ),
    "no_positive": (
        "{tag}: no article has it, so its recall, F1 and average precision are unknown; it is left out of macro.",
        "{tag}: هیچ خبری این برچسب را ندارد، پس بازیابی و اف‌یک آن نامعلوم است و در میانگین نمی‌آید.",
    ),
    "no_negative": (
        "{tag}: every article has it, so its precision and ranking say nothing.",
        "{tag}: همهٔ خبرها این برچسب را دارند، پس دقت و ترتیب آن چیزی نمی‌گوید.",
    ),
    "never_given": (
        "{tag}: it was given to no article, so its precision is unknown.",
        "{tag}: به هیچ خبری داده نشد، پس دقت آن نامعلوم است.",
    ),
    "learned_from": (
        "The model learned from these very articles: it knows the answers, and every figure flatters it. "
        "Judge other articles, or use --folds.",
        "مدل از همین خبرها آموخته و پاسخ‌ها را می‌داند؛ همهٔ رقم‌ها خوش‌بینانه است. با خبرهای دیگر یا با folds بسنجید.",
    ),
    "few_positives": (
        "{tag}: only {count} articles have it; its figures may be chance, look at the intervals.",
        "{tag}: تنها {count} خبر این برچسب را دارد؛ رقم‌هایش شاید تصادفی باشد، بازه‌ها را ببینید.",
    ),
    "lost": (
        "{tag}: {count} articles have no probability (NaN) and are left out; the model is broken.",
        "{tag}: برای {count} خبر احتمالی به دست نیامد و کنار گذاشته شد؛ مدل خراب است.",
    ),
    "calibration_off": (
        "{tag}: its probabilities are further from the truth than chance explains; don't read them as shares.",
        "{tag}: احتمال‌هایش بیش از حد تصادف از واقعیت دور است؛ آن‌ها را سهم واقعی نخوانید.",
    ),
    "no_untagged": (
        "Every article has a tag or is unsure, so nobody knows how often an article of another topic is tagged.",
        "همهٔ خبرها برچسب دارند یا نامطمئن‌اند؛ پس معلوم نیست به خبرهای دیگر چقدر نابجا برچسب داده می‌شود.",
    ),
    "copies": (
        "{count} articles nearly repeat another; the intervals count such articles as one story.",
        "{count} خبر تقریباً تکرار خبری دیگر است؛ بازه‌ها چنین خبرهایی را یکی می‌شمارند.",
    ),
    "thresholds_vary": (
        "Every fold tuned its own thresholds; the middle one is shown.",
        "آستانه‌ها در هر بخش جدا تنظیم شده است؛ مقدار میانی آمده است.",
    ),
    "one_tag_set": (
        "All articles have the same tags, so agreement on all tags at once says nothing.",
        "همهٔ خبرها یک دسته برچسب دارند؛ پس هم‌خوانی کامل چیزی نمی‌گوید.",
    ),
}
