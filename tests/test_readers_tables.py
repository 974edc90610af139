"""Tables as people have them: what is read of odd ones, and that nothing of a row is lost without a word."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from time import process_time

import polars as pl
import pytest

from kg.errors import ReadError
from kg.readers import Reading, citations, read
from kg.readers.people import names

FIXTURES = Path(__file__).parent / "fixtures" / "readers"


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


STRUNG = {
    "Reed B, van Fern DA, Harbour Study Group, Moss E.": "B Reed|DA van Fern|Harbour Study Group|E Moss",
    "Reed BA Jr, Moss E-M": "BA Reed Jr|E-M Moss",
    "Bo Reed, Dee Fern, and Eli Moss": "Bo Reed|Dee Fern|Eli Moss",
    "Bo Reed, Dee Fern & Eli Moss": "Bo Reed|Dee Fern|Eli Moss",
    "Reed, B., Fern, D. A., & Moss, E.": "B. Reed|D. A. Fern|E. Moss",
    "Reed, B.A., Moss, E., ... Fern, D.": "B.A. Reed|E. Moss|D. Fern",
    "Reed, Bo and van Fern, Dee": "Bo Reed|Dee van Fern",
    "Reed, B., Jr., Moss, E.": "B. Reed Jr.|E. Moss",
    "Reed, Bo, Jr.; Moss, Eli": "Bo Reed Jr.|Eli Moss",
    "Reed, Bo; Moss, Eli; and Fern, Dee": "Bo Reed|Eli Moss|Dee Fern",
    "Bo Reed and Eli Moss; Dee Fern": "Bo Reed|Eli Moss|Dee Fern",
    '["Bo Reed", "Moss, Eli"]': "Bo Reed|Eli Moss",
    "['Bo Reed', \"Eli O'Moss\"]": "Bo Reed|Eli O'Moss",
    "Bo Reed, Eli Moss et al.": "Bo Reed|Eli Moss",
    "Reed, B., Moss, E., et al.": "B. Reed|E. Moss",
    "Reed, B.": "B. Reed",
    "van Fern, Dee": "Dee van Fern",
    "Bo Reed II, Eli Moss": "Bo Reed II|Eli Moss",
    "Bo REED, Eli XU": "Bo REED|Eli XU",
}


@pytest.mark.parametrize("cell", STRUNG)
def test_people_of_one_cell(tmp_path: Path, cell: str) -> None:
    doubled = cell.replace('"', '""')
    (paper,) = reading(tmp_path, f'title,authors\nFog Horns,"{doubled}"\n').papers
    assert "|".join(author.name for author in paper.authors) == STRUNG[cell]


@pytest.mark.parametrize("piece", ['"a",', "['a' ,", "A", "a ", ",", " and", "Ab ", " ", "a, ", "A. ", "a;"])
def test_people_of_a_hostile_cell_are_found_in_linear_time(piece: str) -> None:
    start = process_time()
    names("[" + piece * 20_000 + "x")
    assert process_time() - start < 5


def test_people_and_places_of_json_objects_are_kept(tmp_path: Path) -> None:
    people = [{"firstName": "Bo", "lastName": "Reed"}, {"given": "Eli", "family": "Moss"}, "et al."]
    record = {"id": "a", "title": "Fog Horns", "authors": people, "venue": {"name": "HarbourConf"}}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (paper,) = read([path]).papers
    assert [author.name for author in paper.authors] == ["Bo Reed", "Eli Moss"]
    assert paper.venue == "HarbourConf"


TAGS = "PT\tAU\tAF\tTI\tSO\tDE\tID\tAB\tCR\tJ9\tPD\tPY\tVL\tBP\tDI\tUT\t\n"
TAGGED = (
    "J\tMoss, E; Fern, D\tMoss, Eli; Fern, Dee\tFog horns\tOLD J\thorns\tNOISE; SEA\tFog horns are loud."
    "\tFern D, 2019, NEW J, V3, P14; Reed B, 2018, LAMPS, DOI 10.5555/Lamp.2\tOLD J\tMAY 2\t2023\t7\t1\t\tWOS:1\t\n"
    "J\tFern, D\tFern, Dee\tQuiet buoys\tNEW J\t\t\t\t\tNEW J\t\t2019\t3\t14\t\tWOS:2\t\n"
)
WORDS = (
    "Publication Type\tAuthors\tAuthor Full Names\tArticle Title\tSource Title\tAuthor Keywords\tKeywords Plus"
    "\tAbstract\tCited References\tJournal Abbreviation\tPublication Date\tPublication Year\tVolume\tStart Page\tDOI"
    "\tUT (Unique WOS ID)\t\n"
)


@pytest.mark.parametrize("header", [TAGS, WORDS])
def test_tables_of_web_of_science_say_what_its_tagged_text_says(tmp_path: Path, header: str) -> None:
    found = reading(tmp_path, header + TAGGED)
    first, second = found.papers
    assert (first.id, first.date, first.subjects) == ("WOS:1", "2023-05-02", ("horns", "NOISE", "SEA"))
    assert [author.name for author in first.authors] == ["Eli Moss", "Dee Fern"]
    assert first.references == ("wos:fern d, 2019, new j, v3, p14", "doi:10.5555/lamp.2")
    assert citations(found.papers).edges == ((first.id, second.id),)


WORDED = (
    "Fern D., Reed B., Quiet buoys, lamps and ropes in old harbours, Harbours, 3, 2, pp. 1-9, (2019)",
    "Fern D., Reed B., Quiet buoys, lamps and ropes in old harbours, (2019) Harbours, 3 (2), pp. 1-9",
    "Fern D., Quiet Buoys, Lamps and Ropes in Old Harbours (2019) Harbours, 3",
    "Fern D., Quiet buoys, lamps and ropes in old harbours, Talks on (2010), 3, (2019)",
)


@pytest.mark.parametrize("words", WORDED)
def test_reference_in_words_is_found_by_title_and_year(tmp_path: Path, words: str) -> None:
    title = "Quiet buoys, lamps and ropes in old harbours"
    text = f'title,year,references,eid\nFog Horns,2023,"Else A., Else, (2001); {words}",a\n"{title}",2019,,b\n'
    assert citations(reading(tmp_path, text).papers).edges == (("a", "b"),)
    later = text.replace(",2019,,b", ",2018,,b")
    assert citations(reading(tmp_path, later).papers).edges == ()


def test_references_of_many_commas_are_looked_up_in_linear_time(tmp_path: Path) -> None:
    words = "a long piece of words, " * 20_000 + "(2019)(2018)(2017)"
    start = process_time()
    assert citations(reading(tmp_path, f'title,year,references\nFog Horns,2023,"{words}"\n').papers).edges == ()
    assert process_time() - start < 10


@pytest.mark.parametrize(
    ("day", "year", "date"),
    [
        ("12/2017", "2017", "2017-12"),
        ("December 2017", "2017", "2017-12"),
        ("03/12/2017", "2017", "2017"),  # of March or of December
        ("winter", "2017", "2017"),
        ("2017-03-12", "", "2017-03-12"),
        ("2019-01-01", "2017", "2017"),
        ("", "2017-03", "2017-03"),
    ],
)
def test_date_of_a_table_is_the_most_exact_of_its_year(tmp_path: Path, day: str, year: str, date: str) -> None:
    (paper,) = reading(tmp_path, f"Title,Publication Year,Date\nFog Horns,{year},{day}\n").papers
    assert paper.date == date


DIMENSIONS = """"About the data: Exported on Jan 02, 2024. Criteria: 'fog' in full data. © 2024 Somebody"
Rank,Publication ID,DOI,Title,Abstract,Source title,PubYear,Authors,Cited references
1,pub.11,10.5555/fog.1,Fog Horns,Fog horns are loud.,Harbours,2023,"Moss, Eli; Fern, Dee","[Fern, Dee; Reed, Bo]\
|[Buoys]|[Old J]|[2019]|[3]|[2]|[1-9]|[10.5555/buoys]|[pub.12]|[3]\
;[Else]|[Lamp Posts in Old Harbours]|[X]|[2018]||||||[1]\
;[Reed, Bo]|[Ropes]||[2017]|||||[pub.13]|"
2,pub.12,10.5555/buoys,Buoys,,Old J,2019,"Fern, Dee",
3,pub.13,,Ropes,,Old J,2017,"Reed, Bo",
4,pub.14,,Lamp posts in old harbours,,Old J,2018,"Else, A.",
"""


def test_export_of_dimensions(tmp_path: Path) -> None:
    found = reading(tmp_path, DIMENSIONS)
    first = found.papers[0]
    assert (first.id, first.sources[0].line, first.date, first.venue) == ("pub.11", 3, "2023", "Harbours")
    assert first.references == ("doi:10.5555/buoys", "Lamp Posts in Old Harbours, (2018)", "pub.13")
    assert len(citations(found.papers).edges) == 3


ODD = {
    "sep=;\nTitle;Year\nFog Horns, Loud;2019\n": [("Fog Horns, Loud", "2019", 3)],
    "Title|Authors|Year\nFog Horns|Moss, Eli|2019\n": [("Fog Horns", "2019", 2)],
    'Title\nFog Horns, Loud\n"Tide ""Tables"""\n': [("Fog Horns, Loud", "", 2), ('Tide "Tables"', "", 3)],
}


