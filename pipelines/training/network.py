"""The network in torch: encoder and heads, and how examples are put into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.features import LONGEST_MENTION
from kg.nlp.words import WordPieces
from pipelines.training.data import Example
from pipelines.training.encoder import Encoder
from pipelines.training.heads import Heads


class Network(nn.Module):
    """Encoder and heads under one roof, so that one optimiser and one file hold both."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.heads = Heads()


def vocabulary(folder: Path) -> WordPieces:
    """The word pieces of a base model's folder."""
    names = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return WordPieces({name: i for i, name in enumerate(names) if name})


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Rows of numbers as one tensor, zeros after the shorter ones."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])


def batch_vectors(network: Network, batch: Sequence[Example]) -> list[Tensor]:
    """The encoder's vectors of each example, without padding."""
    read = [e.page.encoded for e in batch]
    mask = padded([[1] * len(x.ids) for x in read])
    ids, shapes, segments = (
        padded([x.ids for x in read]),
        padded([x.shapes for x in read]),
        padded([x.segments for x in read]),
    )
    vectors = network.encoder(ids, shapes, segments, mask)
    return [v[: len(x.ids)] for v, x in zip(vectors, read, strict=True)]


def candidate_spans(n: int) -> tuple[Tensor, Tensor]:
    """First word and width - 1 of all spans of `n` words up to the longest mention."""
    starts, widths = np.divmod(np.arange(n * LONGEST_MENTION), LONGEST_MENTION)
    keep = starts + widths < n
    return torch.from_numpy(starts[keep]), torch.from_numpy(widths[keep])
