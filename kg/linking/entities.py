"""Groups of units become entities: name, aliases, members and type by count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.linking.facets import Facet
from kg.linking.slugs import addresses
from kg.records import Entity, Member, Merge, Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units that are one thing, and why; `name` and `type` are set where a user set them."""

    facets: tuple[Facet, ...]
    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()
    name: str = ""
    type: str = ""


def build(groups: Sequence[Group]) -> list[Entity]:
    """One entity a group, sorted by id.

    Of several with one slug that with most papers keeps it plain, else that with the smallest paper id: the order of
    the input counts for nothing.
    """
    made = [(group, *_forms(group)) for group in groups]
    made.sort(key=lambda m: _weight(m[0]))
    ids = addresses("entity", ((name, min(f.unit.paper for f in group.facets)) for group, name, _ in made))
    return sorted(
        (_entity(id, group, name, aliases) for id, (group, name, aliases) in zip(ids, made, strict=True)),
        key=lambda entity: entity.id,
    )


def usual(facets: Iterable[Facet]) -> list[str]:
    """The forms of a thing, those first that most papers use (ties: the first in input)."""
    papers: dict[str, set[str]] = {}
    for facet in facets:
        for form in facet.forms:
            papers.setdefault(form, set()).add(facet.unit.paper)
    return sorted(papers, key=lambda form: -len(papers[form]))  # stable: first in input


def _weight(group: Group) -> tuple[int, str, tuple[str, ...]]:
    """What sorts groups: most papers first, then by the smallest paper id and what is named there."""
    papers = {facet.unit.paper for facet in group.facets}
    first = min(papers)
    return -len(papers), first, min(facet.forms for facet in group.facets if facet.unit.paper == first)


def _forms(group: Group) -> tuple[str, tuple[str, ...]]:
    """The name and all other forms, the usual ones first."""
    forms = usual(group.facets)
    name = group.name or forms[0]
    return name, tuple(form for form in forms if form != name)


def _entity(id: str, group: Group, name: str, aliases: tuple[str, ...]) -> Entity:
    types = Counter(facet.unit.type for facet in group.facets)
    if group.type:
        types = Counter({group.type: len(group.facets)})
    ranked = tuple(sorted(types.items(), key=lambda item: -item[1]))
    members = dict.fromkeys(Member(paper=f.unit.paper, name=form) for f in group.facets for form in f.forms)
    return Entity(
        id=id,
        type=ranked[0][0],
        types=ranked,
        name=name,
        aliases=aliases,
        members=tuple(members),
        merges=group.merges,
        splits=group.splits,
    )