@pytest.mark.parametrize("text", ODD)
def test_odd_headers(tmp_path: Path, text: str) -> None:
    found = reading(tmp_path, text)
    assert [(paper.title, paper.date, paper.sources[0].line) for paper in found.papers] == ODD[text]
    assert found.skipped == ()


@pytest.mark.parametrize("text", ["Title\n", "Title\nAbstract\nAuthors\n", "Title\nFog Horns\n\nWe like fog.\n"])
def test_word_on_top_of_a_text_makes_no_table(tmp_path: Path, text: str) -> None:
    assert reading(tmp_path, text).papers == ()


OLD_MAC = ("ris.ris", "web_of_science.txt", "medline.nbib", "scopus.csv", "bibtex.bib", "records.jsonl", "pubmed.xml")


@pytest.mark.parametrize("name", OLD_MAC)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lines_that_end_as_on_an_old_mac(tmp_path: Path, name: str, encoding: str) -> None:
    text = (FIXTURES / name).read_text(encoding="utf-8-sig")
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    before = read([path])
    path.write_bytes(text.replace("\n", "\r").encode(encoding))
    assert read([path]) == before
    assert before.papers


@pytest.mark.parametrize("ends", ["\r\n", "\r\r\n"])
def test_lines_that_end_in_more_than_one_character_are_counted_once(tmp_path: Path, ends: str) -> None:
    found = reading(tmp_path, ends.join(("title,year", "Fog Horns,2019", "")))
    assert [paper.sources[0].line for paper in found.papers] == [2]


