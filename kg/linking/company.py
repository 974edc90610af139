"""The company that a name keeps: how alike two sets of papers are in their words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Paper

_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Profile:
    """The weighted words of some papers."""

    vector: Mapping[str, float]
    norm: float


class Company:
    """Words of titles and abstracts, weighted by rarity; counted when first asked for."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._words: dict[str, frozenset[str]] = {}
        self._weight: dict[str, float] | None = None

    def of(self, papers: Iterable[str]) -> Profile:
        """The words of `papers` together, as a vector."""
        counts = Counter(word for paper in papers for word in self._of(paper))
        weight = self._weights()
        vector = {word: weight[word] * n for word, n in counts.items()}
        return Profile(vector, math.sqrt(sum(v * v for v in vector.values())))

    def likeness(self, paper: str, others: Profile) -> float:
        """The cosine of the words of `paper` and those of `others`, by TF-IDF (Spärck Jones 1972)."""
        own = self._of(paper)
        weight = self._weights()
        dot = sum(weight[word] * others.vector.get(word, 0.0) for word in own)
        norm = math.sqrt(sum(weight[word] ** 2 for word in own)) * others.norm
        return dot / norm if norm else 0.0

    def _of(self, paper: str) -> frozenset[str]:
        if paper not in self._words:
            p = self._papers[paper]
            self._words[paper] = frozenset(_WORD.findall(f"{p.title} {p.abstract}".lower()))
        return self._words[paper]

    def _weights(self) -> dict[str, float]:
        if self._weight is None:
            seen = Counter(word for paper in self._papers for word in self._of(paper))
            self._weight = {word: math.log(len(self._papers) / n) for word, n in seen.items()}
        return self._weight
