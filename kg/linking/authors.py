"""One person, one node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.corrections import Corrections
from kg.linking.slugs import addresses
from kg.records import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAuthor:
    """A person over all papers. A member is a paper's id and the place (from 0) in its list of authors."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    orcid: str = ""
    members: tuple[tuple[str, int], ...] = ()


def link_authors(papers: Sequence[Paper], *, corrections: Corrections | None = None) -> list[LinkedAuthor]:
    """The persons who wrote `papers`, sorted by id."""
    people: dict[str, list[tuple[str, int, str, str]]] = {}
    for paper in papers:
        for place, author in enumerate(paper.authors):
            key = " ".join(author.name.casefold().split())
            people.setdefault(key, []).append((paper.id, place, author.name, author.orcid))
    ordered = sorted(people.values(), key=lambda seen: -len(seen))
    ids = addresses("author", ((seen[0][2], seen[0][0]) for seen in ordered))
    return sorted(
        (
            LinkedAuthor(
                id=id,
                name=seen[0][2],
                names=tuple(dict.fromkeys(s[2] for s in seen)),
                orcid=next((s[3] for s in seen if s[3]), ""),
                members=tuple(s[:2] for s in seen),
            )
            for id, seen in zip(ids, ordered, strict=True)
        ),
        key=lambda author: author.id,
    )