def test_breaks_inside_the_cells_of_an_old_macs_table_stay(tmp_path: Path) -> None:
    found = reading(tmp_path, 'title,abstract\rFog Horns,"Fog\nhorns"\rTide Tables,Tides\r')
    assert [paper.abstract for paper in found.papers] == ["Fog horns", "Tides"]


def test_columns_that_are_not_read_are_told_where_something_is_missing(tmp_path: Path) -> None:
    text = "ARTICLE_TITLE,Who,PUB_YEAR,Abstract Text\nFog Horns,Eli Moss,2019,Fog horns are loud.\n"
    found = reading(tmp_path, text)
    assert (found.papers[0].abstract, found.papers[0].date) == ("Fog horns are loud.", "2019")
    words = "t.csv: no column is known for authors: --column FIELD=NAME says which; not read: Who"
    assert words in found.notes
    assert not any("column" in note for note in reading(tmp_path, text, authors="Who").notes)
    assert any("no column Woh for authors" in note for note in reading(tmp_path, text, authors="Woh").notes)


def test_title_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    text = "Titel,Jahr\nNebel,2019\n"
    (told,) = reading(tmp_path, text, title="Titl").skipped
    assert told.reason == "read by table: no column Titl for the title: there are Titel, Jahr"


def test_field_that_there_is_none_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such field: titel; a column may hold id, title, "):
        reading(tmp_path, "Titel,Jahr\nNebel,2019\n", titel="Titel")


def test_spreadsheet_is_told_in_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, "<a/>")
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99)
    told = read([tmp_path]).skipped
    assert [skip.file for skip in told] == ["a.xlsx", "b.xls"]
    assert all(skip.reason.startswith("a spreadsheet: save it as CSV") for skip in told)


