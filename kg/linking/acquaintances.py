"""Persons who are called in two ways, and whom their co-authors give away: "Yang Yating" is Yating Yang."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, TypeAlias

from kg.linking.lexicon import SHORTENED
from kg.linking.personal_names import Name, plain
from kg.linking.persons import Apart, Person, may_be_one

Words: TypeAlias = tuple[str, ...]  # of a name, sorted: whichever of them is the family's

_TELLING: Final = 2  # words that are written out, from which on a name says who is meant
_LATER: Final = 4  # given names of which one may be the one that a person goes by


def acquainted(persons: Iterable[Person], authors: Mapping[str, Sequence[Name]], apart: Apart) -> list[Person]:
    """The persons, those joined whose names are told in two ways, and who have a co-author in common.

    The ways: the same words in another order; without the first given names, as Eduard Gröller is M. Eduard Gröller;
    and as people are called, Tim for Timothy; the last two where one person alone can be meant. `authors` gives the
    names on each paper.
    """
    people = list(persons)
    whole = {person: [person] for person in people}
    for a, b in _Told(people, authors, apart).pairs():
        one, two = whole[a], whole[b]
        if one is not two and may_be_one(one[0], two[0], apart):
            one[0].absorb(two[0])
            one += two
            whole |= dict.fromkeys(two, one)
    return [person for person in people if whole[person][0] is person]


class _Told:
    """Persons by the ways in which their names are told."""

    def __init__(self, people: Sequence[Person], authors: Mapping[str, Sequence[Name]], apart: Apart) -> None:
        self._authors = authors
        self._apart = apart
        self._names = {person: _names(person) for person in people}
        self._place = {person: n for n, person in enumerate(people)}
        self._families = Counter(name.family for person in people for name in person.called)
        self._whole: dict[Words, dict[Person, None]] = defaultdict(dict)
        self._called: dict[Words, dict[Person, None]] = defaultdict(dict)
        for person in people:
            for words in _whole(person):
                self._whole[words][person] = None
            for words in _called(person):
                self._called[words][person] = None

    def pairs(self) -> Iterator[tuple[Person, Person]]:
        """Persons that are one, the one that is first in the list first."""
        for person in self._place:
            ways = _whole(person)
            turned = self._near(person, chain.from_iterable(self._whole[words] for words in ways), turned=True)
            fuller = self._near(person, chain.from_iterable(self._called.get(words, ()) for words in ways))
            for other in (*turned, *(fuller if len(fuller) == 1 else ())):
                one, two = sorted((person, other), key=self._place.__getitem__)
                yield one, two

    def _near(self, person: Person, found: Iterable[Person], *, turned: bool = False) -> list[Person]:
        """Those of `found` with other names and a common co-author; two of these where Li Yang may be Yang Li."""
        others = (q for q in dict.fromkeys(found) if q is not person and self._names[q].isdisjoint(self._names[person]))
        return [
            q
            for q in others
            if may_be_one(person, q, self._apart)
            and self._shared(person, q) > (turned and self._both_families(person, q))
        ]

    def _both_families(self, a: Person, b: Person) -> bool:
        """Whether others, too, have the family names of both."""
        return all(self._families[name.family] > 1 for person in (a, b) for name in person.called)

    def _shared(self, a: Person, b: Person) -> int:
        """The number of co-authors of both, by their full names."""
        return len((self._company(a) & self._company(b)) - {*_whole(a), *_whole(b)})

    def _company(self, person: Person) -> set[Words]:
        return {words for paper in person.papers for name in self._authors[paper] if (words := _words(name))}


def _names(person: Person) -> set[Name]:
    return {(name.family, given) for name in person.called for given in name.givens}


def _whole(person: Person) -> list[Words]:
    """The names of a person."""
    return list(dict.fromkeys(words for name in sorted(_names(person)) if (words := _words(name))))


def _called(person: Person) -> Iterator[Words]:
    """The names that a person may go by: with a later given name first, or with a short form of the first one."""
    for family, given in sorted(_names(person)):
        later = [given[n:] for n in range(1, min(len(given), _LATER)) if len(given[n]) > 1]
        short = [(name, *given[1:]) for name in SHORTENED.get("".join(given[:1]), ())]
        yield from (words for rest in (*later, *short) if (words := _words((family, rest))))


@lru_cache(maxsize=400_000)
def _words(name: Name) -> Words:
    """The words of a name in one order, or nothing where initials leave open who is meant."""
    family, given = name
    words = [plain(word) for word in (*family.split(), *given)]
    return tuple(sorted(words)) if sum(len(word) > 1 for word in words) >= _TELLING else ()
