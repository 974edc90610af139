"""What cannot be in a corrections file, and what no longer applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kg.corrections.entries import Correction, Corrections
from kg.names import normal
from kg.records import Extraction, Paper


def contradictions(corrections: Corrections) -> list[str]:
    """What the entries ask for that cannot all be, a line each with both places."""
    out = []
    for authors in (False, True):
        heads = _closure(e.names for e in corrections.of("same", authors=authors))
        for entry in corrections.of("different", authors=authors):
            roots = [heads.get(name, name) for name in entry.names]
            for n, root in enumerate(roots):
                if root in roots[:n]:
                    names = entry.names[roots.index(root)], entry.names[n]
                    reason = next(
                        (
                            e
                            for e in corrections.of("same", authors=authors)
                            if names[1] in e.names or names[0] in e.names
                        ),
                        entry,
                    )
                    out.append(
                        f"{corrections.place(entry)}: {names[0]!r} and {names[1]!r} are said to be different, and "
                        f"the same in line {reason.line}; remove one"
                    )
        out.extend(_twice(corrections, heads, authors))
    return out


def _twice(corrections: Corrections, heads: Mapping[str, str], authors: bool) -> Iterator[str]:
    for kind in ("rename", "retype"):
        seen: dict[str, Correction] = {}
        for entry in corrections.of(kind, authors=authors):
            first = seen.setdefault(heads.get(entry.names[0], entry.names[0]), entry)
            if first.to != entry.to:
                yield (
                    f"{corrections.place(entry)}: {entry.names[0]!r} becomes {entry.to!r} here and {first.to!r} in "
                    f"line {first.line}; remove one"
                )
    dropped = {heads.get(e.names[0], e.names[0]): e for e in corrections.of("drop", authors=authors) if e.names}
    for kind in ("rename", "retype"):
        for entry in corrections.of(kind, authors=authors):
            if gone := dropped.get(heads.get(entry.names[0], entry.names[0])):
                yield f"{corrections.place(entry)}: {entry.names[0]!r} is dropped in line {gone.line}; remove one"


def _closure(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """The first name of each set of names that are the same, by name."""
    head: dict[str, str] = {}

    def root(name: str) -> str:
        while head.setdefault(name, name) != name:
            name = head[name]
        return name

    for names in groups:
        first, *others = map(root, names)
        head.update((other, first) for other in others)
    return {name: root(name) for name in head}


def stale(corrections: Corrections, papers: Sequence[Paper], extractions: Iterable[Extraction]) -> list[str]:
    """The entries that no longer apply to anything or take another thing's name, a line each with its place.

    `extractions` are as they were read.
    """
    if not corrections.entries:
        return []
    by_paper = {x.paper: x for x in extractions}
    named = [{e.name, *e.aliases} for x in by_paper.values() for e in x.entities]
    forms = {form for one in named for form in one}
    keys = {normal(form) for form in forms}
    first = {normal(e.name) for x in by_paper.values() for e in x.entities}
    authors = {author.name for paper in papers for author in paper.authors}
    out = []
    for entry in corrections.entries:
        if entry.paper:
            x = by_paper.get(entry.paper)
            if x is None:
                out.append(f"{corrections.place(entry)}: there is no paper {entry.paper!r}")
            elif not any(entry.drops_triple(x.paper, r) for r in x.relations) and not any(
                entry.drops_result(x.paper, r) for r in x.results
            ):
                what = "triple" if entry.triple else "result"
                out.append(f"{corrections.place(entry)}: paper {entry.paper!r} has no such {what}")
            continue
        if entry.kind == "rename" and not entry.of_authors and _taken(corrections, entry, named):
            out.append(f"{corrections.place(entry)}: papers call another thing {entry.to!r}; [[same]] joins the two")
        for name in dict.fromkeys(entry.names):
            known = name in authors if entry.of_authors else name in forms or normal(name) in keys
            if not known:
                kind = "author" if entry.of_authors else "entity"
                out.append(f"{corrections.place(entry)}: no paper names an {kind} {name!r}")
            elif entry.kind == "drop" and normal(name) not in first:
                out.append(
                    f"{corrections.place(entry)}: {name!r} is only another name of things; give the full one to drop"
                )
    return out


def _taken(corrections: Corrections, entry: Correction, named: Iterable[Set[str]]) -> bool:
    """Whether the name that a thing gets is another thing's already; `named` has the names of each paper's things."""
    joined = any(entry.to in e.names and entry.names[0] in e.names for e in corrections.of("same"))
    having = [names for names in named if entry.to in names]
    return bool(having) and not joined and not any(entry.names[0] in names for names in having)
