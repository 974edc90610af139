"""What the pair heads read for two things of one text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.nlp.features import Floats, Span, between, nearest, pair_features
from kg.nlp.reading import Reading


def pair_inputs(
    groups: Sequence[Sequence[Span]], pairs: Sequence[tuple[int, int]], reading: Reading
) -> tuple[Floats, Floats]:
    """The mean vector of the words between, and the features, of each pair of mention groups."""
    middle, rows = [], []
    for a, b in pairs:
        near = nearest(groups[a], groups[b], reading.sentence)
        words = between(*near)
        if words is None:
            middle.append(np.zeros(reading.total.shape[1], dtype=np.float32))
        else:
            middle.append((reading.total[words[1]] - reading.total[words[0]]) / np.float32(words[1] - words[0]))
        rows.append(pair_features(groups[a], groups[b], near, reading.sentence))
    return np.stack(middle), np.stack(rows)
