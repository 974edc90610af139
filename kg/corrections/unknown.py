"""The names of a corrections file that no paper has, and what may have been meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from kg.corrections.entries import Correction, Corrections, Remark
from kg.corrections.renaming import with_old_names
from kg.names import normal
from kg.records import Extraction, Paper

_SHOWN: Final = 3  # names that a message gives
_SLIP: Final = 2  # letters by which a name and a slip of it differ in length
_ALIKE: Final = 0.7  # from which ratio of difflib on
_DONE: Final = {"retype": "retyped", "drop": "dropped"}


def unknown(corrections: Corrections, by_paper: Mapping[str, Extraction], papers: Sequence[Paper]) -> Iterator[Remark]:
    """A remark on each name that nothing has, and on each to drop that no paper has as the full name."""
    known = _Known(by_paper.values(), papers)
    old = with_old_names(with_old_names(corrections, known.thing), known.authors.__contains__, authors=True)
    for entry, by_papers in zip(corrections.entries, old.entries, strict=True):
        yield from known.unplaced(corrections, entry, by_papers)
        names = dict(zip(entry.names, by_papers.names, strict=True))
        there = known.authors.__contains__ if entry.of_authors else known.thing
        missing = [name for name, before in names.items() if not there(before)]
        void = len(names) - len(missing) < min(len(names), 2)
        for name in names:
            if name in missing:
                why = known.author_hint(name) if entry.of_authors else known.thing_hint(name, entry.kind)
                what = "author" if entry.of_authors else "entity"
                yield corrections.remark(entry, f"no paper names an {what} {name!r}{why}", void=void)
            elif entry.kind == "drop" and not entry.papers and names[name] == name and normal(name) not in known.full:
                how = "give the full one to drop, or papers = [...] that call it so (--paper ID)"
                yield corrections.remark(entry, f"{name!r} is only another name of things; {how}")


class _Known:
    """The names that papers have."""

    def __init__(self, read: Collection[Extraction], papers: Sequence[Paper]) -> None:
        self._read, self._papers = read, papers
        self.authors = {author.name for paper in papers for author in paper.authors}
        self.full: set[str] = set()
        self._forms: dict[str, str] = {}  # by normal form
        for e in (e for x in read for e in x.entities):
            self.full.add(normal(e.name))
            for form in (e.name, *e.aliases):
                self._forms.setdefault(normal(form), form)

    def unplaced(self, corrections: Corrections, entry: Correction, by_papers: Correction) -> Iterator[Remark]:
        """The papers of `entry` that are none, or that call nothing by its name."""
        there = self._naming(by_papers.names[0], authors=entry.of_authors) if entry.papers else set()
        for paper in entry.papers if there else ():
            if paper not in there:
                known = any(p.id == paper for p in self._papers)
                why = f"calls nothing {entry.names[0]!r}" if known else f"is not there{titled(paper, self._papers)}"
                yield corrections.remark(entry, f"the paper {paper!r} {why}", void=there.isdisjoint(entry.papers))

    def _naming(self, name: str, *, authors: bool) -> set[str]:
        """The papers that name a thing, or have an author, so."""
        if authors:
            return {p.id for p in self._papers if any(a.name == name for a in p.authors)}
        key = normal(name)
        return {x.paper for x in self._read for e in x.entities if key in map(normal, (e.name, *e.aliases))}

    def thing(self, name: str) -> bool:
        """Whether a paper names a thing so."""
        return normal(name) in self._forms

    def thing_hint(self, name: str, kind: str) -> str:
        """That an author is called so, or else names of things that have all its words, or no others; else a slip."""
        if name in self.authors:
            if kind in ("retype", "drop"):
                return f"; an author is called so, and authors cannot be {_DONE[kind]}"
            return "; for the author of that name give authors or author, with `kg correct` --authors"
        words = set(normal(name).split())
        near = [form for key, form in self._forms.items() if words <= (there := set(key.split())) or there < words]
        return _offered(name, near or _slips(name, self._forms))

    def author_hint(self, name: str) -> str:
        """The names of authors that have all its words, or no others; else those with the last of them."""
        words = {n: set(normal(n).split()) for n in (*self.authors, name)}
        mine = words.pop(name)
        near = [n for n, there in words.items() if mine <= there or (there and there < mine)]
        last = normal(name).split()[-1:]
        near = near or [n for n in words if last and normal(n).split()[-1:] == last]
        return _offered(name, near or _slips(name, {normal(n): n for n in words}))


def titled(title: str, papers: Iterable[Paper]) -> str:
    """The ids of papers of this title, for whoever gave it in place of an id, or ""."""
    ids = ", ".join(repr(p.id) for p in papers if p.title.casefold() == title.casefold())
    return f"; the one of that title is {ids}" if ids else ""


def _slips(name: str, forms: Mapping[str, str]) -> list[str]:
    """Of names by their normal form those that a slip of the hand makes of `name`, or `name` of them."""
    key = normal(name)
    like = [k for k in forms if k[:1] == key[:1] and abs(len(k) - len(key)) <= _SLIP]  # the rest is never compared
    return [forms[k] for k in get_close_matches(key, like, n=_SHOWN, cutoff=_ALIKE)]


def _offered(name: str, near: Iterable[str]) -> str:
    found = sorted((n for n in near if normal(name)), key=lambda n: (abs(len(n) - len(name)), n))[:_SHOWN]
    return f"; near: {', '.join(map(repr, found))}" if found else ""
