"""Pages that people copy from the web and paste into a file, with or without what stands around the papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import read
from kg.records import Paper

LIST = """Showing new listings for Friday, 12 January 2024
Total of 3 entries
New submissions (showing 1 of 1 entries)

[1] arXiv:2401.05001 [pdf, html, other]
Title: Fog Horns for Harbours
Eli Moss (Harbour Lab), Dee Fern
Comments: 9 pages
Subjects: Computation and Language (cs.CL); Artificial Intelligence (cs.AI)

Fog Horns are loud. They reach 81.5 F1 on HarbourQA.
Cross submissions (showing 1 of 1 entries)

[2] arXiv:2401.05003 (cross-list from cs.LG) [pdf, other]
Title: Tide Tables
Bo Reed
Journal-ref: Tides 3 (2024)
Subjects: Machine Learning (cs.LG)
Fri, 12 Jan 2024 (showing first 25 of 90 entries)

[3]

 arXiv:2303.05004
 [ pdf , html ]
 Title:
 Old Lamps
 Authors: Gus Pine, Ada Quill et al. (12 additional authors not shown)
 Subjects: Machine Learning (cs.LG)
"""
ABSTRACT_PAGES = """Computer Science > Computation and Language

arXiv:1706.00762 (cs)
[Submitted on 12 Jun 2017 (v1), last revised 2 Aug 2023 (this version, v7)]
Title:Fog Horns for Harbours
Authors:Eli Moss, Dee Fern
View PDF
HTML (experimental)

    Abstract:Fog Horns are loud.

Comments:\t15 pages
Subjects:\tComputation and Language (cs.CL)
Cite as:\tarXiv:1706.00762 [cs.CL]
 \t(or arXiv:1706.00762v7 [cs.CL] for this version)
Submission history
From: Eli Moss [view email]
[v1] Mon, 12 Jun 2017 17:57:34 UTC (1,102 KB)

[Submitted on 3 Aug 2019]
Quiet Buoys
Cy Stone, Bo Reed
View PDF

    QuietBuoy beats LoudBuoy.

Subjects:\tMachine Learning (cs.LG)
Cite as:\tarXiv:1908.00001 [cs.LG]
"""
MAIL = r"""------------------------------------------------------------------------------
\\
arXiv:2401.05001
Date: Thu, 11 Jan 2024 18:57:02 GMT   (1234kb,D)

Title: Fog Horns for
  Harbours
Authors: Eli Moss and Dee Fern
Categories: cs.CL cs.AI
\\
  Fog Horns are
loud.
\\ ( https://arxiv.org/abs/2401.05001 ,  1234kb)
------------------------------------------------------------------------------
"""


def pasted(tmp_path: Path, text: str) -> tuple[Paper, ...]:
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    return read([tmp_path]).papers


def told(paper: Paper) -> tuple[str, str, str, str, str]:
    return paper.id, paper.title, paper.author_string, paper.date, paper.abstract


def test_list_of_arxiv_has_abstracts_without_a_label_and_headings_between_papers(tmp_path: Path) -> None:
    papers = pasted(tmp_path, LIST)
    assert [told(paper) for paper in papers] == [
        (
            *("arxiv:2401.05001", "Fog Horns for Harbours", "Eli Moss, Dee Fern", "2024-01"),
            "Fog Horns are loud. They reach 81.5 F1 on HarbourQA.",
        ),
        ("arxiv:2401.05003", "Tide Tables", "Bo Reed", "2024-01", ""),
        ("arxiv:2303.05004", "Old Lamps", "Gus Pine, Ada Quill et al.", "2023-03", ""),
    ]
    assert [paper.subjects for paper in papers] == [("cs.CL", "cs.AI"), ("cs.LG",), ("cs.LG",)]
    assert [paper.venue for paper in papers] == ["", "Tides 3 (2024)", ""]


def test_pages_of_single_papers_of_arxiv_are_read_with_and_without_labels(tmp_path: Path) -> None:
    assert [told(paper) for paper in pasted(tmp_path, ABSTRACT_PAGES)] == [
        ("arxiv:1706.00762", "Fog Horns for Harbours", "Eli Moss, Dee Fern", "2017-06-12", "Fog Horns are loud."),
        ("arxiv:1908.00001", "Quiet Buoys", "Cy Stone, Bo Reed", "2019-08-03", "QuietBuoy beats LoudBuoy."),
    ]


def test_mail_of_arxiv_is_read(tmp_path: Path) -> None:
    (paper,) = pasted(tmp_path, MAIL)
    assert told(paper) == (
        *("arxiv:2401.05001", "Fog Horns for Harbours", "Eli Moss, Dee Fern", "2024-01-11"),
        "Fog Horns are loud.",
    )


def test_search_results_of_arxiv_keep_the_whole_abstract_or_say_that_it_is_cut() -> None:
    reading = read([Path(__file__).parent / "fixtures" / "readers" / "arxiv_page.txt"])
    assert [paper.abstract[-12:] for paper in reading.papers] == [
        *("n HarbourQA.", " by 2.1% on…", "g fog whole."),
    ]
    assert [paper.subjects for paper in reading.papers] == [("cs.CL", "cs.AI"), ("cs.LG", "stat.ML"), ("hep-th",)]
    assert reading.papers[1].author_string == "Cy Stone et al."
    assert any("cuts off" in note for note in reading.notes)


def test_number_in_records_that_somebody_wrote_starts_no_page_of_arxiv(tmp_path: Path) -> None:
    (paper,) = pasted(tmp_path, "Title: Fog\nAuthors: Eli Moss\narXiv:2401.05001\nAbstract: We blow.\n")
    assert (paper.title, paper.sources[0].reader) == ("Fog", "labelled")


@pytest.mark.parametrize("above", ["", "31 Papers\n\n"])
def test_author_page_without_its_counts_has_no_owner(tmp_path: Path, above: str) -> None:
    text = "LGMar 4, 2022Code\nSparse Lanterns\n\nBo Reed, Cy Stone et al.\n\nWe propose.\n\n"
    first, second = pasted(tmp_path, f"{above}{text}CVDec 11, 2021\nLighthouse Maps\n")
    assert (first.title, first.date, first.has_code) == ("Sparse Lanterns", "2022-03-04", True)
    assert [author.name for author in first.authors] == ["Bo Reed", "Cy Stone"]
    assert (second.title, second.authors) == ("Lighthouse Maps", ())


def test_listing_without_its_header_is_known_by_the_word_at_its_first_title(tmp_path: Path) -> None:
    text = f"SubscribeSparse Lanterns\n{'We propose lanterns. ' * 20}\nFog Horns\nFog Horns are loud.\n"
    assert [paper.title for paper in pasted(tmp_path, text)] == ["Sparse Lanterns", "Fog Horns"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Dee,\n\nsee arXiv:2401.05001 [pdf] and tell me.\n\nEli\n",
        "May 3, 2023\nFoggy again. We blew the horn.\n\nMay 4, 2023\nClear.\n",
        "Subscribe\nto our letter of the harbour, which tells the news of all quays.\n",
    ],
)
def test_text_that_is_no_page_of_papers_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    reading = read([tmp_path])
    assert reading.papers == ()
    assert "no reader knows this format" in reading.skipped[0].reason
