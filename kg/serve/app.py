"""The requests of `kg serve`, read-only: which address is answered with what.

/ is the query page, /sparql the endpoint (https://www.w3.org/TR/sparql11-protocol/), /named/NAME a shipped query,
/graph the graph page, and /id/... the page of an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from kg.query import named_queries
from kg.serve import pages
from kg.serve.messages import Job, Reply, text
from kg.serve.negotiation import TRIPLES, best, triples_reply
from kg.serve.requests import Fields, RefusedError, body_of, check_origin, fields_of, parameters_of, posted, sparql_of
from kg.serve.server import LOG, Server

_OURS: Final = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
# The graph page is one file with everything inline, and asks for nothing.
_GRAPH: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Accept",
}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kg", ""
    timeout = 30  # seconds for a slow client
    # for requests that http.server itself refuses
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

    def _guarded(self, handle: Callable[[str, Fields], None]) -> None:
        try:
            check_origin(self.headers, self.server.site.hosts)
            parts = urlsplit(self.path)
            handle(parts.path, fields_of(parts.query))
        except RefusedError as error:
            self.close_connection = True  # a body may be left unread
            self._send(error.reply, error.more)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _get(self, path: str, fields: Fields) -> None:
        if path == "/sparql":
            if fields:
                self._query(fields)
            else:
                self._endpoint()
        elif path.startswith("/named/"):
            self._named(unquote(path[len("/named/") :]), fields)
        elif path.startswith("/id/"):
            self._send(self._iri_page(path[len("/id/") :]), {"Content-Security-Policy": _OURS})
        elif path == "/graph":
            self._graph()
        else:
            self._page(path)

    def _post(self, path: str, fields: Fields) -> None:
        if path != "/sparql":
            raise RefusedError(405, "POST is answered at /sparql alone", {"Allow": "GET, HEAD"})
        body = body_of(self.headers, self.rfile)
        self._query(posted(self.headers.get("Content-Type", ""), body, fields))

    def _query(self, fields: Fields) -> None:
        self._run(Job(sparql=sparql_of(fields), accept=self._accept()))

    def _named(self, name: str, fields: Fields) -> None:
        parameters = parameters_of(fields)
        if not name:
            raise RefusedError(404, f"name a query: {', '.join(q.name for q in named_queries())}")
        self._run(Job(named=name, parameters=parameters, explain="explain" in fields, accept=self._accept()))

    def _run(self, job: Job) -> None:
        self._send(self.server.pool.run(job))

    def _endpoint(self) -> None:
        """The service description, or the query page for a browser."""
        accept = self._accept()
        if best(accept, [*TRIPLES, "text/html"]) == "text/html":
            self._page("/")
        else:
            self._send(triples_reply(pages.service_description(self._here()), accept))

    def _iri_page(self, local: str) -> Reply:
        """What the graph says of an IRI; both as it came and without the percent-encoding that browsers add."""
        base = self.server.site.base_iri
        decoded = re.sub(r"(%[89A-Fa-f][0-9A-Fa-f])+", lambda encoded: unquote(encoded[0]), local)
        reply = text(404, "no such page")
        for form in dict.fromkeys((local, decoded)):
            reply = self.server.pool.run(Job(iri=base + form, base_iri=base, accept=self._accept()))
            if reply.status != 404:
                break
        return reply

    def _graph(self) -> None:
        """The graph page, with the address of the pages of IRIs, which the file on disk does not have."""
        try:
            body = self.server.site.page.read_bytes().replace(b"<html ", b'<html data-pages="/id/" ', 1)
        except OSError:
            raise RefusedError(404, "there is no graph page beside the data; run `kg build`") from None
        reply = Reply(status=200, media_type="text/html; charset=utf-8", body=body)
        self._send(reply, {"Content-Security-Policy": _GRAPH})

    def _page(self, path: str) -> None:
        reply = pages.page(path, self.server.site.base_iri)
        if reply is None:
            raise RefusedError(404, "no such page; there are /, /sparql, /graph and /id/...")
        self._send(reply, {"Content-Security-Policy": _OURS})

    def _accept(self) -> str:
        return str(self.headers.get("Accept", ""))

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
