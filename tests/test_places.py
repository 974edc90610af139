"""Files that a user names are written whole or not at all, where the user's links lead."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from pathlib import Path

import pytest

from kg.corrections import Correction, add
from kg.errors import ExportError
from kg.graph import Graph
from kg.outputs import export, write_lines
from kg.places import whole
from kg.report import report_html


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    with whole(path) as part:
        part.write_text("old", "utf-8")
    path.chmod(0o640)
    with pytest.raises(TypeError), whole(path) as part:
        part.write_text("half", "utf-8") + "?"
    assert [(p.name, p.read_text("utf-8")) for p in path.parent.iterdir()] == [("a.txt", "old")]
    with whole(path) as part:
        part.write_text("all", "utf-8")
    assert path.read_text("utf-8") == "all"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("form", ["ttl", "jsonld", "gexf", "html", "report"])
def test_an_export_that_is_stopped_leaves_the_one_before(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / f"kg.{form}"
    path.write_text("old", "utf-8")
    graph = Graph.load(built / "tables")
    monkeypatch.setattr(Path, "replace", stopped)  # the last step
    with pytest.raises(KeyboardInterrupt):
        report_html(graph, path) if form == "report" else export(form, built, path)
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [(path.name, "old")]


def test_corrections_behind_a_link_stay_behind_it(tmp_path: Path) -> None:
    shared, mine = tmp_path / "shared.toml", tmp_path / "corrections.toml"
    shared.write_text("", "utf-8")
    mine.symlink_to(shared.name)
    add(mine, Correction(kind="same", names=("CNN", "ConvNet")))
    assert mine.is_symlink()
    assert "ConvNet" in shared.read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_lines(["one", "two"], pipe)
    assert os.read(reader, 100) == b"one\ntwo\n"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_file_that_is_read_only_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("mine", "utf-8")
    monkeypatch.setattr(os, "access", lambda file, mode: not (Path(file) == path and mode == os.W_OK))
    with pytest.raises(ExportError, match=r"x\.jsonl: cannot be written \(Permission denied\)"):
        write_lines(["one"], path)
    assert path.read_text("utf-8") == "mine"


def test_an_export_that_cannot_be_written_names_its_own_file(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(import_module("kg.export.rdf"), "turtle", full)
    with pytest.raises(ExportError, match=r"kg\.ttl: cannot be written \(No space left on device\)"):
        export("ttl", built, tmp_path / "kg.ttl")
    assert not list(tmp_path.iterdir())
