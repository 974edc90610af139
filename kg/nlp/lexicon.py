"""What the training papers say of a name: how many have it, how many mark it, as what.

A prior beside the network's reading of one text: a rare name of a known data set is
believed at a lower score, a phrase that annotators pass by at a higher one, and a type
that the name nearly always has outweighs a doubtful other.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.nlp.features import Floats
from kg.vocab import TYPES

_FEW = 4.0  # papers at which the prior has half of its weight
_EVEN = 0.3  # marks that each type is given beforehand


@dataclass(frozen=True, slots=True)
class Entry:
    """Of one normal form: the papers that have it, those that mark it, the marks of each type."""

    papers: int
    marked: int
    types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by normal form, and how much they weigh (`weights` has "span", "entity", "type", "even")."""

    entries: Mapping[str, Entry]
    weights: Mapping[str, float]

    @classmethod
    def load(cls, path: Path, weights: Mapping[str, float]) -> Lexicon:
        """The lexicon of a file that `pipelines/training/lexicon.py` wrote.

        Raises:
            ValueError: a line is not one.
            OSError: there is no such file, or it is damaged.
        """
        entries = {}
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                form, papers, marked, *types = line.rstrip("\n").split("\t")
                entries[form] = Entry(int(papers), int(marked), tuple(map(int, types)))
        return cls(entries, weights)

    def shift(self, form: str) -> float:
        """How much more likely than an unknown form it is marked, in log odds; 0 where it is unknown."""
        entry = self.entries.get(form)
        if entry is None:
            return 0.0
        odds = math.log((entry.marked + 1) / (entry.papers - entry.marked + 1))
        return (odds - self.weights["even"]) * entry.papers / (entry.papers + _FEW)

    def believed(self, probability: float, forms: Iterable[str], what: str) -> float:
        """`probability` moved by the form that says most; `what` is "span" or "entity"."""
        move = max((self.shift(f) for f in forms), key=abs, default=0.0) * self.weights[what]
        if not move:
            return probability
        inside = min(max(probability, 1e-4), 1 - 1e-4)
        return 1 / (1 + math.exp(-math.log(inside / (1 - inside)) - move))

    def types(self, forms: Iterable[str]) -> Floats:
        """How likely each type is by the name alone, the likeliest 1; all 1 where the name is unknown."""
        marks = np.full(len(TYPES), _EVEN, dtype=np.float32)
        for form in forms:
            if form in self.entries:
                marks += np.array(self.entries[form].types, dtype=np.float32)
        return np.asarray((marks / marks.max()) ** self.weights["type"], dtype=np.float32)
