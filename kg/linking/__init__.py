"""One thing, one node: entities and authors over all papers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.corrections import Corrections
from kg.linking.authors import LinkedAuthor, link_authors
from kg.linking.entities import Group, build
from kg.linking.tables import LinkTable
from kg.linking.units import Unit, units
from kg.records import Entity, Extraction, Paper

__all__ = ["LinkTable", "LinkedAuthor", "link", "link_authors"]


def link(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections | None = None,
    table: LinkTable | None = None,
) -> list[Entity]:
    """The things that `papers` name, one entity each, sorted by id."""
    groups: dict[str, list[Unit]] = {}
    for unit in units(papers, extractions):
        groups.setdefault(unit.keys[0], []).append(unit)
    return build([Group(units=tuple(members)) for members in groups.values()])
