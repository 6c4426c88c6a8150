"""How good a model gets with how many seeds, judged on labelled articles it never saw.

    python tests/benchmarks/learning_curve.py --judge labelled.jsonl [--draws 3]

Prints, for growing shares of the seeds (drawn at random, the median of several draws), macro-F1 at the shipped
thresholds, macro average precision and false alarms; then what halving one tag's articles costs that tag; then
what the glossary and the classifier bring.
"""

import argparse
import random
import statistics
from collections.abc import Sequence
from pathlib import Path

from sklearn.linear_model import LogisticRegression

import training.fit
import training.linear
from classifier import ModelName, Tag, Tagger
from training.corpus import Corpus, LabelledArticle, read_corpus
from training.fit import fit
from training.linear import Line
from training.report.build import build
from training.report.judgements import judge
from training.tagset import choose_tags

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)


def figures(
    articles: Sequence[LabelledArticle],
    glossary: Sequence[LabelledArticle],
    tags: Sequence[Tag],
    judged: Corpus,
    seed: int,
):
    """Return macro-F1, macro average precision, false alarms, and each tag's average precision."""
    model = fit(articles, tags, seed, glossary=glossary).model
    report = build(judge(Tagger(model, ModelName("benchmark", "0" * 64)), judged))
    macro = report.macro
    each = [tag.quality.average_precision.value for tag in report.tags]
    return (macro.f1.value, macro.average_precision.value, report.untagged.false_alarm_rate.value, *each)


def logistic(matrix, truth, seed: int) -> Line:
    """Return the line of a logistic regression on the features as they are."""
    machine = LogisticRegression(C=30, solver="liblinear", random_state=seed, max_iter=1000).fit(matrix, truth)
    return Line(machine.coef_[0], float(machine.intercept_[0]))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--judge", type=Path, required=True, help="labelled articles to judge on")
    arguments.add_argument("--draws", type=int, default=3)
    options = arguments.parse_args()
    seeds = read_corpus(sorted(SEEDS.glob("*.jsonl")))
    glossary = read_corpus(sorted((SEEDS / "glossary").glob("*.jsonl"))).articles
    judged = read_corpus([options.judge])
    tags = choose_tags(seeds, SEEDS / "tags.toml")
    names = [tag.id for tag in tags]

    def row(name: str, draw, words=glossary) -> None:
        rows = [figures(draw(random.Random(seed)), words, tags, judged, seed) for seed in range(options.draws)]
        middle = [statistics.median(column) for column in zip(*rows, strict=True)]
        spread = max(line[1] for line in rows) - min(line[1] for line in rows)
        cells = " | ".join(f"{value:.3f}" for value in middle)
        print(f"| {name} | {cells} | ±{spread / 2:.3f} |", flush=True)

    print(f"| seeds | macro-F1 | macro AP | false alarms | {' | '.join(f'AP {name}' for name in names)} | AP spread |")
    print("| --- " * (len(names) + 5) + "|")
    everything = list(seeds.articles)
    for share in SHARES:
        row(
            f"{share:.0%} ({round(share * len(everything))})",
            lambda dice, share=share: dice.sample(everything, round(share * len(everything))),
        )
    for name in names:
        others = [labelled for labelled in everything if name not in labelled.tags]
        own = [labelled for labelled in everything if name in labelled.tags]
        row(f"half of {name}", lambda dice, others=others, own=own: others + dice.sample(own, len(own) // 2))
    row("all, no glossary", lambda _: everything, ())
    for name, value in (("STRENGTH", 1.0), ("STRENGTH", 10.0), ("TRUST", 0.0), ("TRUST", 1.0)):
        before = getattr(training.linear, name)
        setattr(training.linear, name, value)
        row(f"all, {name} = {value:g} instead of {before:g}", lambda _: everything)
        setattr(training.linear, name, before)
    training.fit.learn = logistic
    row("all, logistic regression, C = 30", lambda _: everything)


if __name__ == "__main__":
    main()
