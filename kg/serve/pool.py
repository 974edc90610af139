"""The workers of `kg serve`: a job that takes too long ends its worker, not the server; a new build starts new ones."""

from __future__ import annotations

import multiprocessing
import queue
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from kg.errors import QueryError
from kg.processes import without_script
from kg.query import LONGEST
from kg.serve.messages import MB, Job, Reply, text
from kg.serve.worker import work


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    jobs: Connection
    version: object  # of the file, from `Pool.version`

    def end(self) -> None:
        """Kill the process, even in the middle of a job."""
        self.process.kill()
        self.process.join()
        self.jobs.close()


class Pool:
    """`size` workers over one RDF file; to be used in a `with` statement.

    `timeout` is how many seconds a job may take, `memory` how many bytes on top of the store.
    """

    def __init__(self, rdf: Path, *, size: int, timeout: float, memory: int = 2048 * MB) -> None:
        self.rdf = rdf
        self.timeout = min(timeout, LONGEST)
        self.memory = memory
        self._size = size
        self._idle: queue.Queue[_Worker] = queue.Queue()

    def __enter__(self) -> Pool:
        """Start the workers.

        Raises:
            QueryError: the file is missing or broken.
        """
        try:
            for _ in range(self._size):  # one after the other: the first makes the store
                self._idle.put(self._started())
        except QueryError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers that are idle; busy ones end with this process."""
        while not self._idle.empty():
            self._idle.get().end()

    def run(self, job: Job) -> Reply:
        """The reply to a job within the time limit; status 503 where no worker is free, 504 where it took too long."""
        try:
            worker = self._idle.get(timeout=self.timeout)
        except queue.Empty:
            return text(503, "all workers are busy; ask again later")
        try:
            if not worker.process.is_alive() or self.version() not in (None, worker.version):
                worker.end()
                worker = self._started()
            return self._asked(worker, job)
        except QueryError as error:
            return text(503, f"the data cannot be read any more: {error}")
        finally:
            self._idle.put(worker)  # a worker that has ended is replaced at its next job

    def version(self) -> tuple[int, int] | None:
        """Time and size of the file, which a new build changes; None where there is no file at the moment."""
        try:
            found = self.rdf.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _asked(self, worker: _Worker, job: Job) -> Reply:
        try:
            worker.jobs.send(job)
            if worker.jobs.poll(self.timeout):
                reply: Reply = worker.jobs.recv()
                return reply
        except (EOFError, OSError):  # the query took the process down
            worker.end()
            return text(500, "the query could not be run: it takes too much memory or breaks the engine")
        worker.end()
        return text(504, f"the query took longer than {self.timeout:g} s; narrow it")

    def _started(self) -> _Worker:
        version = self.version()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(self.rdf, theirs, self.memory, self.timeout), daemon=True)
        with without_script():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, version)
        try:
            problem = ours.recv()
        except EOFError:
            problem = f"{self.rdf}: a worker could not be started"
        if problem:
            worker.end()
            raise QueryError(problem)
        return worker
