"""Which tags are taken for one another, and which are given together more or less often than is true."""

import itertools

import numpy as np
from scipy.stats import binomtest

from training.report.contents import Pair
from training.report.judgements import Judgements

_CHANCE = 0.05  # of one false verdict among all pairs


def pairs_of_tags(judgements: Judgements) -> tuple[Pair, ...]:
    """Return every pair of tags in order, counted over the articles that are sure of both."""
    pairs = list(itertools.combinations(range(len(judgements.tags)), 2))
    return tuple(_pair(judgements, first, second, _CHANCE / len(pairs)) for first, second in pairs)


def _pair(judgements: Judgements, first: int, second: int, chance: float) -> Pair:
    both_sure = judgements.sure[:, first] & judgements.sure[:, second]
    truth = judgements.truth[both_sure][:, [first, second]]
    given = judgements.given[both_sure][:, [first, second]]
    together, given_together = truth.all(axis=1), given.all(axis=1)
    articles = len(truth)
    swapped = (truth != given).all(axis=1) & (truth.sum(axis=1) == 1)
    added, dropped = int((given_together & ~together).sum()), int((together & ~given_together).sum())
    # McNemar's exact test: if additions and losses are alike but for chance, their split is that of a fair coin.
    beyond_chance = added + dropped > 0 and binomtest(added, added + dropped).pvalue < chance
    return Pair(
        first=judgements.tags[first].id,
        second=judgements.tags[second].id,
        true_together=int(together.sum()),
        given_together=int(given_together.sum()),
        by_chance=float(np.prod(truth.mean(axis=0)) * articles) if articles else 0.0,
        first_for_second=int((swapped & truth[:, 1]).sum()),
        second_for_first=int((swapped & truth[:, 0]).sum()),
        given_too_often=added > dropped if beyond_chance else None,
    )
