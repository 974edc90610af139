"""The process that runs the queries of `kg serve`: it can be killed, and can open nothing.

Oxigraph has no time limit, and a query that crashes the process must not crash the server. So each worker takes one job
at a time over a pipe. Once its store is open, it gives up the right to open another file or socket (RLIMIT_NOFILE); the
kernel enforces that whatever a query says.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryError
from kg.serve.messages import Job, Reply, text

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.named import NamedQuery


def work(rdf: Path, jobs: Connection, memory: int, seconds: float) -> None:
    """Run jobs until the pipe closes; `memory` is how many bytes they may take on top of the store.

    First "" is sent when the store is open, or what is wrong with it. The server kills this process if a job takes
    longer than `seconds`; should the server be gone, the process ends itself a little later.
    """
    import kg.readers.identifiers  # noqa: F401  # looking up a DOI needs it, and later no file can be opened
    from kg.query.confined import confine
    from kg.query.named import load_all
    from kg.query.store import open_store

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    try:
        store, known = open_store(rdf), {q.name: q for q in load_all()}
    except KgError as error:
        jobs.send(str(error))
        return
    answer(store, known, Job(sparql="ASK { ?s ?p ?o }"))  # loads what is loaded on first use
    answer(store, known, Job(iri="urn:none"))
    confine(memory)
    jobs.send("")
    while True:
        try:
            job = jobs.recv()
        except (EOFError, OSError):
            return
        _alarm(int(seconds) + 5)
        reply = answer(store, known, job)
        _alarm(0)
        jobs.send(reply)


def _alarm(seconds: int) -> None:
    with contextlib.suppress(AttributeError):  # Windows has none
        signal.alarm(seconds)


def answer(store: Store, known: Mapping[str, NamedQuery], job: Job) -> Reply:
    """The reply to a job; status 400 where the query is wrong."""
    try:
        return _answered(store, known, job)
    except QueryError as error:
        return text(400, str(error))
    except MemoryError:
        return text(500, "the query takes too much memory; narrow it")


def _answered(store: Store, known: Mapping[str, NamedQuery], job: Job) -> Reply:
    from kg.query.guard import check
    from kg.query.named import bind, spelled_out
    from kg.query.results import ask
    from kg.serve.description import described
    from kg.serve.negotiation import encoded

    if job.iri:
        return described(store, job)
    if not job.named:
        check(job.sparql)
        return encoded(ask(store, job.sparql), job.accept, job.max_bytes)
    if job.named not in known:
        return text(404, f"no query named {job.named!r}; known are {', '.join(known)}")
    sparql = spelled_out(known[job.named], bind(store, known[job.named], job.parameters))
    if job.explain:
        return text(200, sparql.rstrip())
    return encoded(ask(store, sparql), job.accept, job.max_bytes)
