"""Which thing a correction means, and what it then makes of it: another name, another type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.corrections import Correction, Corrections, Remark
from kg.linking.entities import usual
from kg.linking.facets import Facet

_SHOWN: Final = 4  # names of things that a message gives

Tell = Callable[[Remark], None]


class Told(NamedTuple):
    """The name and the type that the user gives a thing, "" for none."""

    name: str = ""
    type: str = ""


def told(
    things: Sequence[Sequence[Facet]], corrections: Corrections, mark: Callable[[str], str], tell: Tell
) -> list[Told]:
    """What the user makes of each of `things`; of two entries the later one counts.

    A word means the things of which it is the name; where it is nobody's name, the one that has it as an alias.
    `tell` hears of what could mean several, and of new names that another thing has.
    """
    entries = [*corrections.of("rename"), *corrections.of("retype")]
    made = [Told() for _ in things]
    wanted = {mark(name) for e in entries for name in (e.names[0], e.to)}
    owners = _owners(things, wanted, mark) if entries else {}
    for entry in entries:
        called, others = owners.get(mark(entry.names[0]), ((), ()))
        if not called and len(others) > 1:
            tell(corrections.remark(entry, _unclear(entry, [usual(things[n])[0] for n in others])))
            continue
        having = {n for owned in owners.get(mark(entry.to), ()) for n in owned}
        if entry.kind == "rename" and (called or others) and having.difference(called or others):
            why = f"papers call another thing {entry.to!r}; [[same]] joins the two"
            tell(corrections.remark(entry, why, void=False))
        for n in called or others:
            made[n] = made[n]._replace(**{"name" if entry.kind == "rename" else "type": entry.to})
    return made


def _owners(
    things: Sequence[Sequence[Facet]], marks: set[str], mark: Callable[[str], str]
) -> Mapping[str, tuple[list[int], list[int]]]:
    """Mark -> the things of which it is the name, and those of which it is another name."""
    found: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for n, facets in enumerate(things):
        there = marks & {mark(form) for facet in facets for form in facet.forms}
        if there:
            name = mark(usual(facets)[0])
            for one in there:
                found[one][0 if one == name else 1].append(n)
    return found


def _unclear(entry: Correction, names: Sequence[str]) -> str:
    shown = ", ".join(map(repr, names[:_SHOWN]))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (
        f"{entry.names[0]!r} is only another name of {len(names)} things ({shown}{more}); "
        f"give the full name of the one to {entry.kind}"
    )
