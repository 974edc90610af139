"""Inputs and out folders in an object store, here one in memory and one on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from typer.testing import CliRunner

from kg.build import build
from kg.cli.app import app
from kg.errors import GraphError, ReadError
from kg.extraction import stage
from tests.conftest import PAPERS
from tests.test_extraction import contents


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryFileSystem]:
    """A store in memory, with two papers in a folder and all three in a file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = MemoryFileSystem()
    lines = [json.dumps(p) + "\n" for p in PAPERS]
    store.pipe({"/in/one.jsonl": lines[0].encode(), "/in/deep/two.jsonl": lines[1].encode()})
    store.pipe("/all/papers.jsonl", "".join(lines).encode())
    yield store
    store.rm("/", recursive=True)


def stored(store: MemoryFileSystem, root: str) -> dict[str, bytes]:
    return {name.removeprefix(root + "/"): store.cat_file(name) for name in store.find(root)}


def test_a_store_holds_the_bytes_of_a_build_on_disk(store: MemoryFileSystem, tmp_path: Path) -> None:
    (tmp_path / "papers.jsonl").write_bytes(store.cat_file("/all/papers.jsonl"))
    build([tmp_path / "papers.jsonl"], tmp_path / "out")
    report = build(["memory://all/papers.jsonl"], "memory://graph")
    assert report.out == "memory://graph"
    assert stored(store, "/graph") == contents(tmp_path / "out")


def test_the_next_build_reads_what_is_new_and_removes_only_what_a_build_wrote(
    store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(["memory://in"], "memory://graph")
    assert {"kg.ttl", "build.json", "extracted/0000.parquet"} <= set(stored(store, "/graph"))
    told = json.loads(store.cat_file("/graph/build.json"))
    store.pipe({"/graph/of-before.csv": b"ours", "/graph/notes.txt": b"the user's"})
    store.pipe("/graph/build.json", json.dumps({**told, "files": [*told["files"], "of-before.csv"]}).encode())
    seen: list[str] = []
    real = stage.engine
    monkeypatch.setattr(stage, "engine", lambda n, c, *a: seen.extend(p.title for x in c for p in x) or real(n, c, *a))
    build(["memory://all/papers.jsonl"], "memory://graph")
    assert seen == [PAPERS[2]["title"]]
    assert "of-before.csv" not in stored(store, "/graph")
    assert store.cat_file("/graph/notes.txt") == b"the user's"


def test_a_graph_that_could_not_be_taken_to_its_store_is_taken_there_by_the_next_build(
    store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "put_file", lambda *_, **__: (_ for _ in ()).throw(PermissionError("denied")))
        with pytest.raises(GraphError, match=r"memory://graph: denied"):
            build(["memory://in"], "memory://graph")
    monkeypatch.setattr(stage, "engine", lambda _, chunks, *__: iter([] if not chunks else pytest.fail("read again")))
    build(["memory://in"], "memory://graph")
    assert "kg.html" in stored(store, "/graph")


def test_what_is_not_ours_is_not_written_over(store: MemoryFileSystem) -> None:
    with pytest.raises(GraphError, match=r"memory://in: holds files of yours and no build.json"):
        build(["memory://all"], "memory://in")
    assert len(store.find("/in")) == 2


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://nowhere/papers.jsonl", "no file is there"),
        ("nosuch://bucket/papers.jsonl", "Protocol not known: nosuch"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    store: MemoryFileSystem, tmp_path: Path, address: str, told: str
) -> None:
    with pytest.raises(ReadError, match=told):
        build([address], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_name_that_leads_out_of_the_folder_is_not_read(
    store: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "find", lambda *_, **__: ["/in/../../../evil.jsonl"])
        with pytest.raises(ReadError, match="leads out of its folder"):
            build(["memory://in"], tmp_path / "out")


def test_the_command_takes_addresses(store: MemoryFileSystem, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/graph"
    told = CliRunner().invoke(app, ["build", "memory://in", "-o", address])
    assert told.exit_code == 0
    assert f"in {address}\n" in told.stderr
    assert json.loads((tmp_path / "graph" / "build.json").read_text("utf-8"))["papers"] == 2
