"""The page that a process of its own draws is the page that the build would have drawn."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kg.export import apart
from kg.graph import Graph
from kg.options import BASE_IRI


@pytest.fixture
def tables(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(apart, "_LARGE", range(10**9))  # as if the graph were large
    return built / "tables"


def test_the_page_is_the_same_from_another_process(built: Path, tables: Path) -> None:
    with apart.drawn(Graph.load(tables), tables, base_iri=BASE_IRI, jobs=2) as page:
        others = list(_children())
        drawn = page()
    assert others
    assert drawn == (built / "kg.html").read_bytes()


def test_a_process_that_the_system_ends_costs_no_page(built: Path, tables: Path) -> None:
    with apart.drawn(Graph.load(tables), tables, base_iri=BASE_IRI, jobs=2) as page:
        for child in _children():
            os.kill(child, signal.SIGKILL)
        assert page() == (built / "kg.html").read_bytes()


def test_one_job_starts_no_process(built: Path, tables: Path) -> None:
    with apart.drawn(Graph.load(tables), tables, base_iri=BASE_IRI, jobs=1) as page:
        assert not list(_children())
        assert page() == (built / "kg.html").read_bytes()


def _children() -> list[int]:
    import multiprocessing

    return [p.pid for p in multiprocessing.active_children() if p.pid]
