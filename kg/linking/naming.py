"""Which thing a correction means, and what it then makes of it: another name, another type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from kg.corrections import Correction, Corrections, Remark
from kg.linking.entities import usual
from kg.linking.facets import Facet

_SHOWN: Final = 4  # names of things that a message gives

Tell = Callable[[Remark], None]


class Told(NamedTuple):
    """The name and the type that the user gives a thing, "" for none; `gone` where no thing is to be left of it."""

    name: str = ""
    type: str = ""
    gone: bool = False


def told(
    things: Sequence[Sequence[Facet]],
    corrections: Corrections,
    mark: Callable[[str], str],
    known: Callable[[str], bool],
    tell: Tell,
) -> list[Told]:
    """What the user makes of each of `things`; of two entries the later one counts.

    A word means the things of which it is the name; where it is nobody's name, the one that the file renames so; else
    the one that has it as an alias; with papers, what these call so, and a word alone then means the others. `tell`
    hears of what means or could mean several, and of new names that another thing has.
    """
    entries = [*corrections.of("rename"), *corrections.of("retype"), *(e for e in corrections.of("drop") if e.names)]
    made = [Told() for _ in things]
    owners = _Owners(things, {mark(name) for e in entries for name in (e.names[0], e.to)} if entries else set(), mark)
    placed: set[tuple[str, int]] = set()
    for entry in entries:
        name, meant = entry.names[0], [n for n in owners.meant(entry) if entry.papers or (entry.kind, n) not in placed]
        if entry.papers:
            placed.update((entry.kind, n) for n in meant)
        elif entry.kind == "drop":  # what papers call so is not among `things`, and a name of theirs means no more
            meant = [] if known(name) else owners.renamed(name)
        elif len(meant) > 1 and meant == owners.others[mark(name)]:
            tell(corrections.remark(entry, _unclear(entry, [usual(things[n])[0] for n in meant])))
            continue
        elif len(meant) > 1:
            tell(corrections.remark(entry, _several(entry, len(meant)), void=False))
        if entry.kind == "rename" and (why := owners.taken(entry, meant)):
            tell(corrections.remark(entry, why, void=False))
        for n in meant:
            made[n] = _obeying(made[n], entry)
            if entry.kind == "rename":
                owners.rename(n, entry)
    return made


def _obeying(told: Told, entry: Correction) -> Told:
    if entry.kind == "drop":
        return told._replace(gone=True)
    return told._replace(name=entry.to) if entry.kind == "rename" else told._replace(type=entry.to)


class _Owners:
    """The things that have a name: as the one that most papers use, as the one that the user gave, as another one."""

    def __init__(self, things: Sequence[Sequence[Facet]], marks: AbstractSet[str], mark: Callable[[str], str]) -> None:
        self._things, self._mark = things, mark
        self._names: dict[str, list[int]] = defaultdict(list)
        self.others: dict[str, list[int]] = defaultdict(list)
        self._given: dict[str, dict[int, Correction]] = defaultdict(dict)
        self._now: dict[int, str] = {}
        for n, facets in enumerate(things if marks else ()):
            there = marks & {mark(form) for facet in facets for form in facet.forms}
            if there:
                name = mark(usual(facets)[0])
                for one in there:
                    (self._names if one == name else self.others)[one].append(n)

    def rename(self, n: int, entry: Correction) -> None:
        """Let `entry` give thing `n` its name."""
        self._now[n] = self._mark(entry.to)
        self._given[self._now[n]][n] = entry

    def renamed(self, name: str) -> list[int]:
        """The things that the user called `name`, if only on the way to another name."""
        return [*self._given.get(self._mark(name), ())]

    def meant(self, entry: Correction) -> list[int]:
        """The things that `entry` means by its name."""
        mark = self._mark(name := entry.names[0])
        if not entry.papers:
            return self._names.get(mark) or self.renamed(name) or self.others.get(mark, [])
        given = self.renamed(name)
        found = sorted({*self._names.get(mark, ()), *self.others.get(mark, ()), *given})
        return [n for n in found if self._called(n, entry.papers, "" if n in given else mark)]

    def _called(self, n: int, papers: Collection[str], mark: str) -> bool:
        """Whether one of `papers` calls thing `n` so, or, without a mark, names it at all."""
        there = (facet for facet in self._things[n] if facet.unit.paper in papers)
        return any(not mark or mark in map(self._mark, facet.forms) for facet in there)

    def taken(self, entry: Correction, meant: Collection[int]) -> str:
        """Who calls another thing than those `meant` by the name that `entry` gives, and what joins them, or ""."""
        mark = self._mark(entry.to)
        if not meant:
            return ""
        if not {*self._names.get(mark, ()), *self.others.get(mark, ())} <= set(meant):
            who, other = "papers call", entry.to
        elif given := [e for n, e in self._given[mark].items() if n not in meant and self._now[n] == mark]:
            who, other = f"line {given[0].line} calls", given[0].names[0]
        else:
            return ""
        return f"{who} another thing {entry.to!r}; [[same]] with {entry.names[0]!r} and {other!r} joins the two"


def _unclear(entry: Correction, names: Sequence[str]) -> str:
    shown = ", ".join(map(repr, names[:_SHOWN]))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (
        f"{entry.names[0]!r} is only another name of {len(names)} things ({shown}{more}); "
        f"give the full name of the one to {entry.kind}, or papers = [...] that call it so (--paper ID)"
    )


def _several(entry: Correction, things: int) -> str:
    return (
        f"{entry.names[0]!r} is the name of {things} things, and this is for all of them; "
        f"papers = [...] (--paper ID) says which one to {entry.kind}"
    )
