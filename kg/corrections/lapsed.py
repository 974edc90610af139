"""What no longer applies of a corrections file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from kg.corrections.dropping import Claim, claims, dropped, names_of
from kg.corrections.entries import RESULT_FIELDS, Correction, Corrections
from kg.corrections.text import fields, listed
from kg.names import normal
from kg.records import Entity, Extraction, FoundRelation, Paper

_SHOWN: Final = 3  # triples or results that a message names


def stale(
    corrections: Corrections,
    papers: Sequence[Paper],
    extractions: Iterable[Extraction],
    entities: Iterable[Entity] = (),
) -> list[str]:
    """The entries that no longer apply to anything, a line each with its place.

    `extractions` are as they were read, `entities` as they were linked.
    """
    if not corrections.entries:
        return []
    by_paper = {x.paper: x for x in extractions}
    single = _single(corrections, by_paper, papers, entities)
    named = _named(corrections, by_paper, papers)
    found = sorted([*single, *named], key=lambda told: told[0].line)
    return [f"{corrections.place(entry)}: {why}" for entry, why in found]


def _single(
    corrections: Corrections, by_paper: Mapping[str, Extraction], papers: Iterable[Paper], entities: Iterable[Entity]
) -> Iterator[tuple[Correction, str]]:
    """The triples and results to drop that are in no paper, and why."""
    names = names_of(corrections, entities, papers)
    for entry in (e for e in corrections.of("drop") if e.paper):
        x = by_paper.get(entry.paper)
        if x is None:
            yield entry, f"there is no paper {entry.paper!r}"
        elif not dropped(entry, x, names[entry.paper]):
            near = nearest(entry, x)
            what = "triple" if entry.triple else "result"
            more = f"; nearest: {', '.join(near)}" if near else ""
            yield entry, f"paper {entry.paper!r} has no such {what}{more}"


def nearest(entry: Correction, x: Extraction) -> list[str]:
    """The triples or results of a paper that are most like the one that `entry` would drop, as the file has them."""
    wanted = listed(entry.triple) if entry.triple else fields(entry.result)
    known = dict.fromkeys(_written(claim, entry) for claim in claims(x, entry))
    return sorted(known, key=lambda text: -SequenceMatcher(None, text.lower(), wanted.lower()).ratio())[:_SHOWN]


def _written(claim: Claim, entry: Correction) -> str:
    if isinstance(claim, FoundRelation):
        return listed((claim.head, claim.predicate, claim.tail))
    told = dict(entry.result)
    pairs = ((k, getattr(claim, k)) for k in RESULT_FIELDS)
    return fields((k, v) for k, v in pairs if v or k in told)


def _named(
    corrections: Corrections, by_paper: Mapping[str, Extraction], papers: Iterable[Paper]
) -> Iterator[tuple[Correction, str]]:
    """The entries with names that nothing has, and why."""
    forms = {form for x in by_paper.values() for e in x.entities for form in (e.name, *e.aliases)}
    keys = {normal(form) for form in forms}
    first = {normal(e.name) for x in by_paper.values() for e in x.entities}
    authors = {author.name for paper in papers for author in paper.authors}
    for entry in corrections.entries:
        for name in dict.fromkeys(entry.names):
            known = name in authors if entry.of_authors else name in forms or normal(name) in keys
            if not known:
                yield entry, f"no paper names an {'author' if entry.of_authors else 'entity'} {name!r}"
            elif entry.kind == "drop" and normal(name) not in first:
                yield entry, f"{name!r} is only another name of things; give the full one to drop"
