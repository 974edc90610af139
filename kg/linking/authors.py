"""One person, one node: "J. Schmidhuber", "Jürgen Schmidhuber" and "Schmidhuber, J."."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.corrections import Correction, Corrections, Remark, with_old_names
from kg.linking.acquaintances import acquainted
from kg.linking.cluster import Clusters, Edge
from kg.linking.naming import Tell
from kg.linking.personal_names import Name, first_halves, fullness, in_full, name_parts, plain
from kg.linking.persons import Apart, Called, Person, joined, parted
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


def link_authors(
    papers: Sequence[Paper], *, corrections: Corrections | None = None, tell: Tell = lambda _: None
) -> list[LinkedAuthor]:
    """The persons who wrote `papers`, sorted by id.

    Equal names are one person unless their ORCIDs or a shared paper tell them apart; a name with fewer or shorter
    given names joins the one person that it fits, or of several the one with co-authors in common. Half of a name with
    a hyphen does not fit, and initials of a common family name, or one of two given names before it, need co-authors in
    common; as do names in another order of words, or without the first given name. `tell` hears of new names that
    another author has.
    """
    written = {author.name for paper in papers for author in paper.authors}
    corrections = with_old_names(corrections or Corrections(), written.__contains__, authors=True)
    apart = _apart(corrections)
    parts = in_full(written)
    people = joined(_joined_first(_by_name(papers, parts, corrections, apart), corrections, apart), apart)
    people = acquainted(people, {p.id: [parts[author.name] for author in p.authors] for p in papers}, apart)
    for remark in _taken(people, corrections):
        tell(remark)
    return _finished(people, corrections)


def _apart(corrections: Corrections) -> Apart:
    """For a name those that a user says are other persons'."""
    apart: dict[str, set[str]] = defaultdict(set)
    for entry in corrections.of("different", authors=True):
        names = {*entry.names, _namesake(entry)} if entry.papers else {*entry.names}
        for name in names:
            apart[name] |= names - {name}
    return dict(apart)


def _namesake(entry: Correction) -> str:
    """What stands for the name in the papers of `entry`, where another person is called so."""
    return f"{entry.names[0]}\x1f{entry.line}"


def _by_name(
    papers: Sequence[Paper], parts: Mapping[str, Name], corrections: Corrections, apart: Apart
) -> list[Person]:
    """A person for each name and ORCID; the same name twice on one paper is two."""
    orcids: dict[Name, set[str]] = defaultdict(set)
    for paper in papers:
        for author in paper.authors:
            if author.orcid:
                orcids[parts[author.name]].add(author.orcid)
    namesakes = {
        (paper, e.names[0]): _namesake(e) for e in corrections.of("different", authors=True) for paper in e.papers
    }
    people: dict[tuple[Name, str], Person] = {}
    for paper in papers:
        families = {plain(parts[a.name][0]) for a in paper.authors}
        for place, author in enumerate(paper.authors):
            name = family, given = parts[author.name]
            written = namesakes.get((paper.id, author.name), author.name)
            mark = author.orcid if len(orcids[name]) > 1 else ""
            mark += f"\x1f{written}" if written in apart else ""
            person = people.setdefault((name, mark), Person([Called(family)]))
            if paper.id in person.papers:
                person = people.setdefault((name, f"{mark}\x1f{paper.id}{place}"), Person([Called(family)]))
            person.places.append((paper.id, place, author.name))
            person.written.add(written)
            person.papers[paper.id] = place
            person.company |= families - {plain(family)}
            person.called[0].givens.add(given)
            person.called[0].halves |= first_halves(author.name)
            person.orcids |= {author.orcid} - {""}
    return list(people.values())


def _joined_first(persons: Sequence[Person], corrections: Corrections, apart: Apart) -> Iterable[Person]:
    """The persons, those joined that a user, or else an ORCID, says are one."""
    marks = [frozenset(person.written) for person in persons] if apart else []
    forbid = (lambda a, b: parted(a, b, apart)) if apart else None
    clusters = Clusters([("", n) for n in range(len(persons))], marks, forbid)
    for first, n, name in (*_told_same(persons, corrections), *_of_one_orcid(persons)):
        clusters.join(Edge(first, n, (name, name), "", 1.0))
    wholes: dict[int, Person] = {}
    for n, person in enumerate(persons):
        whole = wholes.setdefault(clusters.find(n), person)
        if whole is not person:
            whole.absorb(person)
    return wholes.values()


def _told_same(persons: Sequence[Person], corrections: Corrections) -> Iterator[tuple[int, int, str]]:
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


def _of_one_orcid(persons: Sequence[Person]) -> Iterator[tuple[int, int, str]]:
    first: dict[str, int] = {}
    for n, person in enumerate(persons):
        for orcid in sorted(person.orcids):
            yield first.setdefault(orcid, n), n, orcid


def _taken(people: Sequence[Person], corrections: Corrections) -> Iterator[Remark]:
    """That another author has the name that a rename gives, or gets it too."""
    renames = tuple(corrections.of("rename", authors=True))
    having: dict[str, set[int]] = defaultdict(set)
    for n, person in enumerate(people if renames else ()):
        for name in person.written:
            having[name].add(n)
    for k, entry in enumerate(renames):
        mine = having[entry.names[0]]
        if entry.papers:
            mine = {n for n in mine if not people[n].papers.keys().isdisjoint(entry.papers)}
        rivals = (entry.to, *(e.names[0] for e in renames[:k] if e.to == entry.to))
        if mine and (other := next((name for name in rivals if not having[name] <= mine), "")):
            two = f"[[same]] with the authors {entry.names[0]!r} and {other!r} joins the two"
            yield corrections.remark(entry, f"another author is called {entry.to!r}; {two}", void=False)


def _finished(people: Iterable[Person], corrections: Corrections) -> list[LinkedAuthor]:
    renames = tuple(corrections.of("rename", authors=True))
    renamed = {e.names[0]: e.to for e in renames if not e.papers}
    there = {(paper, e.names[0]): e.to for e in renames for paper in e.papers}  # of one name the one on these papers
    ordered = sorted(people, key=lambda p: (-len(p.places), p.first))
    named = []
    for person in ordered:
        counted = Counter(name for _, _, name in person.places)
        names = sorted(counted, key=lambda n: _telling(n, counted), reverse=True)
        told = next((to for paper, _, name in person.places if (to := there.get((paper, name)))), "")
        told = told or next((renamed[n] for n in names if n in renamed), person.told or names[0])
        named.append((told, tuple(dict.fromkeys((told, *names))), person))
    ids = addresses("author", ((name, person.first[0]) for name, _, person in named))
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


def _telling(name: str, counted: Mapping[str, int]) -> tuple[int, int, bool, str, str]:
    """What sorts names of a person, the best last: written out, often so, as it is said, with accents and capitals.

    The last two come from the order of letters alone, so "McCurdy" is better than "Mccurdy"; a name in capitals is not.
    """
    said = "," not in name and not name.isupper()
    return fullness(name_parts(name)[1]), counted[name], said, name.casefold(), name.swapcase()
