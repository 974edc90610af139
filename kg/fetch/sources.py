"""The four sources. Each is asked for a page by its own client library, which is imported when it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from kg.fetch.asking import SILENCE, asking, installed
from kg.fetch.source import Access, Page, Source

_S2_FIELDS: Final = (
    *("title", "abstract", "year", "venue", "publicationDate", "authors", "externalIds", "url", "s2FieldsOfStudy"),
    *("references.paperId", "references.externalIds"),
)

_CROSSREF_LAST: Final = 10_000  # the largest offset that Crossref allows


def _openalex(query: str, token: str, access: Access) -> Page:
    with installed():
        import pyalex
    with asking("api.openalex.org"):
        pyalex.config.email = access.mail or None
        pyalex.config.api_key = access.key("openalex")
        found = _works(pyalex.Works, access.server)().search(query).get(per_page=OPENALEX.page_size, cursor=token)
        meta = found.meta or {}
        records = [dict(work) for work in found]
        cost = float(meta.get("cost_usd") or 0)
    return Page(records=records, following=meta.get("next_cursor") or "", cost=cost)


def _works(known: Any, server: str) -> Any:  # noqa: ANN401  # a class of a library that is loaded late
    """The class `Works` of pyalex, but on another `server` and with a time limit."""

    class Works(known):  # type: ignore[misc]  # a base that is loaded late
        @property
        def url(self) -> str:
            """The address of the question, on `server`."""
            return str(super().url).replace("https://api.openalex.org", server or "https://api.openalex.org", 1)

        def _get_from_url(self, url: str, session: Any = None) -> Any:  # noqa: ANN401  # as the library has it
            return super()._get_from_url(url, session or _limited(_session()))

    return Works


def _session() -> Any:  # noqa: ANN401  # a class of a library that is loaded late
    import requests  # two of the libraries use it

    return requests.Session()


def _limited(session: Any) -> Any:  # noqa: ANN401  # as above
    """`session` with a time limit: without one it would wait for ever for a silent server."""
    from requests.adapters import HTTPAdapter

    class Limited(HTTPAdapter):
        def send(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # as the library has it
            """Send a request."""
            return super().send(*args, **{**options, "timeout": options.get("timeout") or SILENCE})

    for scheme in ("http://", "https://"):
        session.mount(scheme, Limited())
    return session


def _arxiv(query: str, token: str, access: Access) -> Page:
    with installed():
        import arxiv
    with asking("export.arxiv.org"):
        start = int(token)
        client = arxiv.Client(page_size=ARXIV.page_size, delay_seconds=access.pause or 3.0, num_retries=0)
        _limited(client._session).hooks["response"].append(
            _feed_at(start)
        )  # the library offers no other way to set them
        if access.server:
            client.query_url_format = access.server + "/api/query?{}"
        search = arxiv.Search(query=query, max_results=start + ARXIV.page_size)
        found = list(islice(client.results(search, offset=start), ARXIV.page_size))
        records = [_arxiv_record(result) for result in found]
    return Page(records=records, following=str(start + len(found)) if len(found) == ARXIV.page_size else "")


def _feed_at(start: int) -> Callable[..., None]:
    """A check of an answer for papers from `start` on: the library takes any text for a feed without papers."""

    def check(response: Any, **_: Any) -> None:  # noqa: ANN401  # as the library has it
        response.raise_for_status()
        if b"<feed" not in response.content:
            raise ValueError("the answer is no Atom feed")
        total = re.search(rb"totalResults[^>]*>\s*(\d+)\s*<", response.content)
        if total and int(total[1]) > start and b"<entry" not in response.content:
            raise ValueError("the answer is an empty page, and there should be more papers")

    return check


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
    """The page at an offset. The library cannot start there, so that the pages before it are asked for again."""
    with installed():
        from semanticscholar import SemanticScholar
    with asking("api.semanticscholar.org"):
        client = SemanticScholar(api_key=access.key("semanticscholar"), api_url=access.server or None, retry=False)
        # the library puts the query into the address unquoted
        found = client.search_paper(quote(query, safe=""), fields=list(_S2_FIELDS), limit=SEMANTIC_SCHOLAR.page_size)
        start = int(token)
        while len(found.items) <= start and found.next:
            found.next_page()
        records = [item.raw_data for item in found.items[start:]]
        if start and not records:  # the library takes a busy source for the end of the answer
            raise ValueError("the answer is an empty page, and there should be more papers")
    return Page(records=records, following=str(start + len(records)) if found.next and records else "")


def _crossref(query: str, token: str, access: Access) -> Page:
    with installed():
        import habanero
    with asking("api.crossref.org"):
        client = habanero.Crossref(
            base_url=access.server or "https://api.crossref.org", mailto=access.mail or None, timeout=SILENCE
        )
        start = int(token)
        answer = client.works(query=query, limit=CROSSREF.page_size, offset=start)
        message = answer["message"]
        records = list(message["items"])
        total = int(message.get("total-results") or 0)
        more = start + len(records) < min(total, _CROSSREF_LAST)
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
