"""The connections of `kg serve`: one thread each, a limited number at a time."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from kg.serve.pool import Pool

LOG: Final = logging.getLogger("kg.serve")
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_AT_ONCE: Final = 64  # connections; more wait
_LINGER: Final = 32  # reads of a refused body, 2 MB at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served, and to whom."""

    page: Path
    base_iri: str
    hosts: frozenset[str] = LOOPBACK


class Server(ThreadingHTTPServer):
    """A server of one out folder."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], site: Site, pool: Pool) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.site, self.pool = site, pool
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # as socketserver has it
        """Handle a connection in a thread, at most `_AT_ONCE` at a time."""
        self._free.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # as above
        """Give the place back when the connection is done."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401  # as above
        """Read on for a while, so that a client that is refused while sending gets the answer (RFC 9112, 9.6)."""
        with contextlib.suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            request.settimeout(1)
            for _ in range(_LINGER):
                if not request.recv(1 << 16):
                    break
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # as above
        """Log an error of a connection, mostly a client that went away, instead of printing it."""
        LOG.info("connection of %s ended", client_address, exc_info=True)
