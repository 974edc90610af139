"""One person, one node: "J. Schmidhuber", "Jürgen Schmidhuber" and "Schmidhuber, J."."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.corrections import Corrections
from kg.linking.lexicon import PARTICLES, SUFFIXES
from kg.linking.slugs import addresses
from kg.records import Paper

# "Mueller" is "Müller"; a Chinese "Xue", "Yuejie" or a "Joe" has no umlaut.
_UMLAUT = re.compile(r"(?<![xqy])([aou])e(?=[a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAuthor:
    """A person over all papers. A member is a paper's id and the place (from 0) in its list of authors."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    orcid: str = ""
    members: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class _Person:
    """A person while it grows: places with the name as written, papers, ORCIDs and co-authors' family names."""

    places: list[tuple[str, int, str]] = field(default_factory=list)
    papers: dict[str, int] = field(default_factory=dict)
    orcids: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    givens: set[tuple[str, ...]] = field(default_factory=set)
    told: str = ""

    def absorb(self, other: _Person) -> None:
        self.places += other.places
        self.papers.update(other.papers)
        self.orcids |= other.orcids
        self.company |= other.company
        self.givens |= other.givens


def link_authors(papers: Sequence[Paper], *, corrections: Corrections | None = None) -> list[LinkedAuthor]:
    """The persons who wrote `papers`, sorted by id.

    Equal names are one person unless their ORCIDs or a shared paper tell them apart; a name with fewer or shorter
    given names joins the one person that it fits, or of several the one with co-authors in common.
    """
    corrections = corrections or Corrections()
    people = _by_name(papers, corrections)
    apart = {frozenset(pair) for e in corrections.of("different", authors=True) for pair in combinations(e.names, 2)}
    merged: list[_Person] = []
    for group in _told_same(people, corrections):
        merged += _one_family(group, apart)
    return _finished(merged, corrections)


def _by_name(papers: Sequence[Paper], corrections: Corrections) -> dict[tuple[str, tuple[str, ...], str], _Person]:
    """A person for each name and ORCID; the same name twice on one paper is two."""
    exact = {name for e in corrections.of("different", authors=True) for name in e.names}
    orcids: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for paper in papers:
        for author in paper.authors:
            if author.orcid:
                orcids[name_parts(author.name)].add(author.orcid)
    people: dict[tuple[str, tuple[str, ...], str], _Person] = {}
    for paper in papers:
        families = {name_parts(a.name)[0] for a in paper.authors}
        for place, author in enumerate(paper.authors):
            family, given = name_parts(author.name)
            several = len(orcids[family, given]) > 1
            mark = author.orcid if several else ""
            mark += f"\x1f{author.name}" if author.name in exact else ""
            person = people.setdefault((family, given, mark), _Person())
            if paper.id in person.papers:
                person = people.setdefault((family, given, f"{mark}\x1f{paper.id}{place}"), _Person())
            person.places.append((paper.id, place, author.name))
            person.papers[paper.id] = place
            person.company |= families - {family}
            person.givens.add(given)
            person.orcids |= {author.orcid} - {""}
    return people


def _told_same(
    people: dict[tuple[str, tuple[str, ...], str], _Person], corrections: Corrections
) -> Iterable[list[tuple[str, _Person]]]:
    """Persons by family name, those that a user or an ORCID says are one joined before."""
    head: dict[str, _Person] = {}
    for entry in corrections.of("same", authors=True):
        told = next((head[name] for name in entry.names if name in head), _Person(told=entry.names[0]))
        before = [head[name] for name in entry.names if name in head]
        head.update(dict.fromkeys([name for name, one in head.items() if any(one is b for b in before)], told))
        head.update(dict.fromkeys(entry.names, told))
    families: dict[str, list[tuple[str, _Person]]] = defaultdict(list)
    by_orcid: dict[str, _Person] = {}
    for (family, _, _), person in people.items():
        one: _Person | None = next((head[p[2]] for p in person.places if p[2] in head), None)
        if one is None:
            one = next((by_orcid[o] for o in sorted(person.orcids) if o in by_orcid), None)
        if one is not None:
            fresh = not one.places
            one.absorb(person)
            if not fresh:
                continue
        whole = person if one is None else one
        by_orcid.update(dict.fromkeys(whole.orcids, whole))
        families[family].append((family, whole))
    return families.values()


