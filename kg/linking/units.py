"""What is linked: the entities of every paper, each of which stays in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.names import normal
from kg.records import Extraction, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One entity of one paper, as linking sees it."""

    number: int  # place in the input
    paper: str
    name: str
    aliases: tuple[str, ...]
    type: str
    role: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases, as written, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    @property
    def keys(self) -> tuple[str, ...]:
        """The normal forms of name and aliases, each once, the name's first."""
        return tuple(dict.fromkeys(key for form in self.forms if (key := normal(form) or form.strip())))


def units(papers: Sequence[Paper], extractions: Iterable[Extraction]) -> list[Unit]:
    """The entities of `extractions`, numbered in the order of `papers`; those that are `below` are left out."""
    by_paper = {extraction.paper: extraction for extraction in extractions}
    order = [by_paper[paper.id] for paper in papers if paper.id in by_paper]
    found = [(e.paper, x) for e in order for x in e.entities if not x.below and x.name.strip()]
    return [
        Unit(number=n, paper=paper, name=x.name, aliases=x.aliases, type=x.type, role=x.role)
        for n, (paper, x) in enumerate(found)
    ]
