"""Citations inside the set: each reference found among the papers by any identifier that any of its records had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from kg.counting import counted
from kg.readers.fields import title_id
from kg.readers.identifiers import normal_id
from kg.readers.likeness import plain
from kg.records import Paper

Edges: TypeAlias = tuple[tuple[str, str], ...]

_SHORTEST_TITLE: Final = 20  # letters; a shorter title may stand in a reference by chance
_MOST_COMMAS: Final = 12  # in a title
_MOST_YEARS: Final = 4  # in a reference
_SCHEMES: Final = frozenset({"doi", "arxiv", "openalex", "pmid", "pmc"})
_YEAR = re.compile(r"\(((?:19|20)\d\d)[a-z]?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Who cites whom inside the set, and how much of what the sources state that is."""

    edges: Edges
    papers: int  # of the set
    citing: int  # papers that state references
    references: int  # that they state, each once a paper
    inside: int  # references that are papers of the set, not counting those of a paper to itself
    own: int  # references of a paper to itself, dropped
    outside: tuple[tuple[str, str], ...] = ()  # (citing paper, reference that is no paper of the set)

    @property
    def sentence(self) -> str:
        """What a report says of it, so that nobody wonders why there are no edges."""
        if not self.citing:
            return "citations: no paper states its references, so there are none"
        state, are = "states" if self.citing == 1 else "state", "is a paper" if self.inside == 1 else "are papers"
        share = f"{self.citing} of {counted(self.papers, 'paper')} ({self.citing / self.papers:.0%}) {state} references"
        found = f"{self.inside} of {self.references} ({self.inside / self.references:.1%}) {are} of the set"
        themselves = "cites itself" if self.own == 1 else "cite themselves"
        own = f"; {counted(self.own, 'paper')} {themselves}: dropped" if self.own else ""
        return f"citations: {share}; {found}{own}"


def resolve(papers: Sequence[Paper]) -> tuple[Edges, str]:
    """The citations inside the set as (citing id, cited id), and a sentence on how many references that is."""
    found = citations(papers)
    return found.edges, found.sentence


def citations(papers: Sequence[Paper]) -> Citations:
    """The citations inside the set with all counts, and the references that lead out of it."""
    index, titles = _index(papers), _titles(papers)
    edges: dict[tuple[str, str], None] = {}
    outside = []
    citing = references = own = 0
    for paper in papers:
        citing += bool(paper.references)
        references += len(paper.references)
        cites_itself = False
        for reference in paper.references:
            known = index.get(reference) or index.get(normal_id(reference))
            cited = known or _by_title(reference, titles) or index.get(title_id(reference))
            if cited is None:
                outside.append((paper.id, reference))
            elif cited == paper.id:
                cites_itself = True
            else:
                edges[paper.id, cited] = None
        own += cites_itself
    return Citations(
        edges=tuple(edges),
        papers=len(papers),
        citing=citing,
        references=references,
        inside=len(edges),
        own=own,
        outside=tuple(outside),
    )


def _index(papers: Sequence[Paper]) -> dict[str, str]:
    """From every identifier of every record to its paper; the first paper keeps an identifier."""
    index: dict[str, str] = {paper.id: paper.id for paper in papers}
    for paper in papers:
        names = [paper.id, *paper.ids, *(source.id for source in paper.sources)]
        names += [f"doi:{paper.doi}" if paper.doi else "", f"arxiv:{paper.arxiv}" if paper.arxiv else ""]
        for name in names:
            if name:
                index.setdefault(name, paper.id)
                index.setdefault(normal_id(name), paper.id)
    return index


def _titles(papers: Sequence[Paper]) -> dict[tuple[str, int | None], str]:
    """From title and year to the only paper that has them."""
    found: dict[tuple[str, int | None], str] = {}
    for paper in papers:
        title = plain(paper.title)
        if len(title) >= _SHORTEST_TITLE:
            key = (title, paper.year)
            found[key] = "" if key in found else paper.id
    return found


def _by_title(reference: str, titles: dict[tuple[str, int | None], str]) -> str | None:
    """The paper that a reference in words names: "Authors, Title, (Year) Journal" or "Authors, Title, Journal, (Year)".

    The first words that are the title of a paper of the year count, of those from one place the longest.
    """
    for year in islice(_YEAR.finditer(reference), _MOST_YEARS):
        pieces = [plain(piece) for piece in reference[: year.start()].split(",")]
        for start in range(len(pieces)):
            for end in range(min(len(pieces), start + _MOST_COMMAS), start, -1):
                title = "".join(pieces[start:end])
                if len(title) < _SHORTEST_TITLE:
                    break
                if found := titles.get((title, int(year[1]))):
                    return found
    return None


def cited_only(found: Citations) -> tuple[tuple[Paper, ...], Edges]:
    """The works outside the set that its papers cite, each once, and the citations to them.

    They are for counts that need every reference (co-citation, coupling): all that is known of them is an identifier,
    or the words of a reference, which stand as title.
    """
    papers: dict[str, Paper] = {}
    edges = []
    for citing, reference in found.outside:
        scheme, _, value = reference.partition(":")
        known = scheme in _SCHEMES and bool(value) and " " not in reference
        name = reference if known or " " not in reference else title_id(reference)
        if name not in papers:
            papers[name] = Paper(
                id=name,
                title=reference,
                doi=value if known and scheme == "doi" else "",
                arxiv=value if known and scheme == "arxiv" else "",
                ids=(reference,) if known and scheme not in ("doi", "arxiv") else (),
            )
        edges.append((citing, name))
    return tuple(papers.values()), tuple(edges)
