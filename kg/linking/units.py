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
    """The entities of `extractions`, numbered in the order of `papers`."""
    by_paper = {extraction.paper: extraction for extraction in extractions}
    out: list[Unit] = []
    for extraction in (by_paper[paper.id] for paper in papers if paper.id in by_paper):
        found = [x for x in extraction.entities if x.name.strip()]
        names = {x.name for x in found}
        for x in found:
            # an alias that is the name of another entity of the paper stands for that one
            aliases = tuple(alias for alias in x.aliases if alias.strip() and alias not in names)
            unit = Unit(number=len(out), paper=extraction.paper, name=x.name, aliases=aliases, type=x.type, role=x.role)
            out.append(unit)
    return out
