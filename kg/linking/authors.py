"""One person, one node: "J. Schmidhuber", "Jürgen Schmidhuber" and "Schmidhuber, J."."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.corrections import Corrections
from kg.linking.cluster import Clusters, Edge
from kg.linking.personal_names import compatible, fullness, name_parts
from kg.linking.slugs import addresses
from kg.records import Paper


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
        self.told = self.told or other.told


def link_authors(papers: Sequence[Paper], *, corrections: Corrections | None = None) -> list[LinkedAuthor]:
    """The persons who wrote `papers`, sorted by id.

    Equal names are one person unless their ORCIDs or a shared paper tell them apart; a name with fewer or shorter
    given names joins the one person that it fits, or of several the one with co-authors in common.
    """
    corrections = corrections or Corrections()
    people = _by_name(papers, corrections)
    apart = {frozenset(pair) for e in corrections.of("different", authors=True) for pair in combinations(e.names, 2)}
    merged: list[_Person] = []
    for group in _joined_first(people, corrections, apart):
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


def _joined_first(
    people: dict[tuple[str, tuple[str, ...], str], _Person], corrections: Corrections, apart: set[frozenset[str]]
) -> Iterable[list[_Person]]:
    """Persons by family name, those joined before that a user, or else an ORCID, says are one."""
    persons = list(people.values())
    marks = [frozenset(name for _, _, name in p.places) for p in persons] if apart else []
    clusters = Clusters([("", n) for n in range(len(persons))], marks, _forbidding(apart) if apart else None)
    for first, n, name in (*_told_same(persons, corrections), *_of_one_orcid(persons)):
        clusters.join(Edge(first, n, (name, name), "", 1.0))
    wholes: dict[int, _Person] = {}
    families: dict[str, list[_Person]] = defaultdict(list)
    for n, ((family, _, _), person) in enumerate(people.items()):
        whole = wholes.setdefault(clusters.find(n), person)
        if whole is person:
            families[family].append(person)
        else:
            whole.absorb(person)
    return families.values()


def _told_same(persons: Sequence[_Person], corrections: Corrections) -> Iterator[tuple[int, int, str]]:
    """Pairs of persons with names that a user says are one; the first name told is the name of all."""
    entries = tuple(corrections.of("same", authors=True))
    named: dict[str, list[int]] = defaultdict(list)
    for n, person in enumerate(persons if entries else ()):
        for name in dict.fromkeys(name for _, _, name in person.places):
            named[name].append(n)
    for entry in entries:
        found = sorted({n for name in entry.names for n in named.get(name, ())})
        for n in found:
            persons[n].told = persons[n].told or entry.names[0]
            yield found[0], n, entry.names[0]


def _of_one_orcid(persons: Sequence[_Person]) -> Iterator[tuple[int, int, str]]:
    first: dict[str, int] = {}
    for n, person in enumerate(persons):
        for orcid in sorted(person.orcids):
            yield first.setdefault(orcid, n), n, orcid


def _forbidding(apart: set[frozenset[str]]) -> Callable[[frozenset[str], frozenset[str]], bool]:
    return lambda a, b: any(frozenset((x, y)) in apart for x in a for y in b)


def _one_family(group: list[_Person], apart: set[frozenset[str]]) -> list[_Person]:
    """Persons of one family name, the fullest names first, each later one joined where it fits."""
    ranked = sorted(group, key=lambda p: (-max(fullness(g) for g in p.givens), -len(p.places)))
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
    return all(compatible(x, y) for x in a.givens for y in b.givens) and a.givens != b.givens


def _finished(people: Iterable[_Person], corrections: Corrections) -> list[LinkedAuthor]:
    renamed = {e.names[0]: e.to for e in corrections.of("rename", authors=True)}
    ordered = sorted(people, key=lambda p: -len(p.places))  # stable: then as first met
    named = []
    for person in ordered:
        counted = Counter(name for _, _, name in person.places)
        names = sorted(counted, key=lambda n: (-fullness(name_parts(n)[1]), -counted[n]))
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
