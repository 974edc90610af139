"""Lists of references as people paste them: each style is taken apart, and what is no list of references is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import read
from kg.readers.reference_styles import reference
from tests.test_readers import FIXTURES

# reference: people, title, year, venue
STYLES = {
    "Moss, E., & van Fern, D. A. (2021, May). Fog: a survey. Journal of Harbours, 7(2), 1–12. https://doi.org/10.5/h": (
        *("Moss, E., & van Fern, D. A.", "Fog: a survey", "2021", "Journal of Harbours"),
    ),
    'E. Moss and D. Fern, "Fog: a survey," IEEE Trans. Pattern Anal., vol. 3, pp. 1998–2007, May 2020.': (
        *("E. Moss and D. Fern", "Fog: a survey", "2020", "IEEE Trans. Pattern Anal"),
    ),
    "Q. Reed, “What is fog?” in 2018 IEEE Conference on Fog (FOG), Quay, 2018, pp. 1–2.": (
        *("Q. Reed", "What is fog?", "2018", "IEEE Conference on Fog"),
    ),
    'Moss, Eli, et al. "Loud Lamps." Advances in Lamps 7 (2019): 3-4.': (
        *("Moss, Eli, et al.", "Loud Lamps", "2019", "Advances in Lamps"),
    ),
    'Moss, Eli, and Dee Fern. 2019. "Loud Lamps." Journal of Lamps 7 (2): 3–4.': (
        *("Moss, Eli, and Dee Fern", "Loud Lamps", "2019", "Journal of Lamps"),
    ),
    "Moss, E. and Fern, D. (2023) 'Quiet buoys', Harbour Review, 7(1), pp. 1–9.": (
        *("Moss, E. and Fern, D.", "Quiet buoys", "2023", "Harbour Review"),
    ),
    "Moss E, Fern DA, et al. Tide tables: a trial. J Harb. 2021;30(2):1998-2003. doi:10.5555/horns.1": (
        *("Moss E, Fern DA, et al", "Tide tables: a trial", "2021", "J Harb"),
    ),
    "Moss, E., Fern, D.: Quiet buoys. In: Reed, B. (ed.) HarbourConf 2022. LNCS, vol. 12, pp. 1–12. Springer (2022)": (
        *("Moss, E., Fern, D.", "Quiet buoys", "2022", "HarbourConf"),
    ),
    "Eli Moss, Ólafur Þór, and J.-P. d'Arc. 2021. Fog horns. In Proceedings of HarbourConf, pages 1–9, Quay.": (
        *("Eli Moss, Ólafur Þór, and J.-P. d'Arc", "Fog horns", "2021", "Proceedings of HarbourConf"),
    ),
    "E. Moss, D. Fern, and B. Reed. Learning to float. CoRR, abs/1801.00001, 2018.": (
        *("E. Moss, D. Fern, and B. Reed", "Learning to float", "2018", "CoRR"),
    ),
    "Moss, E. F., Quay Fern, D. A. & Reed, B. Is fog loud? A talk with horns. Harb. Environ. Sci. 66, 101649 (2021).": (
        *("Moss, E. F., Quay Fern, D. A. & Reed, B.", "Is fog loud? A talk with horns", "2021", "Harb. Environ. Sci"),
    ),
    "Eli D. Moss, Dee G. Fern, and Bo Reed. On Fog, February 2019. URL http://arxiv.org/abs/1903.00001.": (
        *("Eli D. Moss, Dee G. Fern, and Bo Reed", "On Fog", "2019", ""),
    ),
    "Moss, E. et al. What is fog? Nature 7, 1–2 (2020).": (*("Moss, E. et al.", "What is fog?", "2020", "Nature"),),
    "Moss, E., and Fern, D., 1994, “Loud Lamps,” presented at the Fifth Quay Meeting, Quay.": (
        *("Moss, E., and Fern, D.", "Loud Lamps", "1994", "presented at the Fifth Quay Meeting, Quay"),
    ),
    "Moss E. Loud lamps. In: Fern D, Reed B, editors. Proceedings of the 9th Quay Meeting. 2010, p. 56-61.": (
        *("Moss E", "Loud lamps", "2010", "Proceedings of the 9th Quay Meeting"),
    ),
    "Moss, E. & Fern, D. A. Learning to float. Nature 7, 1–2 (2020).": (
        *("Moss, E. & Fern, D. A.", "Learning to float", "2020", "Nature"),
    ),
}
NO_REFERENCES = (
    "Smith and Jones (2020) show that fog is loud. We agree.\n\nMoss and Fern (2021) Do not. So there.\n",
    "# Plan\n1. Buy fog horns. Call Eli Moss. Due 2021.\n2. Sell buoys. Call Dee Fern. Due 2022.\n",
    "1. The Fog. Joan Carver. 1980.\n2. Jaws. Stef Spiel. 1975.\n3. Elk. Rid Scot. 1979.\n",
    'Dear Dee,\n\nThe quay, in 2021, was quiet. "Fog," said Eli Moss in 2021.\n\nBo Reed, "The Loud," came in 2020.\n',
    "2021-03-04 12:00:01 INFO Starting. Version 2. Built 2020.\n2021-03-04 12:00:02 INFO Ready.\n",
    "Fog is loud; we say why. " * 20 + "\n\n[1] Moss, E. (2021). Fog. J Harb.\n[2] Reed, B. (2020). Horns. Harb.\n",
    "[1] Moss, E. (2021). Fog. J Harb.\n[2] We went home.\n[3] We slept.\n",
)


@pytest.mark.parametrize("text", STYLES)
def test_reference_of_each_style_is_taken_apart(text: str) -> None:
    found = reference(text)
    assert found is not None
    assert (found.people, found.title, found.year, found.venue) == STYLES[text]


@pytest.mark.parametrize(
    "text",
    [
        "Open Harbour. QuayHub https://quay.test/hub (2023).",
        "Moss G. Tide Tables. Tides. 2019.",  # or a person named Moss G. Tide Tables
        "Fog Horns. Eli Moss. Harbour Press, 2019.",
    ],
)
def test_what_could_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    assert reference(text) is None


@pytest.mark.parametrize("text", NO_REFERENCES)
def test_text_that_is_no_list_of_references_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    reading = read([tmp_path])
    assert reading.papers == ()
    assert "no reader knows this format" in reading.skipped[0].reason


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [("[1] ", "[2] ", "\n"), ("1. ", "2. ", "\n\n"), ("- ", "- ", "\n"), ("", "", "\n\n"), ("", "", "\n")],
)
def test_references_are_found_however_they_are_set_apart(tmp_path: Path, first: str, second: str, end: str) -> None:
    one = "Moss, E., Stone, C., & Fern, D. (2021). Fog horns. J Harb, 7. arXiv:2101.00001"
    broken = one if end == "\n" and not first else one.replace("Fog ", "Fog\n    ")
    two = 'Moss, Eli, Dee Fern, and Bo Reed. "Lamps." J Lamps 7 (2019).'
    text = f"References\n\n{first}{broken}{end}{second}{two}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    papers = read([tmp_path]).papers
    assert [(paper.title, paper.author_string, paper.arxiv) for paper in papers] == [
        ("Fog horns", "E. Moss, C. Stone, D. Fern", "2101.00001"),
        ("Lamps", "Eli Moss, Dee Fern, Bo Reed", ""),
    ]
    assert papers[0].sources[0].line == 3


def test_entry_that_cannot_be_taken_apart_is_told_with_its_line(tmp_path: Path) -> None:
    good = "".join(f"[{n}] Moss, E. ({2000 + n}). Fog number {n}. J Harb.\n" for n in range(1, 6))
    (tmp_path / "a.txt").write_text(f"{good}[6] See the quay.\n", encoding="utf-8")
    reading = read([tmp_path])
    assert len(reading.papers) == 5
    assert [(skip.line, "See the quay." in skip.reason) for skip in reading.skipped] == [(6, True)]
    assert "5 papers without an abstract: kept with their title" in reading.notes


def test_items_of_a_reading_list_are_papers_by_where_they_lead() -> None:
    reading = read([FIXTURES / "link_list.md"])
    assert [(paper.title, paper.author_string, paper.date) for paper in reading.papers] == [
        ("A Survey of Fog", "Eli Moss, Dee Fern", "2022"),
        ("Quiet Buoys Afloat", "Cy Stone et al.", "2022-05"),
        ("Tide Tables for All", "", "2023"),
        ("Loud Lamps: Seeing in the Dark", "Gus Pine, Bo Reed", ""),
        ("Old Horns of the Quay", "B. Reed", ""),
    ]
    assert [paper.doi for paper in reading.papers][3] == "10.5555/lamps.5"
    assert [(skip.line, skip.reason) for skip in reading.skipped] == [(16, "an item without title and link to a paper")]


def test_list_of_other_links_is_no_reading_list(tmp_path: Path) -> None:
    tool = "# Tool\n- Fast\n- [The docs](https://x.test/docs)\n- See [our paper on fog](https://arxiv.org/abs/2101.00001)\n"
    (tmp_path / "tool.md").write_text(f"{tool}- [The code](https://x.test/code)\n", encoding="utf-8")
    assert read([tmp_path]).papers == ()


def test_references_that_a_word_processor_saved_as_windows_text_are_read(tmp_path: Path) -> None:
    text = "[1] E. Möss and Ö. Fern, “Quiet büoys,” J. Harb., 2021.\n[2] D. Reed, “Tides,” J. Harb., 2020.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    reading = read([tmp_path])
    assert [(paper.title, paper.author_string) for paper in reading.papers] == [
        ("Quiet büoys", "E. Möss, Ö. Fern"),
        ("Tides", "D. Reed"),
    ]
    assert any("read as Windows-1252" in note for note in reading.notes)
