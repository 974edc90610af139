"""The requests of `kg serve`: SPARQL 1.1 Protocol, the query page, the graph page, a page for each IRI.

https://www.w3.org/TR/sparql11-protocol/. Read-only; no cross-origin access; the
Host header must name this server, so that no web page can reach it under a name of
its own (DNS rebinding).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from kg.query import named_queries
from kg.serve import pages
from kg.serve.messages import MB, Job, Reply, text
from kg.serve.negotiation import TRIPLES, best, triples_reply
from kg.serve.server import LOG, Server

_MAX_BODY: Final = 1 * MB
_MAX_FIELDS: Final = 50
_OURS: Final = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
# The graph page is one file with everything inline, and asks for nothing.
_GRAPH: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Accept",
}


class _RefusedError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, message: str, more: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.reply = text(status, message)
        self.more = more


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kg", ""
    timeout = 30  # seconds for a slow client
    # of what http.server refuses by itself
    error_content_type, error_message_format = "text/plain; charset=utf-8", "Error %(code)d: %(message)s: %(explain)s\n"

    def do_GET(self) -> None:
        """Answer GET and HEAD."""
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the body is left unread
        self._guarded(self._get)

    do_HEAD = do_GET  # noqa: N815  # the names that http.server looks for

    def do_POST(self) -> None:
        """Answer POST."""
        self._guarded(self._post)

    def _refuse_method(self) -> None:
        self.close_connection = True
        self._send(text(405, "only GET, HEAD and POST are answered"), {"Allow": "GET, HEAD, POST"})

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method  # noqa: N815  # as above

    def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401  # as http.server has it
        """Requests go to the log."""
        LOG.info(format, *args)

    def _guarded(self, handle: Callable[[str, dict[str, list[str]]], None]) -> None:
        try:
            self._check_origin()
            parts = urlsplit(self.path)
            handle(parts.path, _fields(parts.query))
        except _RefusedError as error:
            self.close_connection = True  # a body may be left unread
            self._send(error.reply, error.more)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _check_origin(self) -> None:
        host = self.headers.get("Host", "").lower()
        if re.sub(r":\d+$", "", host) not in self.server.site.hosts:
            raise _RefusedError(403, "this server is not called so; start it with --host to give it another name")
        origin = self.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host:
            raise _RefusedError(403, "requests from other web pages are refused")

    def _get(self, path: str, fields: dict[str, list[str]]) -> None:
        if path == "/sparql":
            if fields:
                self._query(fields)
            else:
                self._described_service()
        elif path.startswith("/named/"):
            self._named(unquote(path[len("/named/") :]), fields)
        elif path.startswith("/id/"):
            self._send(self._described(path[len("/id/") :]), {"Content-Security-Policy": _OURS})
        elif path == "/graph":
            self._graph()
        else:
            self._page(path)

    def _post(self, path: str, fields: dict[str, list[str]]) -> None:
        if path != "/sparql":
            raise _RefusedError(405, "POST is answered at /sparql alone", {"Allow": "GET, HEAD"})
        body = self._body()
        kind, _, parameters = self.headers.get("Content-Type", "").lower().partition(";")
        if "charset" in parameters and "utf-8" not in parameters:
            raise _RefusedError(415, "the query must be UTF-8")
        if kind.strip() == "application/sparql-query":
            if "query" in fields:
                raise _RefusedError(400, "give the query in the body alone")
            self._query({**fields, "query": [body]})
        elif kind.strip() == "application/x-www-form-urlencoded":
            given = _fields(body)
            self._query({name: [*fields.get(name, []), *given.get(name, [])] for name in (*fields, *given)})
        elif kind.strip() == "application/sparql-update":
            raise _RefusedError(403, "updates are refused: the data is only read")
        else:
            raise _RefusedError(415, "POST application/x-www-form-urlencoded or application/sparql-query")

    def _query(self, fields: dict[str, list[str]]) -> None:
        """Section 2.1: exactly one query; a choice of graphs is refused."""
        if "update" in fields:
            raise _RefusedError(403, "updates are refused: the data is only read")
        if len(fields.get("query", [])) != 1:
            raise _RefusedError(400, "give exactly one query")
        if "default-graph-uri" in fields or "named-graph-uri" in fields:
            raise _RefusedError(400, "there is one graph, the default graph; leave default- and named-graph-uri out")
        self._run(Job(sparql=fields["query"][0], accept=self.headers.get("Accept", "")))

    def _named(self, name: str, fields: dict[str, list[str]]) -> None:
        if twice := [k for k, v in fields.items() if len(v) > 1]:
            raise _RefusedError(400, f"{twice[0]} is given more than once; give it once")
        if not name:
            raise _RefusedError(404, f"name a query: {', '.join(q.name for q in named_queries())}")
        given = {k: v[0] for k, v in fields.items() if k != "explain" and v[0]}
        self._run(Job(named=name, parameters=given, explain="explain" in fields, accept=self.headers.get("Accept", "")))

    def _run(self, job: Job) -> None:
        self._send(self.server.pool.run(job))

    def _described_service(self) -> None:
        """The service description, or the query page for a browser."""
        accept = self.headers.get("Accept", "")
        if best(accept, [*TRIPLES, "text/html"]) == "text/html":
            self._page("/")
        else:
            self._send(triples_reply(pages.service_description(self._here()), accept))

    def _described(self, local: str) -> Reply:
        """The page of an IRI. A browser percent-encodes what may stand plainly in an IRI, so both forms are tried."""
        base, accept = self.server.site.base_iri, self.headers.get("Accept", "")
        reply = text(404, "no such page")
        for form in dict.fromkeys((local, re.sub(r"(%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote(m[0]), local))):
            reply = self.server.pool.run(Job(iri=base + form, base_iri=base, accept=accept))
            if reply.status != 404:
                break
        return reply

    def _graph(self) -> None:
        """The graph page; it is told where the pages of IRIs are, which it has not as a file."""
        try:
            body = self.server.site.page.read_bytes().replace(b"<html ", b'<html data-pages="/id/" ', 1)
        except OSError:
            raise _RefusedError(404, "there is no graph page beside the data; run `kg build`") from None
        self._send(
            Reply(status=200, media_type="text/html; charset=utf-8", body=body), {"Content-Security-Policy": _GRAPH}
        )

    def _page(self, path: str) -> None:
        reply = pages.page(path, self.server.site.base_iri)
        if reply is None:
            raise _RefusedError(404, "no such page; there are /, /sparql, /graph and /id/...")
        self._send(reply, {"Content-Security-Policy": _OURS})

    def _body(self) -> str:
        if self.headers.get("Transfer-Encoding"):
            raise _RefusedError(411, "send a Content-Length")
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"\d{1,12}", length):
            raise _RefusedError(411, "send a Content-Length")
        if int(length) > _MAX_BODY:
            raise _RefusedError(413, f"the request has more than {_MAX_BODY >> 20} MB")
        try:
            return self.rfile.read(int(length)).decode("utf-8")
        except UnicodeDecodeError:
            raise _RefusedError(400, "the query is not UTF-8") from None

    def _here(self) -> str:
        return f"http://{self.headers.get('Host', 'localhost')}"

    def _send(self, reply: Reply, more: dict[str, str] | None = None) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.media_type, **_ALWAYS, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)


def _fields(encoded: str) -> dict[str, list[str]]:
    """The fields of a query string or a form.

    Raises:
        _RefusedError: it is no such thing.
    """
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise _RefusedError(400, "the fields cannot be read: too many, or not UTF-8") from None
