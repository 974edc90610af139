"""The four sources, each asked for one page by the field's own client library, loaded only then."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

_S2_FIELDS: Final = (
    *("title", "abstract", "year", "venue", "publicationDate", "authors", "externalIds", "url", "s2FieldsOfStudy"),
    *("references.paperId", "references.externalIds"),
)
# The libraries' errors have no base in common; those of what they stand on are known once it is loaded
_BELOW: Final = (("httpx", "HTTPError"), ("httpx2", "HTTPError"), ("tenacity", "RetryError"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is reached: keys and a mail address from the environment, another server in tests."""

    mail: str = ""
    keys: Mapping[str, str] | None = None
    server: str = ""
    pause: float | None = None
    retries: int = 3

    @classmethod
    def from_environment(cls) -> Access:
        """Keys of `OPENALEX_API_KEY` and `S2_API_KEY`, and `SCIKG_MAIL` for the sources that thank for it."""
        names = {"openalex": "OPENALEX_API_KEY", "semanticscholar": "S2_API_KEY"}
        keys = {source: os.environ.get(name, "") for source, name in names.items()}
        return cls(mail=os.environ.get("SCIKG_MAIL", ""), keys=keys)

    def key(self, source: str) -> str | None:
        """The key for a source, None without one."""
        return (self.keys or {}).get(source) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer: records as the source writes them, and what to ask for next, "" at the end."""

    records: list[Any]
    following: str = ""
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: how to ask for a page, and how politely."""

    page: Callable[[str, str, Access], Page]
    first: str
    page_size: int
    pause: float  # seconds between pages


@contextmanager
def _installed() -> Iterator[None]:
    """Say what to install where a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise FetchError(f"{error.name} is not installed: pip install 'scikg[fetch]'") from error


@contextmanager
def _asking(host: str, *errors: type[Exception]) -> Iterator[None]:
    """Turn what a library raises into one line that says what to do."""
    below = tuple(getattr(sys.modules[name], error) for name, error in _BELOW if name in sys.modules)
    try:
        yield
    except (OSError, RuntimeError, LookupError, TypeError, ValueError, *below, *errors) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise FetchError(
            f"no answer from {host}: {reason}. Is there a network? What came so far is kept: "
            "the same command goes on from there"
        ) from error


def _openalex(query: str, token: str, access: Access) -> Page:
    with _installed():
        import pyalex
    with _asking("api.openalex.org"):
        pyalex.config.email = access.mail or None
        pyalex.config.api_key = access.key("openalex")
        pyalex.config.max_retries = access.retries
        found = _works(pyalex.Works, access.server)().search(query).get(per_page=OPENALEX.page_size, cursor=token)
        meta = found.meta or {}
    records = [dict(work) for work in found]
    return Page(records=records, following=meta.get("next_cursor") or "", cost=float(meta.get("cost_usd") or 0))


def _works(known: Any, server: str) -> Any:  # noqa: ANN401  # a class of a library that is loaded late
    """The library's class for works, whose address is fixed, asking `server` where one is given."""
    if not server:
        return known

    class Works(known):  # type: ignore[misc]  # a base that is loaded late
        @property
        def url(self) -> str:
            """The address, on another server."""
            return str(super().url).replace("https://api.openalex.org", server, 1)

    return Works


def _arxiv(query: str, token: str, access: Access) -> Page:
    with _installed():
        import arxiv
    with _asking("export.arxiv.org", arxiv.ArxivError):
        start = int(token)
        client = arxiv.Client(page_size=ARXIV.page_size, delay_seconds=access.pause or 3.0, num_retries=access.retries)
        if access.server:
            client.query_url_format = access.server + "/api/query?{}"
        search = arxiv.Search(query=query, max_results=start + ARXIV.page_size)
        found = list(islice(client.results(search, offset=start), ARXIV.page_size))
        records = [_arxiv_record(result) for result in found]
    return Page(records=records, following=str(start + len(found)) if len(found) == ARXIV.page_size else "")


def _arxiv_record(result: Any) -> dict[str, Any]:  # noqa: ANN401  # a class of a library that is loaded late
    number = result.entry_id.rsplit("/abs/", 1)[-1]
    return {
        "id": "arxiv:" + number.rsplit("v", 1)[0],
        "title": " ".join(result.title.split()),
        "abstract": " ".join(result.summary.split()),
        "authors": [author.name for author in result.authors],
        "date": result.published.date().isoformat(),
        "venue": result.journal_ref or "",
        "doi": result.doi or "",
        "arxiv": number,
        "subjects": list(result.categories),
        "url": result.entry_id,
    }


def _semantic_scholar(query: str, token: str, access: Access) -> Page:
    """The page at an offset. The library cannot start at one, so that pages before it are asked for again."""
    with _installed():
        from semanticscholar import SemanticScholar
        from semanticscholar.SemanticScholarException import SemanticScholarException
    with _asking("api.semanticscholar.org", SemanticScholarException):
        client = SemanticScholar(
            api_key=access.key("semanticscholar"), api_url=access.server or None, retry=access.retries > 0
        )
        found = client.search_paper(query, fields=list(_S2_FIELDS), limit=SEMANTIC_SCHOLAR.page_size)
        start = int(token)
        while len(found.items) <= start and found.next:
            found.next_page()
        records = [item.raw_data for item in found.items[start:]]
    return Page(records=records, following=str(start + len(records)) if found.next and records else "")


def _crossref(query: str, token: str, access: Access) -> Page:
    with _installed():
        import habanero
    with _asking("api.crossref.org", habanero.RequestError):
        client = habanero.Crossref(
            base_url=access.server or "https://api.crossref.org", mailto=access.mail or None, timeout=60
        )
        start = int(token)
        answer = client.works(query=query, limit=CROSSREF.page_size, offset=start)
        message = answer["message"]
        records = list(message["items"])
    more = start + len(records) < min(int(message.get("total-results") or 0), 10_000)  # the farthest offset
    return Page(records=records, following=str(start + len(records)) if more and records else "")


OPENALEX: Final = Source(page=_openalex, first="*", page_size=200, pause=0.2)
ARXIV: Final = Source(page=_arxiv, first="0", page_size=100, pause=3.0)
SEMANTIC_SCHOLAR: Final = Source(page=_semantic_scholar, first="0", page_size=100, pause=1.1)
CROSSREF: Final = Source(page=_crossref, first="0", page_size=100, pause=1.0)
SOURCES: Final[Mapping[str, Source]] = {
    "openalex": OPENALEX,
    "arxiv": ARXIV,
    "semanticscholar": SEMANTIC_SCHOLAR,
    "crossref": CROSSREF,
}
