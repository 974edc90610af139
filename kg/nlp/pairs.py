"""What the pair heads read for two things of one text, and which of their triples are kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.nlp.entities import Thing
from kg.nlp.features import Floats, Span, between, nearest, pair_features
from kg.nlp.reading import Reading
from kg.vocab import ENTITY_PREDICATES, SIGNATURES, UNDIRECTED


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


def chosen(
    pairs: Sequence[tuple[int, int]], scores: Floats, things: Sequence[Thing], least: dict[str, float]
) -> list[tuple[tuple[int, int], str, float]]:
    """The triples above threshold; an undirected predicate once a pair, and none beside `outperforms`.

    What a method is based on is not called a part of it too: no annotator says both of a pair.
    """
    kept: dict[tuple[tuple[int, int], str], float] = {}
    for pair, row in zip(pairs, scores, strict=True):
        for predicate, score in zip(ENTITY_PREDICATES, row, strict=True):
            heads, tails = SIGNATURES[predicate]
            if score < least[predicate] or things[pair[0]].type not in heads or things[pair[1]].type not in tails:
                continue
            key = (min(pair), max(pair)) if predicate in UNDIRECTED else pair
            kept[key, predicate] = max(kept.get((key, predicate), 0.0), float(score))
    for (pair, predicate), score in list(kept.items()):
        back = (pair[1], pair[0])
        if predicate == "outperforms":
            for key in (pair, back):
                kept.pop((key, "comparedWith"), None)
        if predicate != "comparedWith" and kept.get((back, predicate), -1.0) > score:
            kept.pop((pair, predicate), None)
        if predicate == "basedOn" and (pair, predicate) in kept:
            kept.pop((back, "partOf"), None)
    return [(pair, predicate, score) for (pair, predicate), score in kept.items()]
