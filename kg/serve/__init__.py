"""`kg serve`: an out folder over HTTP, read-only."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.folder import manifest

if TYPE_CHECKING:
    from kg.serve.server import Server

__all__ = ["serve", "serving"]


def serve(
    out: Path | str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    timeout: float = 30.0,
    workers: int = 2,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the out folder until the process is interrupted.

    `timeout` is how many seconds a query may take. A `host` that is not a loopback address opens the server to the
    network, under that name only. `say` is told the address once the server is ready.

    Raises:
        GraphError: the folder holds no build, or the address cannot be used.
        QueryError: its RDF is broken.
    """
    with _orderly_end(), serving(out, host=host, port=port, timeout=timeout, workers=workers) as server:
        name = f"[{host}]" if ":" in host else host
        say(f"http://{name}:{server.server_port}/ (SPARQL at /sparql, the graph at /graph); Ctrl-C ends it")
        server.serve_forever()


@contextmanager
def _orderly_end() -> Iterator[None]:
    """SIGTERM leaves the block as an exit does; else a worker would go on with a query that nobody waits for."""
    before = None
    with suppress(ValueError):  # not the main thread
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


@contextmanager
def serving(
    out: Path | str, *, host: str = "127.0.0.1", port: int = 0, timeout: float = 30.0, workers: int = 2
) -> Iterator[Server]:
    """A server of the out folder, bound to its address but not yet running; port 0 takes a free one.

    Raises:
        GraphError: the folder holds no build, or the address cannot be used.
        QueryError: its RDF is broken.
    """
    from kg.serve.app import Handler
    from kg.serve.pool import Pool
    from kg.serve.server import LOOPBACK, Server, Site

    if not host.strip():
        raise GraphError(
            "give the --host to be served under; without a name all the network would be let in", misuse=True
        )
    folder = Path(out)
    name = f"[{host}]" if ":" in host else host.lower()
    site = Site(page=folder / "kg.html", base_iri=_base_iri(folder), hosts=LOOPBACK | {name})
    with Pool(folder / "kg.ttl", size=workers, timeout=timeout) as pool:
        try:
            server = Server((host, port), Handler, site, pool)
        except OSError as error:
            raise GraphError(
                f"{host}:{port}: cannot be served ({error.strerror}); choose another --host or --port"
            ) from None
        with server:
            yield server


def _base_iri(out: Path) -> str:
    """The base IRI that the folder was built with."""
    from kg.options import BASE_IRI

    options = manifest(out).get("options")
    return str((isinstance(options, dict) and options.get("base_iri")) or BASE_IRI)
