"""What a build tells of the corrections that it obeyed, and that it no longer does; no path of theirs is told."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kg.cli import main
from kg.export.plan import plan_of
from kg.export.provenance import provenance_of
from kg.options import BuildOptions

RECORD = {
    "id": "p1",
    "title": "FooNet",
    "abstract": "FooNet is based on BarNet.",
    "entities": [{"name": name, "type": "Method", "role": "used"} for name in ("FooNet", "BarNet")],
    "relations": [["FooNet", "basedOn", "BarNet"]],
}
RULES = '[[rename]]\nname = "FooNet"\nto = "Foo"\n\n[[drop]]\nname = "no such thing"\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with papers and corrections."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "given.jsonl").write_text(json.dumps(RECORD) + "\n", "utf-8")
    (folder / "corrections.toml").write_text(RULES, "utf-8")
    return folder


class Shell:
    """Builds as from the command line, in folders of the tester's choice."""

    def __init__(self, patch: pytest.MonkeyPatch, heard: pytest.CaptureFixture[str]) -> None:
        self.patch = patch
        self.heard = heard

    def told(self, cwd: Path, out: Path, *words: str | Path) -> list[str]:
        """Notes on corrections of a build: on standard error, and (but for what an earlier one did) in its files."""
        self.patch.chdir(cwd)
        self.patch.setattr(sys, "argv", ["kg", "build", *map(str, words), "-o", str(out)])
        with suppress(SystemExit):
            main()
        lines = self.heard.readouterr().err.splitlines()
        written = json.loads((out / "build.json").read_text("utf-8"))["notes"]
        report = (out / "report.md").read_text("utf-8").replace("\\", "")
        notes = [line for line in lines if "correction" in line and str(out) not in line]
        for note in notes:
            assert (note in written) == (note in report) == ("the build before" not in note)
        return notes


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line."""
    return Shell(monkeypatch, capsys)


def test_a_build_tells_how_many_corrections_it_obeyed_and_when_it_obeys_none_any_more(home: Path, shell: Shell) -> None:
    given, out = home / "given.jsonl", home / "out"
    obeyed = [
        "1 of 2 corrections of corrections.toml obeyed",
        "corrections.toml:5: no paper names an entity 'no such thing'",
    ]
    assert shell.told(home, out, given) == obeyed
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    assert shell.told(elsewhere, out, given) == [
        "the build before this one obeyed corrections.toml, and this one obeys no corrections; "
        "build again with --corrections FILE to keep them"
    ]
    assert shell.told(elsewhere, out, given, "--corrections", home / "corrections.toml") == obeyed


def test_a_build_that_never_had_corrections_tells_nothing_of_them(home: Path, shell: Shell) -> None:
    (home / "corrections.toml").unlink()
    for _ in range(2):
        assert shell.told(home, home / "out", home / "given.jsonl") == []


def test_the_same_corrections_in_another_folder_give_the_same_graph(home: Path, shell: Shell, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "corrections.toml").write_bytes((home / "corrections.toml").read_bytes())
    shell.told(home, home / "out", "given.jsonl")
    shell.told(tmp_path, there / "out", home / "given.jsonl", "--corrections", there / "corrections.toml")
    for name in ("kg.ttl", "build.json"):
        first, second = ((folder / "out" / name).read_bytes() for folder in (home, there))
        assert first == second
        assert str(tmp_path).encode() not in first
    (there / "corrections.toml").write_text(RULES + "# more\n", "utf-8")
    shell.told(there, there / "out", home / "given.jsonl")
    assert (home / "out" / "kg.ttl").read_bytes() != (there / "out" / "kg.ttl").read_bytes()


def test_files_and_folders_of_a_plan_are_told_by_name_and_content(tmp_path: Path) -> None:
    plans = []
    for n in range(3):
        model, table = tmp_path / str(n) / "model", tmp_path / str(n) / "names.csv"
        (model / "vocab").mkdir(parents=True)
        (model / "config.cfg").write_text("[nlp]\n", "utf-8")
        (model / "vocab" / "a").write_text("b" if n == 2 else "a", "utf-8")
        table.write_text("name,iri\n", "utf-8")
        plans.append(plan_of(BuildOptions(pipeline=str(model), link_table=table)))
    assert plans[0] == plans[1]
    assert plans[0]["link_table"] == plans[2]["link_table"]
    assert plans[0]["pipeline"] != plans[2]["pipeline"]
    assert [re.sub("[0-9a-f]{64}$", "-", plans[0][k]) for k in ("pipeline", "link_table")] == [
        "model sha256:-",
        "names.csv sha256:-",
    ]
    assert plan_of(BuildOptions())["pipeline"] == "default"


def test_a_build_of_an_earlier_version_gives_no_path_away() -> None:
    told = provenance_of({"options": {"corrections": "/some/where/c.toml", "pipeline": "/some/where/model", "seed": 0}})
    assert told.options == {"corrections": "c.toml", "pipeline": "model", "seed": 0}
    assert told.model == "model"
