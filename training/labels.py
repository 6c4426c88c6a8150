"""Labels as matrices: one row per article, one column per tag."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.corpus import LabelledArticle

Labels = npt.NDArray[np.bool_]


def label_matrices(articles: Sequence[LabelledArticle], tags: Sequence[str]) -> tuple[Labels, Labels]:
    """Return which article has which tag, and which article is sure about it either way."""
    shape = (len(articles), len(tags))
    truth = np.array([[tag in labelled.tags for tag in tags] for labelled in articles], dtype=bool)
    sure = np.array([[tag not in labelled.unsure for tag in tags] for labelled in articles], dtype=bool)
    return truth.reshape(shape), sure.reshape(shape)