def _one_family(group: list[tuple[str, _Person]], apart: set[frozenset[str]]) -> list[_Person]:
    """Persons of one family name, the fullest names first, each later one joined where it fits."""
    ranked = sorted((p for _, p in group), key=lambda p: (-max(_fullness(g) for g in p.givens), -len(p.places)))
    by_initial: dict[str, list[_Person]] = defaultdict(list)
    out = []
    for person in ranked:
        initials = {g[0][:1] for g in person.givens if g}
        near = [q for i in sorted(initials) for q in by_initial[i] if _fits(person, q, apart)]
        if len(near) > 1:
            scores = [len(person.company & q.company) for q in near]
            near = [near[scores.index(max(scores))]] if max(scores) and scores.count(max(scores)) == 1 else []
        if near:
            near[0].absorb(person)
        else:
            out.append(person)
            for i in initials:
                by_initial[i].append(person)
    return out


def _fits(a: _Person, b: _Person, apart: set[frozenset[str]]) -> bool:
    if a.papers.keys() & b.papers.keys() or (a.orcids and b.orcids and not a.orcids & b.orcids):
        return False
    if apart and any(frozenset((x[2], y[2])) in apart for x in a.places for y in b.places):
        return False
    return all(_compatible(x, y) for x in a.givens for y in b.givens) and a.givens != b.givens


def _compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: each the other's or its initial, in order; missing ones do no harm."""
    if not a or not b:
        return False
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(a, b, strict=False))


def _fullness(given: tuple[str, ...]) -> int:
    return sum(2 if len(part) > 1 else 1 for part in given)


def name_parts(name: str) -> tuple[str, tuple[str, ...]]:
    """The family name and the given names of `name`, folded: no accents, "ue" for "ü" undone, no stops.

    >>> name_parts("Schmidhuber, Jürgen") == name_parts("Juergen Schmidhuber")
    True
    >>> name_parts("Ludwig van Beethoven")
    ('van beethoven', ('ludwig',))
    """
    family, comma, given = name.partition(",")
    if comma and given.strip().lower() not in SUFFIXES:
        return _folded(family), tuple(_folded(given).split())
    parts = [part for part in _folded(family).split() if part not in SUFFIXES]
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in PARTICLES:
        cut -= 1
    if cut < 1:
        return " ".join(parts) or name, ()
    return " ".join(parts[cut:]), tuple(parts[:cut])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _UMLAUT.sub(r"\1", plain)
    return " ".join(plain.replace(".", " ").replace("-", " ").split())


def _finished(people: Iterable[_Person], corrections: Corrections) -> list[LinkedAuthor]:
    renamed = {e.names[0]: e.to for e in corrections.of("rename", authors=True)}
    ordered = sorted(people, key=lambda p: -len(p.places))  # stable: then as first met
    named = []
    for person in ordered:
        counted = Counter(name for _, _, name in person.places)
        names = sorted(counted, key=lambda n: (-_fullness(name_parts(n)[1]), -counted[n]))
        told = next((renamed[n] for n in names if n in renamed), person.told or names[0])
        named.append((told, tuple(dict.fromkeys((told, *names))), person))
    ids = addresses("author", ((name, person.places[0][0]) for name, _, person in named))
    return sorted(
        (
            LinkedAuthor(
                id=id,
                name=name,
                names=names,
                orcid=min(person.orcids, default=""),
                members=tuple((paper, place) for paper, place, _ in person.places),
            )
            for id, (name, names, person) in zip(ids, named, strict=True)
        ),
        key=lambda author: author.id,
    )
