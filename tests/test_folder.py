"""The out folder where it cannot be renamed, or may not be written."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import folder, places
from kg.errors import GraphError


def build(out: Path, files: dict[str, str], *, ends: bool = True) -> None:
    """What a build does with its folders, for files of a few letters."""
    with folder.locked(out), folder.replacing(out) as made:
        for name, text in (("build.json", "{}"), *files.items()):
            (made.fresh / name).parent.mkdir(exist_ok=True)
            (made.fresh / name).write_text(text, encoding="utf-8")
        made.part.mkdir(exist_ok=True)
        if not ends:
            raise KeyboardInterrupt


def held(out: Path) -> dict[str, str]:
    return {p.relative_to(out).as_posix(): p.read_text("utf-8") for p in out.rglob("*") if p.is_file()}


@pytest.fixture(params=["volume", "locked above", "current"])
def fixed(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An out folder that cannot be renamed: a mounted volume, below a folder that is read-only, the current one."""
    out = tmp_path / "out"
    out.mkdir()
    if request.param == "volume":
        monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out)
    elif request.param == "locked above":
        monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path)
    else:
        monkeypatch.chdir(out)
    yield out
    assert [p.name for p in tmp_path.iterdir()] == ["out"], "nothing is left beside it"


def test_a_folder_that_cannot_be_renamed_is_filled(fixed: Path) -> None:
    same = fixed.stat().st_ino
    build(fixed, {"kg.ttl": "1", "tables/a": "1", "quarantine.jsonl": "1"})
    (fixed / "notes.txt").write_text("mine", encoding="utf-8")
    (fixed / "store").mkdir()
    build(fixed, {"kg.ttl": "2", "tables/b": "2"})
    told = held(fixed)
    assert json.loads(told.pop("build.json"))["files"] == ["build.json", "kg.ttl", "tables/b"]
    assert told == {"kg.ttl": "2", "tables/b": "2", "notes.txt": "mine"}
    assert fixed.stat().st_ino == same
    assert not (fixed / "store").exists()


def test_a_build_that_was_ended_there_can_be_gone_on_with(fixed: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(fixed, {"kg.ttl": "1"}, ends=False)
    build(fixed, {"kg.ttl": "2"})
    assert sorted(held(fixed)) == ["build.json", "kg.ttl"]


def test_two_builds_never_write_to_it(fixed: Path) -> None:
    with folder.locked(fixed), pytest.raises(GraphError, match="another build"):
        build(fixed, {})


def test_a_manifest_that_names_files_elsewhere_takes_none_of_them(fixed: Path) -> None:
    build(fixed, {"kg.ttl": "1"})
    (fixed.parent / "mine").write_text("mine", encoding="utf-8")
    (fixed / "build.json").write_text(json.dumps({"files": ["../mine", "kg.ttl"]}), encoding="utf-8")
    build(fixed, {"kg.ttl": "2"})
    assert (fixed.parent / "mine").exists()
    (fixed.parent / "mine").unlink()


def test_a_folder_that_is_read_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    build(out, {"kg.ttl": "1"})
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != out)
    with pytest.raises(GraphError, match=r"cannot be written .*choose another out folder"):
        build(out, {"kg.ttl": "2"})
    assert (out / "kg.ttl").read_text("utf-8") == "1"


def test_a_private_folder_stays_private(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    build(out, {"kg.ttl": "1"})
    assert out.stat().st_mode & 0o777 == 0o700


def test_a_current_folder_that_is_gone_stands_in_no_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert not places.stays(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["renamed", "filled"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An out folder with a build in it, which the next one renames or fills."""
    build(tmp_path / "out", {"kg.ttl": "1"})
    if request.param == "filled":
        monkeypatch.chdir(tmp_path / "out")
    return tmp_path / "out"


def test_what_a_user_keeps_beside_the_graph_stays(out: Path) -> None:
    for name in ("store/notes", "store/0123456789abcdef/CURRENT", "deep/er/notes", ".kg.toml"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("mine", encoding="utf-8")
    (out / "empty").mkdir()
    (out / "link").symlink_to("notes")
    build(out, {"kg.ttl": "2"})
    assert sorted(held(out)) == [".kg.toml", "build.json", "deep/er/notes", "kg.ttl", "store/notes"]
    assert (out / "empty").is_dir()
    assert (out / "link").is_symlink()


@pytest.mark.parametrize("mine", ["report.md", "report.md/notes", "tables"])
def test_a_file_of_a_user_is_not_written_over(out: Path, mine: str) -> None:
    (out / mine).parent.mkdir(exist_ok=True)
    (out / mine).write_text("mine", encoding="utf-8")
    with pytest.raises(GraphError, match=r"no build wrote it.* move it away"):
        build(out, {"kg.ttl": "2", "report.md": "2", "tables/a": "2"})
    assert (out / mine).read_text("utf-8") == "mine"
    assert (out / "kg.ttl").read_text("utf-8") == "1"


def test_a_link_to_a_folder_that_was_being_renamed_is_not_broken(tmp_path: Path) -> None:
    out, link = tmp_path / "out", tmp_path / "link"
    build(out, {"kg.ttl": "1"})
    (out / "notes").write_text("mine", encoding="utf-8")
    link.symlink_to(out)
    out.rename(places.beside(out, "old"))  # where a build was killed
    build(link, {"kg.ttl": "2"})
    assert held(out).keys() == {"build.json", "kg.ttl", "notes"}
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "shapes.ttl"), "directory: shapes.ttl)"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device; is the disk full?)"),
    ],
)
def test_a_build_that_the_file_system_ends_says_of_which_file(tmp_path: Path, error: OSError, words: str) -> None:
    with pytest.raises(GraphError, match=re.escape(words)), folder.replacing(tmp_path / "out"):
        raise error
