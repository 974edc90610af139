"""Tables as people have them: what is read of odd ones, and that nothing of a row is lost without a word."""

from __future__ import annotations

from pathlib import Path

from kg.readers import Reading, read


def reading(folder: Path, text: str, **columns: str) -> Reading:
    path = folder / "t.csv"
    path.write_bytes(text.encode("utf-8"))
    return read([path], columns=columns)


def titles(found: Reading) -> list[str]:
    return [paper.title for paper in found.papers]


BROKEN = """title,abstract,year
Fog Horns,We propose FogNet, a net for horns,2019
Tide Tables,"We propose TideNet,2018
Lamp Posts,"We propose, among others, LampNet",2017
Quiet Buoys,"We ""hush""
the buoys.",2016
Old Harbours,"We say "so" here",2015
Late Ferries
Last Ropes,"We tie ropes,2012
Knots,We knot.,2011
"""


def test_broken_rows_are_told_with_their_line_and_cost_no_others(tmp_path: Path) -> None:
    found = reading(tmp_path, BROKEN)
    assert titles(found) == ["Lamp Posts", "Quiet Buoys", "Old Harbours", "Late Ferries", "Knots"]
    assert [paper.date for paper in found.papers] == ["2017", "2016", "2015", "", "2011"]
    assert [(skip.line, skip.reason.split(":")[0]) for skip in found.skipped] == [
        (2, "4 cells where the header has 3"),
        (3, "not a row"),
        (9, "not a row"),
    ]
    assert "t.csv: quotes not closed, or not doubled inside a cell, in line 7: read as they stand" in found.notes
    assert "t.csv: fewer cells than the header has in line 8: the last columns are empty there" in found.notes


def test_quote_open_in_the_last_cell_costs_no_row(tmp_path: Path) -> None:
    found = reading(tmp_path, 'year,title\n2001,"Fog Horns\n2002,Tide Tables\n2003,"Lamp, Posts"\n')
    assert titles(found) == ["Fog Horns", "Tide Tables", "Lamp, Posts"]
    assert any("in line 2:" in note for note in found.notes)


def test_empty_cells_beyond_the_header_are_nothing(tmp_path: Path) -> None:
    found = reading(tmp_path, "title,year\nFog Horns,2019,,\n")
    assert (titles(found), found.skipped) == (["Fog Horns"], ())


def test_quotes_out_of_order_are_read_in_linear_time(tmp_path: Path) -> None:
    found = reading(tmp_path, "title,year\n" + 'a",b"c,"\n' * 50_000)
    assert found.papers or found.skipped
