"""What no longer applies of a corrections file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from kg.corrections.dropping import Claim, claims, dropped, names_of
from kg.corrections.entries import RESULT_FIELDS, Correction, Corrections, Remark
from kg.corrections.retyping import retyped, told_types, unlawful
from kg.corrections.text import escaped, fields, listed
from kg.corrections.unknown import titled, unknown
from kg.counting import counted
from kg.records import Entity, Extraction, FoundRelation, Paper

_SHOWN: Final = 3  # triples or results that a message names


def stale(
    corrections: Corrections,
    papers: Sequence[Paper],
    extractions: Iterable[Extraction],
    entities: Iterable[Entity] = (),
) -> list[Remark]:
    """A remark on each entry that no longer applies to anything, and on each name that nothing has.

    `extractions` are as they were read, `entities` as they were linked.
    """
    if not corrections.entries:
        return []
    entities = tuple(entities)
    by_paper = {x.paper: x for x in extractions}
    single = _single(corrections, by_paper, papers, entities)
    named = unknown(corrections, by_paper, papers)
    lost = _lost(corrections, by_paper, entities)
    return sorted((*single, *named, *lost), key=lambda remark: remark.entry.line)


def _lost(corrections: Corrections, by_paper: Mapping[str, Extraction], entities: Iterable[Entity]) -> Iterator[Remark]:
    """The triples that are left out for a told type."""
    told = told_types(corrections, entities)
    lost: dict[Correction, Counter[str]] = defaultdict(Counter)
    for x in by_paper.values() if told else ():
        for entry, predicate in unlawful(retyped(x, told), told):
            lost[entry][predicate] += 1
    for entry, predicates in lost.items():
        total = predicates.total()
        which = ", ".join(f"{n} {predicate}" for predicate, n in predicates.most_common())
        some = f"{counted(total, 'triple')} of papers ({which})"
        yield corrections.remark(entry, f"left out {some} that cannot be of a {entry.to}", void=False)


def _single(
    corrections: Corrections, by_paper: Mapping[str, Extraction], papers: Sequence[Paper], entities: Sequence[Entity]
) -> Iterator[Remark]:
    """The triples and results to drop that are in no paper."""
    names, told = names_of(corrections, entities, papers), told_types(corrections, entities)
    for entry in (e for e in corrections.of("drop") if e.paper):
        x = by_paper.get(entry.paper)
        if x is None:
            yield corrections.remark(entry, f"there is no paper {entry.paper!r}{titled(entry.paper, papers)}")
        elif not any(dropped(entry, y, names[entry.paper]) for y in (x, retyped(x, told))):
            near = nearest(entry, retyped(x, told))
            what = "triple" if entry.triple else "result"
            more = f"; nearest: {', '.join(near)}" if near else ""
            yield corrections.remark(entry, f"paper {entry.paper!r} has no such {what}{more}")


def nearest(entry: Correction, x: Extraction) -> list[str]:
    """The triples or results of a paper that are most like the one that `entry` would drop, as the file has them."""
    wanted = listed(entry.triple) if entry.triple else fields(entry.result)
    known = dict.fromkeys(_written(claim, entry) for claim in claims(x, entry))
    best = sorted(known, key=lambda text: -SequenceMatcher(None, text.lower(), wanted.lower()).ratio())
    return [escaped(text) for text in best[:_SHOWN]]


def _written(claim: Claim, entry: Correction) -> str:
    if isinstance(claim, FoundRelation):
        return listed((claim.head, claim.predicate, claim.tail))
    told = dict(entry.result)
    pairs = ((k, getattr(claim, k)) for k in RESULT_FIELDS)
    return fields((k, v) for k, v in pairs if v or k in told)
