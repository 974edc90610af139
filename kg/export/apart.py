"""The page of a large graph, drawn by a process of its own while the other files are written."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.processes import without_script

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from kg.graph import Graph

# Statements: fewer are drawn sooner than a process starts, and of more a second copy would take gigabytes.
_LARGE: Final = range(40_000, 1_000_000)


@contextmanager
def drawn(graph: Graph, tables: Path, *, base_iri: str, jobs: int) -> Iterator[Callable[[], bytes]]:
    """A function that gives the page of `graph`, which is kept in the folder `tables`, when it is done.

    The process writes no file: what is left of it, if the build is killed, can spoil no later build.

    Raises:
        ExportError: by the function, where the page cannot be drawn.
    """
    from multiprocessing import current_process, get_context

    # A worker of a user's own pool may start no process.
    if jobs < 2 or graph.statements.height not in _LARGE or current_process().daemon:
        yield lambda: _page(graph, base_iri)
        return
    fresh = get_context("spawn")
    ours, theirs = fresh.Pipe(duplex=False)
    artist = fresh.Process(target=_draw, args=(theirs, tables, base_iri), daemon=True)
    with without_script():
        artist.start()
    theirs.close()

    def page() -> bytes:
        try:
            return ours.recv_bytes()
        except EOFError:  # it failed, or the system ended it, mostly for its memory
            return _page(graph, base_iri)

    try:
        yield page
    finally:
        artist.kill()  # when all is well it has ended
        artist.join()


def _draw(to: Connection, tables: Path, base_iri: str) -> None:
    """What the process does."""
    from kg.graph import Graph

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build hears it, and ends this
    with suppress(Exception):  # the build meets it again, and tells
        to.send_bytes(_page(Graph.load(tables), base_iri))


def _page(graph: Graph, base_iri: str) -> bytes:
    from kg.export.html import page

    return page(graph.shown(), base_iri=base_iri).encode()