def test_titles_beside_columns_of_unknown_names_are_read(tmp_path: Path) -> None:
    found = reading(tmp_path, "Title,My notes\nFog Horns,Read\n")
    assert titles(found) == ["Fog Horns"]
    assert any("not read: My notes" in note for note in found.notes)
    assert reading(tmp_path, "Title, or what to call it\nOf all the ways, none, is good.\n").papers == ()
    path = tmp_path / "a.parquet"
    pl.DataFrame({"title": ["Fog Horns"], "notes": ["Read"]}).write_parquet(path)
    assert titles(read([path])) == ["Fog Horns"]


def test_table_without_rows_is_told(tmp_path: Path) -> None:
    (told,) = reading(tmp_path, "title,notes,year\n").skipped
    assert "no record in it" in told.reason


def test_table_in_other_words_is_told_how_to_be_read(tmp_path: Path) -> None:
    (told,) = reading(tmp_path, "Titel;Jahr\nNebel;2019\n").skipped
    assert "--column title=NAME" in told.reason


def test_files_of_office_programs_are_told_in_one_line_each_wherever_they_stand(tmp_path: Path) -> None:
    parts = {"s.xlsx": "xl/workbook.xml", "d.docx": "word/document.xml"}
    for name, part in parts.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(part, "<x/>" * 99)
    with zipfile.ZipFile(tmp_path / "o.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.write(tmp_path / "s.xlsx", "inner.xlsx")
        archive.writestr("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
    (tmp_path / "cut.xlsx").write_bytes((tmp_path / "s.xlsx").read_bytes()[:-99])
    (tmp_path / "fake.xls").write_text("<html><body><table><tr><td>Title</td></tr></table></body></html>", "utf-8")
    (tmp_path / "t.rtf").write_text("{\\rtf1\\ansi Fog}", "utf-8")
    told = {item.file: item.reason for item in read([tmp_path]).skipped}
    sheets = ("cut.xlsx", "o.ods", "s.xlsx", "z.zip/inner.xlsx", "z.zip/old.xls")
    assert all("save it as CSV" in told.pop(name) for name in sheets)
    assert all("save it as plain text" in told.pop(name) for name in ("d.docx", "t.rtf"))
    assert list(told) == ["fake.xls"]
    assert "CSV" in told["fake.xls"]


def test_tables_of_google_scholar_have_their_journals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Authors,Title,Publication,Year\n,Fog,arXiv preprint arXiv:2101.00002,2021\n", "utf-8"
    )
    (tmp_path / "b.csv").write_text("Title,Source,ArticleURL,GSRank\nHorns,J Harb,https://a.example,1\n", "utf-8")
    (tmp_path / "c.csv").write_text("Title,Source,Year\nBuoys,Scopus,2021\n", "utf-8")
    first, second, third = read([tmp_path]).papers
    assert (first.arxiv, second.venue, second.urls, third.venue) == ("2101.00002", "J Harb", ("https://a.example",), "")


def test_tables_of_openalex_part_people_and_works_by_bars(tmp_path: Path) -> None:
    header = "id,title,authorships.author.display_name,primary_location.source.display_name,referenced_works"
    row = "https://openalex.org/W1,Fog,Eli Moss|Dee Fern,J Harb,https://openalex.org/W5|https://openalex.org/W6"
    (found,) = reading(tmp_path, f"{header}\n{row}\n").papers
    assert [author.name for author in found.authors] == ["Eli Moss", "Dee Fern"]
    assert (found.venue, found.ids, found.references) == ("J Harb", ("openalex:W1",), ("openalex:W5", "openalex:W6"))


def test_rule_of_a_markdown_table_is_no_paper(tmp_path: Path) -> None:
    assert titles(reading(tmp_path, "| Title | Year |\n|---|:---:|\n| Fog Horns | 2021 |\n")) == ["Fog Horns"]


def test_export_of_the_lens_has_authors_and_day(tmp_path: Path) -> None:
    head = "Lens ID,Title,Date Published,Publication Year,Source Title,Author/s,Abstract,DOI"
    row = "1-2,Fog,2021-05-02,2021,J Harb,Eli Moss; Dee Fern,Loud.,10.5/f"
    (tmp_path / "a.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert ([author.name for author in found.authors], found.date) == (["Eli Moss", "Dee Fern"], "2021-05-02")


def test_metadata_of_arxiv_as_people_save_them_in_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,summary,published\nFog,Loud.,2021-05-02T10:00:00Z\n", encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert (found.abstract, found.date) == ("Loud.", "2021-05-02")
