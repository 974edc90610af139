"""Who reads the papers: threads, processes, or a Ray cluster. All give the same extractions in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from kg.errors import PipelineError
from kg.processes import without_script
from kg.records import Extraction, Paper
from kg.resources import pipeline_folder

if TYPE_CHECKING:
    from spacy.language import Language

Chunk = Sequence[Paper]
_THREADS = 2  # of one process, where the encoder works outside the interpreter's lock; above two there is no gain
_MANY = 512  # papers from which further processes are worth their start
_TRIES = 4  # of a chunk whose worker is lost


@lru_cache(maxsize=1)
def _pipeline(name: str, threads: int) -> Language:
    """One copy of the model a process."""
    from kg.nlp import load_pipeline  # spaCy takes seconds

    return load_pipeline(name, threads=threads)


def read_chunk(papers: Chunk, pipeline: str, threads: int) -> list[Extraction]:
    """What a worker does: the extractions of one chunk."""
    from kg.nlp import extract

    return list(extract(papers, _pipeline(pipeline, threads)))


def local(chunks: Sequence[Chunk], pipeline: str, jobs: int) -> Iterator[list[Extraction]]:
    """Read on this machine with `jobs` cores: in threads, or where they are too many for one process, in processes."""
    threads = _THREADS if (pipeline_folder(pipeline) / "kg_encoder").is_dir() else 1
    processes = jobs // threads
    if processes < 2 or sum(map(len, chunks)) < _MANY:
        for chunk in chunks:
            yield read_chunk(chunk, pipeline, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # not needed for few papers
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        count = len(chunks)
        with without_script():
            read = pool.map(read_chunk, chunks, [pipeline] * count, [threads] * count)
        yield from read


def on_ray(chunks: Sequence[Chunk], pipeline: str, jobs: int) -> Iterator[list[Extraction]]:
    """Read on the Ray cluster that RAY_ADDRESS names, else on one that is started here with `jobs` cores.

    A chunk whose worker is lost is read again by another.
    """
    import ray  # an extra, and there by `check_engine`

    ours = not ray.is_initialized()
    if ours:
        ray.init(num_cpus=jobs or None, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        task: Any = ray.remote(num_cpus=1, max_retries=_TRIES)(read_chunk)
        waiting: list[Any] = []
        ahead = 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
        for chunk in chunks:
            waiting.append(task.remote(chunk, pipeline, 1))
            if len(waiting) > ahead:
                yield ray.get(waiting.pop(0))
        while waiting:
            yield ray.get(waiting.pop(0))
    finally:
        if ours:
            ray.shutdown()


_ENGINES: Final = {"local": local, "ray": on_ray}


def check_engine(name: str) -> None:
    """Check that an engine is there, before hours of reading.

    Raises:
        PipelineError: there is no such engine, or it is not installed.
    """
    if name not in _ENGINES:
        raise PipelineError(f"--engine {name}: unknown; give {' or '.join(_ENGINES)}", misuse=True)
    if name == "ray" and find_spec("ray") is None:  # an extra
        raise PipelineError("--engine ray needs Ray; install it with `pip install 'scikg[ray]'`")


def engine(name: str, chunks: Iterable[Chunk], pipeline: str, jobs: int) -> Iterator[list[Extraction]]:
    """The extractions of each chunk, by the engine of that name.

    Raises:
        PipelineError: there is no such engine, or it is not installed.
    """
    check_engine(name)
    return _ENGINES[name](list(chunks), pipeline, jobs)
