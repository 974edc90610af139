"""Content negotiation (RFC 9110, section 12.5.1) and the encoding of answers (SPARQL 1.1 Protocol, section 2.1.6)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.export.terms import PREFIXES
from kg.query.results import Answer
from kg.serve.messages import MOST_BYTES, Reply, text

# The first is sent where the client has no preference.
ROWS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
TRIPLES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
}


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that an Accept header prefers, or None if it accepts none; ties go to the first offered.

    >>> best("text/html;q=0.9, text/*;q=0.5, */*;q=0.1", ["text/csv", "application/json"])
    'text/csv'
    """
    if not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    quality = {o: _quality(o, ranges) for o in offered}
    chosen = max(offered, key=lambda o: quality[o])
    return chosen if quality[chosen] > 0 else None


def _range(part: str) -> tuple[str, float]:
    """A media range and its weight; a weight that is no number counts as 0."""
    name, *parameters = (p.strip().lower() for p in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return name, 0.0
    return name, 1.0


def _quality(offered: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most exact range that fits."""
    for wanted in (offered, offered.split("/")[0] + "/*", "*/*"):
        found = [q for name, q in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0


def encoded(answer: Answer, accept: str, max_bytes: int) -> Reply:
    """`answer` in the media type that the client prefers; status 406 where it accepts none, 500 over `max_bytes`.

    Raises:
        QueryError: the query fails while its rows are read.
    """
    offered = list(TRIPLES if isinstance(answer, QueryTriples) else ROWS)
    chosen = best(accept, offered)
    if chosen is None:
        return text(406, f"this answer comes as {', '.join(offered)}")
    body = _Capped(max_bytes)
    try:
        if isinstance(answer, QueryTriples):
            serialize(answer, body, TRIPLES[chosen], prefixes=_prefixes(chosen))
        else:
            answer.serialize(body, ROWS[chosen])
    except _TooLargeError:
        return text(500, f"the answer has more than {max_bytes >> 20} MB; add a LIMIT")
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None
    return Reply(status=200, media_type=_typed(chosen), body=body.getvalue())


def triples_reply(triples: Sequence[Triple], accept: str, max_bytes: int = MOST_BYTES) -> Reply:
    """`triples` in the media type that the client prefers; status 406 where it accepts none, 500 over `max_bytes`."""
    chosen = best(accept, list(TRIPLES))
    if chosen is None:
        return text(406, f"this comes as {', '.join(TRIPLES)} or text/html")
    body = _Capped(max_bytes)
    try:
        serialize(triples, body, TRIPLES[chosen], prefixes=_prefixes(chosen))
    except _TooLargeError:
        return text(500, f"the answer has more than {max_bytes >> 20} MB; ask for a part of it at /sparql")
    return Reply(status=200, media_type=_typed(chosen), body=body.getvalue())


def _prefixes(media_type: str) -> dict[str, str] | None:
    return dict(PREFIXES) if media_type == "text/turtle" else None


def _typed(media_type: str) -> str:
    return media_type + "; charset=utf-8" if media_type.startswith("text/") else media_type


class _TooLargeError(Exception):
    """The answer has more bytes than allowed."""


class _Capped(io.BytesIO):
    """A buffer that refuses to grow over a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: bytes) -> int:  # type: ignore[override]  # Oxigraph writes only bytes
        """Take `data`.

        Raises:
            _TooLargeError: the buffer is full.
        """
        if self.tell() + len(data) > self.limit:
            raise _TooLargeError
        return super().write(data)
