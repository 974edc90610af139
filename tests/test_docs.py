"""The documents say what is so: README's answers, every command, the version."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from kg.build import build
from kg.cli import app
from tests.readme import README, ROOT, answer, blocks

TEXT = README.read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `out` is a build of our seeds."""
    found = tmp_path_factory.mktemp("readme")
    build([ROOT / "seeds"], found / "out")
    return found


@pytest.mark.parametrize(("command", "shown"), blocks(TEXT), ids=lambda value: value[:30])
def test_the_readme_s_answers_are_the_program_s(folder: Path, command: str, shown: str) -> None:
    assert answer(command, folder) == shown


def test_the_readme_asks_enough() -> None:
    assert len([c for c, _ in blocks(TEXT) if c.startswith("query")]) >= 6


def test_the_readme_s_corrections_are_obeyed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "out", tmp_path / "out")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shown = re.search(r"^## Correct$.*?^```sh\n(.*?)^```$", TEXT, re.M | re.S)
    assert shown
    for line in shown[1].splitlines():
        command = [sys.executable, "-m", *shlex.split(line, comments=True)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "3 corrections of corrections.toml obeyed" in done.stderr
    assert "\n  SwAV" in answer("show SimSiam", folder)
    assert "\n  SwAV" not in answer("show SimSiam", tmp_path)


def test_every_command_stands_in_the_readme() -> None:
    names = get_command(app).commands  # type: ignore[attr-defined]  # typer's group
    assert [name for name in names if f"kg {name}" not in TEXT] == []


def test_every_named_file_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_tells_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M).group(1) == version  # type: ignore[union-attr]  # None fails


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    shown = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [row for row in layers if row != "__main__" and row not in shown] == []
