"""What the encoder and the heads read of one example, and the inputs of its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from kg.nlp.features import Span, between, nearest, pair_features
from pipelines.training.data import Example, Thing


@dataclass(slots=True)
class Reading:
    """The encoder's vectors of one example."""

    h: Tensor  # of each piece
    start: Tensor  # of each word's first piece
    end: Tensor  # of each word's last piece
    total: Tensor  # the sum of the words' vectors before each word

    @classmethod
    def of(cls, h: Tensor, e: Example) -> Reading:
        """The reading of an example with the vectors `h`."""
        start, end = h[torch.tensor(e.page.encoded.first)], h[torch.tensor(e.page.encoded.last)]
        total = torch.cat([torch.zeros(1, h.shape[1]), torch.cumsum((start + end) / 2, 0)])
        return cls(h, start, end, total)


@dataclass(slots=True)
class Seen:
    """The things of one example as the heads see them."""

    things: list[Thing] = field(default_factory=list)
    groups: list[list[Span]] = field(default_factory=list)  # the mentions of each
    vectors: Tensor = field(default_factory=lambda: torch.zeros(0))
    known: Tensor = field(default_factory=lambda: torch.zeros(0))  # the chances of its types and roles


def mean_between(total: Tensor, head: Span, tail: Span) -> Tensor:
    """The mean vector of the words between two mentions; zeros where none are."""
    words = between(head, tail)
    if words is None:
        return torch.zeros(total.shape[1])
    return (total[words[1]] - total[words[0]]) / (words[1] - words[0])


def pair_inputs(
    groups: Sequence[list[Span]], pairs: Sequence[tuple[int, int]], e: Example, total: Tensor
) -> tuple[Tensor, Tensor]:
    """The words between and the features of each pair of things."""
    near = [nearest(groups[h], groups[t], e.page.sentence) for h, t in pairs]
    middle = torch.stack([mean_between(total, *spans) for spans in near])
    rows = [pair_features(groups[h], groups[t], n, e.page.sentence) for (h, t), n in zip(pairs, near, strict=True)]
    return middle, torch.from_numpy(np.stack(rows))
