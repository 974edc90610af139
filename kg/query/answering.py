"""A question and its answer, in this process or in one of its own that can be killed.

Oxigraph has no time limit, and a query that breaks it ends its process. So a query with a limit runs in a child
process, which is killed when the time is over.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from kg.errors import KgError, QueryError
from kg.processes import without_script
from kg.query.confined import confine
from kg.query.named import NamedQuery, bind, spelled_out
from kg.query.results import run
from kg.query.store import open_store

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

MEMORY: Final = 4 << 30  # bytes that a query may take on top of the store


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """SPARQL that `guard.check` let pass, or a shipped query with the user's words for its parameters."""

    sparql: str = ""
    named: NamedQuery | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    format: str = "table"


def answered(store: Store, question: Question) -> str:
    """The answer as text.

    Raises:
        QueryError: the query or a parameter is not usable.
    """
    return run(store, _sparql_of(store, question), question.format)


def _sparql_of(store: Store, question: Question) -> str:
    known = question.named
    return spelled_out(known, bind(store, known, question.parameters)) if known else question.sparql


def answered_within(seconds: float, rdf: Path, question: Question) -> str:
    """The answer of the file `rdf` as text. Only the query may take no longer than `seconds`, not loading the file.

    Raises:
        QueryError: the query, a parameter or the file is not usable, or the time is over.
    """
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(rdf, question, theirs, seconds), daemon=True)
    with without_script():
        process.start()
    theirs.close()
    try:
        _received(ours)  # the store is open, and the words of the user are terms
        if not ours.poll(seconds):
            raise QueryError(f"the query took longer than {seconds:g} s; narrow it, or give it longer with --timeout")
        return _received(ours)
    except EOFError:
        raise QueryError(
            "the query could not be run: it takes too much memory or breaks the engine; narrow it"
        ) from None
    finally:
        process.kill()
        process.join()
        ours.close()


def _context() -> ForkContext | SpawnContext:
    """A fork takes no time, and is safe where this is the only thread; a fresh process takes 0.15 s."""
    threads = Path("/proc/self/task")
    alone = threads.is_dir() and len(list(threads.iterdir())) == 1
    return multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")


def _received(pipe: Connection) -> str:
    text, problem = pipe.recv()
    if problem:
        raise QueryError(problem)
    return str(text)


def _work(rdf: Path, question: Question, pipe: Connection, seconds: float) -> None:
    """Send a pair (text, problem) when the store is open and the words are terms, and another with the answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        store = open_store(rdf)
        run(store, "ASK { ?s ?p ?o }", "csv")  # loads what Oxigraph loads on first use
        sparql = _sparql_of(store, question)  # looking up a word may load code, which a bounded process cannot
        _bounded(seconds)
        pipe.send(("", ""))
        pipe.send((run(store, sparql, question.format), ""))
    except KgError as error:
        pipe.send(("", str(error)))
    except MemoryError:
        pipe.send(("", "the query takes too much memory; narrow it"))


def _bounded(seconds: float) -> None:
    """Limit this process, end it where its parent no longer can, and keep the engine's output off the terminal."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    confine(MEMORY)
    with contextlib.suppress(AttributeError, OverflowError):  # not on Windows; more than 68 years
        signal.alarm(int(seconds) + 5)
