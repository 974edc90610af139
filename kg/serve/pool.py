"""The workers of `kg serve`: a job that takes too long ends its worker, not the server."""

from __future__ import annotations

import multiprocessing
import queue
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from kg.errors import QueryError
from kg.serve.messages import MB, Job, Reply, text
from kg.serve.worker import work


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    jobs: Connection

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.jobs.close()


class Pool:
    """`size` workers over one file; use it as a context."""

    def __init__(self, rdf: Path, *, size: int, timeout: float, memory: int = 2048 * MB) -> None:
        self.rdf = rdf
        self.timeout = timeout
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
        """The reply to a job, within the time limit."""
        try:
            worker = self._idle.get(timeout=self.timeout)
        except queue.Empty:
            return text(503, "all workers are busy; ask again later")
        try:
            reply = self._asked(worker, job)
        finally:
            self._idle.put(worker if worker.process.is_alive() else self._started())
        return reply

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
        return text(500, f"the query took longer than {self.timeout:g} s; narrow it")

    def _started(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(self.rdf, theirs, self.memory), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        try:
            problem = ours.recv()
        except EOFError:
            problem = f"{self.rdf}: a worker could not be started"
        if problem:
            worker.end()
            raise QueryError(problem)
        return worker
