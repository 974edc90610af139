"""The company that a name keeps: how alike two sets of papers are in their words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.records import Paper

_WORD = re.compile(r"[a-z]{3,}")


class Company:
    """Words of titles and abstracts, weighted by rarity; counted when first asked for."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._words: dict[str, frozenset[str]] = {}
        self._weight: dict[str, float] | None = None

    def likeness(self, paper: str, others: Iterable[str]) -> float:
        """The cosine of the words of `paper` and those of `others` together, by TF-IDF (Spärck Jones 1972)."""
        own = self._of(paper)
        there = Counter(word for other in others if other != paper for word in self._of(other))
        weight = self._weights()
        dot = sum(weight[w] ** 2 * there[w] for w in own if w in there)
        norms = sum(weight[w] ** 2 for w in own) * sum((weight[w] * n) ** 2 for w, n in there.items())
        return dot / math.sqrt(norms) if norms else 0.0

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
