"""Papers from OpenAlex, arXiv, Semantic Scholar or Crossref as JSON Lines, for those who have a network.

Every page of an answer is kept on disk, so that a fetch that was cut off goes on where it stopped, and the same
question is not asked twice. Sources are asked slowly, one page after the other, with their own client libraries.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.counting import counted
from kg.errors import FetchError
from kg.fetch.lines import line_of
from kg.fetch.pages import Pages
from kg.fetch.source import Access, Page
from kg.fetch.sources import SOURCES
from kg.places import whole
from kg.readers.fields import Place
from kg.readers.shapes import papers as papers_of
from kg.records import Paper, digest

__all__ = ["SOURCES", "Fetched", "fetch"]

_MOST: Final = 100_000  # papers of one fetch; for more there are the sources' dumps, which the readers know


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch brought."""

    records: tuple[Mapping[str, object], ...]  # in our own format, which the readers know
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
        limit: how many papers at most.
        out: a file to write as JSON Lines; it is replaced at the end, as a whole.
        cache: the folder to keep pages in; default: `scikg/fetch` in the user's cache folder.
        budget: the most to spend, where a source meters its answers (OpenAlex, in dollars).
        fresh: ask again for pages that are on disk.
        access: keys, and another server in tests; default: from the environment.
        say: is called with a line for people after each page.

    Raises:
        FetchError: unknown source, library not installed, no network, or the source refuses. What came so far is
            kept, and the same call goes on from there.
    """
    if source not in SOURCES:
        raise FetchError(f"no source {source!r}: one of {', '.join(SOURCES)}", misuse=True)
    if not query.strip() or not 0 < limit <= _MOST:
        raise FetchError(f"a fetch needs a query and a limit from 1 to {_MOST}", misuse=True)
    about = SOURCES[source]
    folder = (cache or _cache()) / f"{source}-{digest(query, str(about.page_size))}"
    pages = Pages(about, query, folder, access or Access.from_environment(), fresh=fresh, say=say)
    found: dict[str, Mapping[str, object]] = {}
    note, odd = "", 0
    for page in pages:
        papers = list(_papers(page))
        odd += len(page.records) - len(papers)
        found |= {paper.id: line_of(paper) for paper in papers}
        say(f"{source}: {counted(min(len(found), limit), 'paper')}")
        if len(found) >= limit:
            break
        if budget is not None and pages.cost >= budget:
            note = f"stopped after {counted(len(found), 'paper')}: {pages.cost:g} of {budget:g} are spent"
            say(f"{source}: {note}")
            break
    if odd > 0:
        say(f"{source}: {odd} of its records are no papers with a title or an abstract")
    records = tuple(found.values())[:limit]
    if out is not None:
        _write(out, records)
    return Fetched(records=records, asked=pages.asked, kept=pages.kept, cost=pages.cost, note=note)


def _papers(page: Page) -> Iterator[Paper]:
    """The papers of a page, read by the readers of files."""
    return (
        found for record in page.records for found in papers_of(record, Place(record=1)) if isinstance(found, Paper)
    )


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scikg" / "fetch"


def _write(out: Path, records: tuple[Mapping[str, object], ...]) -> None:
    try:
        with whole(out) as part, part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(Fetched(records=records).lines())
    except OSError as error:
        raise FetchError(f"cannot write {out}: {error.strerror}") from error
