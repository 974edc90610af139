"""Papers from OpenAlex, arXiv, Semantic Scholar or Crossref as JSON Lines, for those who have a network.

Every page that a source answers is kept on disk, so that a fetch that was cut off goes on where it stopped, and the
same question asked again asks nobody. Sources are asked slowly, one page after the other, by their own client library.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import FetchError
from kg.fetch.asking import PATIENCE, UnansweredError
from kg.fetch.lines import line_of
from kg.fetch.sources import SOURCES, Access, Page, Source
from kg.readers.fields import Place
from kg.readers.shapes import papers as papers_of
from kg.records import Paper, digest

__all__ = ["SOURCES", "Fetched", "fetch"]

_MOST: Final = 100_000  # papers of one fetch: who wants more takes the source's dump, which the readers know
_LATER: Final = 2.5  # pauses until a busy source is asked again, then twice as many each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch brought: records of the project's own form, and whether the source has more."""

    records: tuple[Mapping[str, Any], ...]
    asked: int = 0  # pages that the source was asked for
    kept: int = 0  # pages that were on disk already
    cost: float = 0.0  # of the pages asked for, in the source's money
    note: str = ""  # why it ended before the limit, where it did

    def lines(self) -> Iterator[str]:
        """The records as JSON Lines."""
        return (json.dumps(record, ensure_ascii=False) + "\n" for record in self.records)


def fetch(
    source: str,
    query: str,
    *,
    limit: int = 100,
    out: Path | None = None,
    cache: Path | None = None,
    budget: float | None = None,
    fresh: bool = False,
    access: Access | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Fetched:
    """The first `limit` papers that a source finds for a query.

    Args:
        source: one of `SOURCES`.
        query: in the source's own query language.
        limit: of papers.
        out: a file to write as JSON Lines; it is replaced as a whole, at the end.
        cache: the folder of pages; below the user's cache folder unless given.
        budget: the most to spend, where a source meters its answers (OpenAlex, in dollars).
        fresh: ask again for what is on disk.
        access: another server, other pauses; keys come from the environment.
        say: takes a line a page, for people.

    Raises:
        FetchError: unknown source, library not installed, no network, or the source refuses. What came so far is
            kept: the same call goes on from there.
    """
    if source not in SOURCES:
        raise FetchError(f"no source {source!r}: one of {', '.join(SOURCES)}", misuse=True)
    if not query.strip() or not 0 < limit <= _MOST:
        raise FetchError(f"a fetch needs a query and a limit from 1 to {_MOST}", misuse=True)
    about = SOURCES[source]
    folder = (cache or _cache()) / f"{source}-{digest(query, str(about.page_size))}"
    pages = _Pages(about, query, folder, access or Access.from_environment(), fresh=fresh, say=say)
    found: dict[str, Mapping[str, Any]] = {}
    note, odd = "", 0
    for page in pages:
        papers = list(_papers(page))
        odd += len(page.records) - len(papers)
        found |= {paper.id: line_of(paper) for paper in papers}
        say(f"{source}: {min(len(found), limit)} papers")
        if len(found) >= limit:
            break
        if budget is not None and pages.cost >= budget:
            note = f"stopped after {len(found)} papers: {pages.cost:g} of {budget:g} are spent"
            say(f"{source}: {note}")
            break
    if odd > 0:
        say(f"{source}: {odd} of its records are no papers with a title or an abstract")
    records = tuple(found.values())[:limit]
    if out is not None:
        _write(out, records)
    return Fetched(records=records, asked=pages.asked, kept=pages.kept, cost=pages.cost, note=note)


class _Pages:
    """The pages of an answer, from disk as far as they are there, then from the source."""

    def __init__(
        self, source: Source, query: str, folder: Path, access: Access, *, fresh: bool, say: Callable[[str], None]
    ) -> None:
        self._source, self._query, self._folder, self._access, self._fresh = source, query, folder, access, fresh
        self._say = say
        self.asked = self.kept = 0
        self.cost = 0.0

    def __iter__(self) -> Iterator[Page]:
        if self._fresh:
            _forget(self._folder)  # at once, or a fetch that is cut off would go on with pages of another answer
        token, number = self._source.first, 0
        while True:
            number += 1
            path = self._folder / f"{number:05}.json"
            page = _kept(path)
            if page is None:
                page = self._ask(token)
                if page.records:  # what was empty once need not stay so
                    _keep(path, page)
            else:
                self.kept += 1
            yield page
            if page.following in ("", token) or not page.records:
                return
            token = page.following

    def _ask(self, token: str) -> Page:
        if self.asked:
            time.sleep(self._source.pause if self._access.pause is None else self._access.pause)
        page = self._answered(token)
        self.asked += 1
        self.cost += page.cost
        return page

    def _answered(self, token: str) -> Page:
        """The page, asked for again where the source is busy, or fails after it has answered once."""
        wait = _LATER * (self._source.pause if self._access.pause is None else self._access.pause)
        for left in reversed(range(self._access.retries + 1)):
            try:
                return self._source.page(self._query, token, self._access)
            except UnansweredError as error:
                wait = max(2 * wait, error.wait)
                if not left or error.final or wait > PATIENCE or not (error.status or self.asked):
                    raise
                self._say(f"no answer: {error.reason}; asking again in {wait:.0f} s")
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")


def _papers(page: Page) -> Iterator[Paper]:
    """The papers of a page, by the same shapes that read files."""
    return (
        found for record in page.records for found in papers_of(record, Place(record=1)) if isinstance(found, Paper)
    )


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scikg" / "fetch"


def _kept(path: Path) -> Page | None:
    """The page on disk; None where there is none, or half of one, or one without papers."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Page(records=list(data["records"]), following=str(data["following"])) if data["records"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _forget(folder: Path) -> None:
    """Remove the pages on disk."""
    for path in folder.glob("*.json"):
        try:
            path.unlink()
        except OSError as error:
            raise FetchError(f"cannot remove {path}: {error.strerror}") from error


def _keep(path: Path, page: Page) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps({"records": page.records, "following": page.following}, ensure_ascii=False))
    except OSError as error:
        raise FetchError(f"cannot write {path}: {error.strerror}: choose another folder with --cache") from error


def _write(out: Path, records: tuple[Mapping[str, Any], ...]) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _replace(out, "".join(Fetched(records=records).lines()))
    except OSError as error:
        raise FetchError(f"cannot write {out}: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    part.replace(path)
