"""Persons while they grow, and which of them a fuller or a shorter name joins."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Final

from kg.linking.personal_names import Name, compatible, fullness, plain, spellings

_COMMON: Final = 12  # names of a family from which initials, or one given name of two, say little

Apart = Mapping[str, AbstractSet[str]]  # for a name the names that a user says are other persons'


@dataclass(slots=True, eq=False)
class Called:
    """A name of a person in all its fuller and shorter forms: one family name, and given names that fit each other."""

    family: str
    givens: set[tuple[str, ...]] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)  # of given names with a hyphen

    def fits(self, other: Called) -> bool:
        """Whether both can be one name, by their words alone."""
        if not _families(self.family) & _families(other.family) or _half(self, other) or _half(other, self):
            return False
        return all(compatible(x, y) for x in self.givens for y in other.givens)


@dataclass(slots=True, eq=False)
class Person:
    """A person while it grows: places with the name as written, papers, ORCIDs and co-authors' family names.

    It is called in several ways only where a user or an ORCID says so: Jane Smith who is Jane Doe.
    """

    called: list[Called]
    places: list[tuple[str, int, str]] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    papers: dict[str, int] = field(default_factory=dict)
    orcids: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    told: str = ""

    @property
    def first(self) -> tuple[str, int]:
        """The smallest id of a paper, and the place on it: what tells persons apart in whatever order papers come."""
        return min(self.papers.items())

    def absorb(self, other: Person) -> None:
        """Take all that is known of `other`."""
        self.places += other.places
        self.written |= other.written
        self.papers.update(other.papers)
        self.orcids |= other.orcids
        self.company |= other.company
        for name in other.called:
            known = next((mine for mine in self.called if mine.fits(name)), None)
            if known:
                known.givens |= name.givens
                known.halves |= name.halves
            else:
                self.called.append(name)
        self.told = self.told or other.told


@dataclass(slots=True, eq=False)
class _Known:
    """Persons of one family name in a tree of given names, so that a person meets only those whose names may fit."""

    here: list[Person] = field(default_factory=list)
    longer: dict[str, dict[str, _Known]] = field(default_factory=dict)  # by first letter, by the next given name

    def add(self, person: Person, given: tuple[str, ...]) -> None:
        """Keep a person with these given names."""
        node = self
        for name in given:
            node = node.longer.setdefault(name[0], {}).setdefault(name, _Known())
        node.here.append(person)

    def fitting(self, given: tuple[str, ...]) -> Iterator[Person]:
        """Those with the same given names, with fewer or with more of them, or an initial for one."""
        level = [self]
        for name in chain(given, repeat("")):
            if not level:
                return
            for node in level:
                yield from node.here
            level = [child for node in level for child in node._next(name)]

    def _next(self, name: str) -> Iterable[_Known]:
        if not name:
            return [node for nodes in self.longer.values() for node in nodes.values()]
        nodes = self.longer.get(name[0], {})
        return nodes.values() if len(name) == 1 else [nodes[n] for n in (name, name[0]) if n in nodes]


def joined(persons: Iterable[Person], apart: Apart) -> list[Person]:
    """The persons, the fullest names first, each later one joined where it fits."""
    ranked = sorted(persons, key=_rank)
    named = Counter(name.family for person in ranked for name in person.called)
    known: dict[str, _Known] = defaultdict(_Known)
    out = []
    for person in ranked:
        names = _names(person)
        met = dict.fromkeys(q for family, given in names for q in known[family].fitting(given))
        near = [q for q in met if _fits(person, q, apart, named)]
        if len(near) > 1:
            scores = [len(person.company & q.company) for q in near]
            near = [near[scores.index(max(scores))]] if max(scores) and scores.count(max(scores)) == 1 else []
        if near:
            near[0].absorb(person)
        else:
            out.append(person)
        if not near or len(person.called) > 1:  # one that brings other names is found by these, too
            for family, given in names:
                known[family].add((near or [person])[0], given)
    return out


def _rank(person: Person) -> tuple[int, int, tuple[str, int]]:
    fullest = max(fullness(given) for name in person.called for given in name.givens)
    return -fullest, -len(person.places), person.first


def _names(person: Person) -> dict[Name, None]:
    """One full name in all its spellings for each way that the person is called.

    All given names of two must fit, so one of each is enough to find them by.
    """
    whole = (name for name in person.called if all(name.givens))
    return dict.fromkeys(n for name in whole for n in sorted(spellings((name.family, _fullest(name)))))


def _fullest(name: Called) -> tuple[str, ...]:
    return max(name.givens, key=lambda given: (fullness(given), given))


def _fits(a: Person, b: Person, apart: Apart, named: Mapping[str, int]) -> bool:
    if not may_be_one(a, b, apart):
        return False
    strangers = a.company.isdisjoint(b.company)
    return any(
        x.givens != y.givens and x.fits(y) and not (strangers and named[y.family] > _COMMON and _unsure(x, y))
        for x in a.called
        for y in b.called
    )


def may_be_one(a: Person, b: Person, apart: Apart) -> bool:
    """Whether neither a paper of both, nor their ORCIDs, nor a user says that they are two."""
    if not a.papers.keys().isdisjoint(b.papers.keys()) or (a.orcids and b.orcids and a.orcids.isdisjoint(b.orcids)):
        return False
    return not parted(a.written, b.written, apart)


def _families(family: str) -> set[str]:
    return {family for family, _ in spellings((family, ()))}


def _half(a: Called, b: Called) -> bool:
    """Whether `a` is called what is half of a given name of `b`: Cheng Li is not Cheng-Te Li."""
    return bool(b.halves) and any(plain(given[-1]) in b.halves for given in a.givens if given)


def _unsure(a: Called, b: Called) -> bool:
    """Whether one is known by initials only and the other is not, or has a written given name more.

    As Y. J. Kim and Youngtaek Kim, or Wei Zhang and Wei Emma Zhang; a middle initial is oftener left out.
    """
    fewer, more = sorted((_fullest(a), _fullest(b)), key=len)
    return _initials(a) != _initials(b) or any(len(given) > 1 for given in more[len(fewer) :])


def _initials(name: Called) -> bool:
    given = _fullest(name)
    return fullness(given) == len(given)


def parted(a: AbstractSet[str], b: AbstractSet[str], apart: Apart) -> bool:
    """Whether a user says of a name in `a` and one in `b` that they are two persons'."""
    return bool(apart) and any(not apart[name].isdisjoint(b) for name in apart.keys() & a)
