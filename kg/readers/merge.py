"""One paper, many records: which records are the same paper. What the paper takes of each is for `united`.

Two records are the same paper where
  1. they share an identifier (DOI, arXiv id, another global id, or their own id) and nothing speaks against it: for a
     global id a title, an author or an abstract that agrees; for an own id a title that is the same but for spelling;
  2. or their titles are the same but for spelling, they have authors or an abstract in common, and the years of all
     the paper's records are near; a title of few words asks for one year and no other venue, and "Editorial", "Annual
     report 2003" and the like ask for one year and an abstract in common;
  3. or their titles are nearly the same and both abstract and authors agree.
Two different DOIs (a preprint's aside), arXiv ids or PubMed ids always keep records apart. A title alone never joins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.readers.fields import title_id
from kg.readers.identifiers import is_preprint
from kg.readers.likeness import Likeness, alike_titles, nearly_alike
from kg.readers.united import united
from kg.readers.years import Years, span
from kg.records import Paper

_MOST_CANDIDATES: Final = 100  # a title that thousands share must not cost thousands squared
_ALONE: Final = ("doi", "arxiv", "pmid")  # a work has one of each
_CURATED: Final = (("2-s2.0-", "scopus"), ("WOS:", "wos"))  # own ids of databases that keep works apart with care


@dataclass(slots=True)
class _Work:
    """The records of one paper, as far as they are known, and the identifiers that keep others out."""

    records: list[tuple[int, Paper, Likeness]]  # with their place in the input
    ids: dict[str, str] = field(default_factory=dict)
    years: Years = ()  # the first and the last of its records
    joined: _Work | None = None

    def now(self) -> _Work:
        """The work that this one has become part of."""
        work = self
        while work.joined:
            work = work.joined
        return work


@dataclass(frozen=True, slots=True)
class Merged:
    """Papers in the order of their first record, how many records went into others, and ids that had to change."""

    papers: tuple[Paper, ...]
    merged: int
    renamed: tuple[tuple[str, str], ...]


def merge(records: Iterable[Paper]) -> Merged:
    """The papers that the records are about."""
    index: defaultdict[str, list[_Work]] = defaultdict(list)
    works: list[_Work] = []
    count = 0
    for count, record in enumerate(records, start=1):
        likeness = Likeness.of(record)
        keys, identity = tuple(_keys(record, likeness)), _identity(record)
        home: _Work | None = None
        for work in _candidates(index, keys):
            work = work.now()
            if work is home or _conflict(identity, work.ids) or not _same(record, likeness, work, home):
                continue
            if home is None:
                home = work
                home.records.append((count, record, likeness))
                home.ids = identity | home.ids
                home.years = span(home.years, likeness.years)
            elif not _conflict(home.ids, work.ids):
                home = _join(home, work)
        if home is None:
            home = _Work([(count, record, likeness)], identity, likeness.years)
            works.append(home)
        for key in keys:
            if len(index[key]) < _MOST_CANDIDATES:
                index[key].append(home)
    return _finish([work for work in works if not work.joined], count)


def _keys(record: Paper, likeness: Likeness) -> Iterator[str]:
    """The keys under which a record looks for records of the same paper."""
    yield f"id {record.id}"
    if record.doi:
        yield f"id doi:{record.doi}"
    if record.arxiv:
        yield f"id arxiv:{record.arxiv}"
    for other in record.ids:
        yield f"id {other}"
    if likeness.title:
        yield f"title {likeness.title}"
    if likeness.beginning:
        yield f"abstract {likeness.beginning}"
    if likeness.families and len(likeness.title) > 20:
        yield f"start {likeness.title[:20]} {likeness.families[0]}"


def _candidates(index: defaultdict[str, list[_Work]], keys: Sequence[str]) -> Iterator[_Work]:
    seen: set[int] = set()
    for key in keys:
        for work in tuple(index.get(key, ())):
            if id(work) not in seen:
                seen.add(id(work))
                yield work


def _identity(record: Paper) -> dict[str, str]:
    """The identifiers of which a work has one each; a preprint's DOI is none of them."""
    found = {"doi": "" if is_preprint(record.doi) else record.doi, "arxiv": record.arxiv}
    for other in record.ids:
        scheme, _, value = other.partition(":")
        if scheme in _ALONE:
            found[scheme] = value
    found |= {scheme: record.id for start, scheme in _CURATED if record.id.startswith(start)}
    return {scheme: value for scheme, value in found.items() if value}


def _conflict(left: dict[str, str], right: dict[str, str]) -> bool:
    return any(left[scheme] != right[scheme] for scheme in left.keys() & right.keys())


def _same(record: Paper, likeness: Likeness, work: _Work, home: _Work | None) -> bool:
    """Whether the record, and the work that it is part of by now, is about the work, by any of the work's records."""
    if home:
        likeness = replace(likeness, years=home.years)
    return any(_same_record(record, likeness, other, others, work.years) for _, other, others in work.records)


def _same_record(record: Paper, likeness: Likeness, other: Paper, others: Likeness, years: Years) -> bool:
    if _share_an_id(record, other):
        return nearly_alike(likeness, others)
    if record.id == other.id and record.id != title_id(record.title):
        return alike_titles(likeness, others)
    if likeness.title and likeness.title == others.title:
        return likeness.agrees(others, years)
    return likeness.agrees_closely(others, years)


def _share_an_id(record: Paper, other: Paper) -> bool:
    if record.doi and record.doi == other.doi:
        return True
    if record.arxiv and record.arxiv == other.arxiv:
        return True
    return bool(record.ids and other.ids) and not set(record.ids).isdisjoint(other.ids)


def _join(left: _Work, right: _Work) -> _Work:
    """Two works that a third record shows to be one. The later one goes into the earlier one."""
    left, right = sorted((left, right), key=lambda work: work.records[0][0])
    left.records = sorted(left.records + right.records, key=lambda item: item[0])
    left.ids = right.ids | left.ids
    left.years = span(left.years, right.years)
    right.joined = left
    return left


def _finish(works: Sequence[_Work], count: int) -> Merged:
    """The papers, each with an id of its own."""
    taken: set[str] = set()
    last: defaultdict[str, int] = defaultdict(lambda: 1)  # the number of the last paper of an id
    papers, renamed = [], []
    for work in works:
        paper = united([record for _, record, _ in work.records])
        name = paper.id
        while name in taken:
            last[paper.id] += 1
            name = f"{paper.id}~{last[paper.id]}"
        taken.add(name)
        if name != paper.id:
            renamed.append((paper.id, name))
            paper = replace(paper, id=name, given=paper.given and replace(paper.given, paper=name))
        papers.append(paper)
    return Merged(papers=tuple(papers), merged=count - len(papers), renamed=tuple(renamed))
