"""Pages that people copy from the web and paste into a file, with or without what stands around the papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import read
from kg.records import Paper
from tests.test_readers import FIXTURES

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


PROFILE_IN_LINES = """TITLE
CITED BY
YEAR
A Survey of Fog
E Moss, D Fern, ...
J Harb Res 7, 1-12, 2021
1204
2021
Tide Tables
B Reed
1999
Cited by
All
Since 2019
Citations
1234
500
2017
2018
"""
RESULTS = """About 12,300 results (0.05 sec)
[PDF] quay.test
Fog Horns: Loud Graph Networks
E Moss, D Fern… - Advances in foggy …, 2021 - proceedings.quay.test
Fog horns are loud. We propose a graph network with
Save Cite Cited by 120 Related articles All 9 versions
[HTML][HTML] Quiet Buoys
C Stone, A Quill - arXiv preprint arXiv:2312.09876, 2023 - arxiv.org
The buoy …
☆ Save 99 Cite Cited by 3 Related articles All 2 versions View as HTML
[BOOK][B] All of Fog
G Pine-Rose - 1999 - books.quay.test
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
    reading = read([FIXTURES / "arxiv_page.txt"])
    assert [paper.abstract[-12:] for paper in reading.papers] == [
        *("n HarbourQA.", " by 2.1% on…", "g fog whole."),
    ]
    assert [paper.subjects for paper in reading.papers] == [("cs.CL", "cs.AI"), ("cs.LG", "stat.ML"), ("hep-th",)]
    assert reading.papers[1].author_string == "Cy Stone et al."
    assert any("cuts off" in note for note in reading.notes)


def test_number_in_records_that_somebody_wrote_starts_no_page_of_arxiv(tmp_path: Path) -> None:
    (paper,) = pasted(tmp_path, "Title: Fog\nAuthors: Eli Moss\narXiv:2401.05001\nAbstract: We blow.\n")
    assert (paper.title, paper.sources[0].reader) == ("Fog", "labelled")


def test_rows_of_a_profile_on_google_scholar_are_told_from_what_stands_around_them(tmp_path: Path) -> None:
    first, second = pasted(tmp_path, PROFILE_IN_LINES)
    assert told(first)[1:] == ("A Survey of Fog", "E Moss, D Fern et al.", "2021", "")
    assert (first.venue, first.sources[0].line) == ("J Harb Res 7, 1-12", 4)
    assert told(second)[1:] == ("Tide Tables", "B Reed", "1999", "")


def test_cells_of_a_profile_on_google_scholar_may_be_empty() -> None:
    papers = read([FIXTURES / "scholar.txt"]).papers
    assert [(paper.title, paper.date, paper.venue) for paper in papers[2:]] == [
        ("Old Lamps", "2001", ""),
        ("Tide Tables", "1999", "Harbour University"),
        ("Undated Fog", "", "Harbour Press"),
    ]


def test_results_of_google_scholar_have_no_abstract_and_no_half_venue(tmp_path: Path) -> None:
    papers = pasted(tmp_path, RESULTS)
    assert [told(paper)[1:] for paper in papers] == [
        ("Fog Horns: Loud Graph Networks", "E Moss, D Fern et al.", "2021", ""),
        ("Quiet Buoys", "C Stone, A Quill", "2023", ""),
        ("All of Fog", "G Pine-Rose", "1999", ""),
    ]
    assert [(paper.venue, paper.arxiv) for paper in papers[:2]] == [
        ("", ""),
        ("arXiv preprint arXiv:2312.09876", "2312.09876"),
    ]


@pytest.mark.parametrize("row", ["Journal of Harbours 7\t1204\t2021", "Journal of Harbours 7\n1204\n2021"])
def test_head_of_a_profile_is_no_header_of_a_table(tmp_path: Path, row: str) -> None:
    (paper,) = pasted(tmp_path, f"Title\tCited by\tYear\nFog Horns\nE Moss, D Fern\n{row}\n")
    assert (*told(paper)[1:], paper.venue) == ("Fog Horns", "E Moss, D Fern", "2021", "", "Journal of Harbours 7")


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
        "E Moss, D Fern\nmet on the quay.\nIt was\n2021\n",
        "Subscribe\nto our letter of the harbour, which tells the news of all quays.\n",
    ],
)
def test_text_that_is_no_page_of_papers_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    reading = read([tmp_path])
    assert reading.papers == ()
    assert "no reader knows this format" in reading.skipped[0].reason


def test_records_of_labelled_lines_need_no_abstract_where_they_have_authors(tmp_path: Path) -> None:
    text = "Title: Fog\nAuthors: Eli Moss\nYear: 2020\n\nTitle: Horns\nAuthors: Dee Fern\nVenue: J Harb\n"
    assert [told(paper)[1:4] for paper in pasted(tmp_path, text)] == [
        ("Fog", "Eli Moss", "2020"),
        ("Horns", "Dee Fern", ""),
    ]
    (tmp_path / "page.txt").write_text("---\ntitle: Fog\nauthor: Eli Moss\n---\nA post.\n", encoding="utf-8")
    assert "“Title: ...” and “Abstract: ...” are read" in read([tmp_path]).skipped[0].reason
