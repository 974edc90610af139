"""Pages of the ACL Anthology and of DBLP that people copy from the web and paste into a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import Reading, read
from tests.test_readers import FIXTURES

EVENT = """Meeting of the Harbour Association (2022)
Volumes
Proceedings of the 6th Meeting (Volume 1: Long Papers) 2 papers
up
pdf (full)
bib (full)
Proceedings of the 6th Meeting (Volume 1: Long Papers)
pdf bib
Proceedings of the 6th Meeting (Volume 1: Long Papers)
Dee Fern | Bo Reed
pdf bib abs
Fog Horns for Harbours
Eli Moss | Dee Fern
Fog horns are loud.
pdf bib abs Tide Tables
Bo Reed
pdf bib Video
Video of Lamps
pdf (full) bib (full) Findings of the 6th Meeting
pdf bib abs
Quiet Buoys
Cy Stone
"""


def pasted(tmp_path: Path, text: str) -> Reading:
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    return read([tmp_path])


def test_page_of_a_person_in_the_anthology_has_years_above_and_venues_below() -> None:
    reading = read([FIXTURES / "anthology_page.txt"])
    assert [(p.title, p.author_string, p.venue, p.date, p.abstract) for p in reading.papers] == [
        (
            *("Fog Horns for Harbours", "Eli Moss, Dee Fern", "Findings of the Harbour Association: HAR 2023", "2023"),
            "Fog horns are loud. They reach 81.5 F1 on HarbourQA.",
        ),
        (
            *("Quiet Buoys", "Bo Reed, Eli Moss, Cy Stone"),
            *("Transactions of the Harbour Association, Volume 11", "2023", ""),
        ),
        ("Old Lamps", "Eli Moss", "Proceedings of the Second Workshop on Lamps", "2021", ""),
    ]
    assert [paper.sources[0].line for paper in reading.papers] == [7, 13, 27]
    assert reading.notes[0].endswith("no papers, left out: 1")
    assert not reading.skipped


def test_page_of_an_event_in_the_anthology_has_volumes_above_and_its_year_on_top(tmp_path: Path) -> None:
    reading = pasted(tmp_path, EVENT)
    first, second = "Proceedings of the 6th Meeting (Volume 1: Long Papers)", "Findings of the 6th Meeting"
    assert [(p.title, p.author_string, p.venue, p.date, p.abstract) for p in reading.papers] == [
        ("Fog Horns for Harbours", "Eli Moss, Dee Fern", first, "2022", "Fog horns are loud."),
        ("Tide Tables", "Bo Reed", first, "2022", ""),
        ("Quiet Buoys", "Cy Stone", second, "2022", ""),
    ]
    (skipped,) = reading.skipped
    assert (skipped.line, "no authors" in skipped.reason, "'Video of Lamps'" in skipped.reason) == (18, True, True)


@pytest.mark.parametrize("text", ["pdf bib abs\nare words.\n", "The pdf bib abs\nFog\nEli Moss | Dee Fern\n"])
def test_words_of_links_alone_make_no_page_of_the_anthology(tmp_path: Path, text: str) -> None:
    assert pasted(tmp_path, text).papers == ()


def test_page_of_a_person_in_dblp_is_read_where_title_and_venue_can_be_told_apart() -> None:
    reading = read([FIXTURES / "dblp_page.txt"])
    assert [(p.title, p.author_string, p.venue, p.date) for p in reading.papers] == [
        ("Fog horns: what is loud?", "Eli Moss, Dee van Fern, Bo Reed", "Harb. Softw. Technol.", "2021"),
        ("Quiet buoys. A study of the sea", "Bo Reed, Eli Moss", "HARB", "2021"),
        ("Why Fog? Lamps", "Cy Stone, Eli Moss", "CoRR", "2021"),
        ("Tides", "Eli Moss", "Harbour University", "2020"),
        ("Deep Horns", "Gus Pine, Eli Moss", "IEEE Trans. Very Large Scale Harb. Syst.", "2011"),
    ]
    assert reading.papers[2].arxiv == "2101.00001"
    assert [(skipped.line, "cannot be told apart" in skipped.reason) for skipped in reading.skipped] == [(27, True)]
    assert reading.notes[0].endswith("no papers, left out: 1")


@pytest.mark.parametrize(
    "text", ["[j2] see below:\nThe horn (2021)\n", "[a1] Eli Moss said: Fog is here. We met in 2020: 17 of us\n"]
)
def test_marks_in_prose_make_no_page_of_dblp(tmp_path: Path, text: str) -> None:
    assert pasted(tmp_path, text).papers == ()
