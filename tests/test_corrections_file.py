"""The corrections file: read, added to, taken from, and left as it was where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections import Correction, add, load, parse, remove
from kg.errors import KgError


def test_a_file_that_is_no_text_is_told_and_left(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(KgError, match=r"c\.toml"):
        add(file, Correction(kind="same", names=("A", "B")))
    assert file.read_bytes() == b"\xff\xfe"


def test_an_entry_is_taken_back_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text(
        "# of ours\n\n"
        '[[same]]\nnames = ["A", "B"]\n\n'
        '# a slip\n[[rename]]\nname = "A"\nto = "C"  # [[odd]]\n\n'
        '# people\n[[same]]\nauthors = ["Jo Ash", "J. Ash"]\n',
        encoding="utf-8",
    )
    assert remove(file, 7).kind == "rename"
    left = load(file)
    assert [e.names for e in left.entries] == [("A", "B"), ("Jo Ash", "J. Ash")]
    assert [c in file.read_text("utf-8") for c in ("# of ours", "# a slip", "# people", "[[odd]]")] == [True] * 3 + [
        False
    ]
    with pytest.raises(KgError, match=r"c\.toml:2: no entry starts here; entries start at line 3, "):
        remove(file, 2)
    assert remove(file).of_authors
    assert remove(file).names == ("A", "B")
    with pytest.raises(KgError, match="holds no correction"):
        remove(file)
    assert add(file, Correction(kind="same", names=("X", "Y"))).entries[0].names == ("X", "Y")


def test_add_writes_what_parse_reads_and_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('# mine\n[[drop]]\nname = "noise"', encoding="utf-8")
    add(path, Correction(kind="same", names=("A", 'B "quoted"\n')))
    corrections = add(path, Correction(kind="drop", paper="p", result=(("value", "1"),)))
    assert path.read_text(encoding="utf-8").startswith('# mine\n[[drop]]\nname = "noise"\n')
    assert [(e.kind, e.line) for e in corrections.entries] == [("drop", 2), ("same", 5), ("drop", 8)]
    assert list(tmp_path.iterdir()) == [path]


def test_a_value_stays_as_written() -> None:
    (entry,) = parse('[[drop]]\npaper = "p"\nresult = {value = 28.40}\n').entries
    assert entry.result == (("value", "28.40"),)


def test_an_entry_without_a_line_is_for_the_hand(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('same = [{names = ["A", "B"]}]\n', encoding="utf-8")
    for line in (0, 1):
        with pytest.raises(KgError, match="edit it by hand"):
            remove(path, line)


def test_an_entry_that_is_there_is_not_written_twice(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    add(path, Correction(kind="same", names=("A", "B")))
    add(path, Correction(kind="drop", paper="p", result=(("value", "1"), ("metric", "m"))))
    before = path.read_bytes()
    add(path, Correction(kind="same", names=("B", "A")))
    add(path, Correction(kind="drop", paper="p", result=(("metric", "m"), ("value", "1"))))
    assert path.read_bytes() == before


def test_a_file_of_windows_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(b'\xef\xbb\xbf# mine\r\n[[drop]]\r\nname = "noise"\r\n')
    add(path, Correction(kind="same", names=("A", "B")))
    assert path.read_bytes() == b'# mine\r\n[[drop]]\r\nname = "noise"\r\n\r\n[[same]]\r\nnames = ["A", "B"]\r\n'
    remove(path, 2)
    assert path.read_bytes() == b'# mine\r\n\r\n[[same]]\r\nnames = ["A", "B"]\r\n'


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0b", "\x1c"])
def test_what_ends_a_line_for_python_alone_moves_no_entry(odd: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    add(path, Correction(kind="drop", names=(f"a{odd}[[drop]]{odd}b",)))
    assert [e.line for e in add(path, Correction(kind="drop", names=("noise",))).entries] == [1, 4]
    assert remove(path).names == ("noise",)


def test_a_missing_file_and_a_name_that_is_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    with pytest.raises(KgError, match=r"no such file; `kg correct` makes it"):
        load(path)
    with pytest.raises(KgError, match="not UTF-8"):
        add(path, Correction(kind="drop", names=("\udcff",)))
    assert not list(tmp_path.iterdir())


def test_many_corrections_are_checked_at_once() -> None:
    text = "".join(f'[[same]]\nnames = ["n{n}", "n{n + 1}"]\n' for n in range(5000))
    with pytest.raises(KgError, match="'n0' and 'n5000'"):
        parse(text + '[[different]]\nnames = ["n0", "n5000"]\n')


def test_add_refuses_a_contradiction_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    add(path, Correction(kind="same", names=("A", "B")))
    before = path.read_bytes()
    with pytest.raises(KgError, match="'A' and 'B'"):
        add(path, Correction(kind="different", names=("A", "B")))
    assert path.read_bytes() == before


words = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(words, words)
def test_any_name_survives_the_file(tmp_path_factory: pytest.TempPathFactory, name: str, to: str) -> None:
    path = tmp_path_factory.mktemp("c") / "corrections.toml"
    entry = add(path, Correction(kind="rename", names=(name,), to=to)).entries[0]
    assert (entry.names, entry.to, entry.line) == ((name,), to, 1)


def test_a_line_in_a_string_is_no_header() -> None:
    text = '[[drop]]\nname = """\n[[drop]]\n"""\n[[drop]]\nname = "A"\n'
    assert {e.names[0] for e in parse(text).entries} == {"[[drop]]", "A"}


def test_bytes_that_are_no_utf_8_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(b'[[drop]]\nname = "M\xfcller"\n')
    with pytest.raises(KgError, match=r"c\.toml:2: is no UTF-8 text .*; save the file as UTF-8$"):
        load(file)
