"""What cannot be in a corrections file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.corrections.entries import Correction, Corrections


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
        out.extend(_parted(corrections, authors))
        out.extend(_twice(corrections, heads, authors))
    return out


def _parted(corrections: Corrections, authors: bool) -> Iterator[str]:
    """A name that is two things by their papers, and one thing in all papers."""
    joined = {e.names[0]: e for e in corrections.of("same", authors=authors) if len(set(e.names)) == 1}
    for entry in corrections.of("different", authors=authors):
        if entry.papers and (other := joined.get(entry.names[0])):
            yield (
                f"{corrections.place(entry)}: {entry.names[0]!r} is said to be two things, and one in line "
                f"{other.line}; remove one"
            )


def _twice(corrections: Corrections, heads: Mapping[str, str], authors: bool) -> Iterator[str]:
    def by_name(kind: str) -> dict[str, list[Correction]]:
        found: dict[str, list[Correction]] = {}
        for entry in corrections.of(kind, authors=authors):
            for name in entry.names:
                found.setdefault(heads.get(name, name), []).append(entry)
        return found

    dropped = by_name("drop")
    for kind in ("rename", "retype"):
        for name, entries in by_name(kind).items():
            for n, entry in enumerate(entries):
                place, what = corrections.place(entry), repr(entry.names[0])
                for first in (e for e in entries[:n] if e.to != entry.to and _of_one(e, entry)):
                    yield f"{place}: {what} becomes {entry.to!r} here and {first.to!r} in line {first.line}; remove one"
                    break
                for gone in (e for e in dropped.get(name, ()) if not e.papers or _of_one(e, entry)):
                    yield f"{place}: {what} is dropped in line {gone.line}; remove one"


def _of_one(a: Correction, b: Correction) -> bool:
    """Whether two entries for one name mean the same of the things that may be called so."""
    return not {*a.papers}.isdisjoint(b.papers) or a.papers == b.papers


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
