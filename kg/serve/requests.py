"""What a request to `kg serve` asks for, and why some are refused (SPARQL 1.1 Protocol, section 2.1).

The Host header must name this server, so that no web page can reach it under a name of its own (DNS rebinding), and
there is no cross-origin access.
"""

from __future__ import annotations

import re
from collections.abc import Set
from email.message import Message
from io import BufferedIOBase
from typing import Final
from urllib.parse import parse_qs, urlsplit

from kg.serve.messages import MB, text

Fields = dict[str, list[str]]  # of a query string or a form
_MAX_BODY: Final = 1 * MB
_MAX_FIELDS: Final = 50
_READ_ONLY: Final = "updates are refused: the data is only read"


class RefusedError(Exception):
    """A request that is answered with the plain text `reply`, and the headers `more`."""

    def __init__(self, status: int, message: str, more: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.reply = text(status, message)
        self.more = more


def check_origin(headers: Message, hosts: Set[str]) -> None:
    """Let a request pass that was sent to one of `hosts`, and by no other web page.

    Raises:
        RefusedError: it is another.
    """
    host = headers.get("Host", "").lower()
    if re.sub(r":\d+$", "", host) not in hosts:
        raise RefusedError(403, "this server is not called so; start it with --host to give it another name")
    origin = headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host:
        raise RefusedError(403, "requests from other web pages are refused")


def fields_of(encoded: str) -> Fields:
    """The fields of a query string or a form.

    Raises:
        RefusedError: it has too many, or is not UTF-8.
    """
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise RefusedError(400, "the fields cannot be read: too many, or not UTF-8") from None


def body_of(headers: Message, stream: BufferedIOBase) -> str:
    """The body of a request.

    Raises:
        RefusedError: it has no Content-Length, is too long, or is not UTF-8.
    """
    length = "" if headers.get("Transfer-Encoding") else headers.get("Content-Length", "")
    if not re.fullmatch(r"\d{1,12}", length):
        raise RefusedError(411, "send a Content-Length")
    if int(length) > _MAX_BODY:
        raise RefusedError(413, f"the request has more than {_MAX_BODY >> 20} MB")
    try:
        return stream.read(int(length)).decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, "the query is not UTF-8") from None


def posted(content_type: str, body: str, fields: Fields) -> Fields:
    """The fields of a POST to /sparql: those of its address and what its body says.

    Raises:
        RefusedError: the body is of a type that the protocol does not know, or is an update.
    """
    kind, _, parameters = content_type.lower().partition(";")
    if "charset" in parameters and "utf-8" not in parameters:
        raise RefusedError(415, "the query must be UTF-8")
    if kind.strip() == "application/sparql-query":
        if "query" in fields:
            raise RefusedError(400, "give the query in the body alone")
        return {**fields, "query": [body]}
    if kind.strip() == "application/x-www-form-urlencoded":
        form = fields_of(body)
        return {name: [*fields.get(name, []), *form.get(name, [])] for name in (*fields, *form)}
    if kind.strip() == "application/sparql-update":
        raise RefusedError(403, _READ_ONLY)
    raise RefusedError(415, "POST application/x-www-form-urlencoded or application/sparql-query")


def sparql_of(fields: Fields) -> str:
    """The one query of a request.

    Raises:
        RefusedError: there is none or more than one, or the request chooses its graphs.
    """
    if "update" in fields:
        raise RefusedError(403, _READ_ONLY)
    if len(fields.get("query", [])) != 1:
        raise RefusedError(400, "give exactly one query")
    if "default-graph-uri" in fields or "named-graph-uri" in fields:
        raise RefusedError(400, "there is one graph, the default graph; leave default- and named-graph-uri out")
    return fields["query"][0]


def parameters_of(fields: Fields) -> dict[str, str]:
    """The parameters of a shipped query, without empty ones.

    Raises:
        RefusedError: one is given more than once.
    """
    for name, values in fields.items():
        if len(values) > 1:
            raise RefusedError(400, f"{name} is given more than once; give it once")
    return {name: values[0] for name, values in fields.items() if name != "explain" and values[0]}
