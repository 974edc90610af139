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
    the one that has it as an alias. `tell` hears of what could mean several, and of new names that another thing has.
    """
    entries = [*corrections.of("rename"), *corrections.of("retype"), *(e for e in corrections.of("drop") if e.names)]
    made = [Told() for _ in things]
    owners = _Owners(things, {mark(name) for e in entries for name in (e.names[0], e.to)} if entries else set(), mark)
    for entry in entries:
        meant = owners.meant(entry.names[0])
        if entry.kind == "drop":  # what papers call so is not among `things`, and a name of theirs means no more
            for n in () if known(entry.names[0]) else owners.renamed(entry.names[0]):
                made[n] = made[n]._replace(gone=True)
        elif len(meant) > 1 and meant == owners.others[mark(entry.names[0])]:
            tell(corrections.remark(entry, _unclear(entry, [usual(things[n])[0] for n in meant])))
        elif entry.kind == "retype":
            for n in meant:
                made[n] = made[n]._replace(type=entry.to)
        else:
            if why := owners.taken(entry, meant):
                tell(corrections.remark(entry, why, void=False))
            for n in meant:
                made[n] = made[n]._replace(name=entry.to)
                owners.rename(n, entry)
    return made


class _Owners:
    """The things that have a name: as the one that most papers use, as the one that the user gave, as another one."""

    def __init__(self, things: Sequence[Sequence[Facet]], marks: AbstractSet[str], mark: Callable[[str], str]) -> None:
        self._mark = mark
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

    def meant(self, name: str) -> list[int]:
        """The things that `name` means."""
        return self._names.get(self._mark(name)) or self.renamed(name) or self.others.get(self._mark(name), [])

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
        f"give the full name of the one to {entry.kind}"
    )
