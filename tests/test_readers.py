"""Every format read, from small files of our own: what a user gets of each."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import polars as pl
import pytest

from kg.errors import ReadError
from kg.readers import read, readers, records
from kg.readers.compliance import failings
from kg.readers.fields import Place, paper
from kg.readers.files import File, Head
from kg.readers.markup import without_tags
from kg.readers.registry import reader_of
from kg.records import Paper, Skipped

FIXTURES = Path(__file__).parent / "fixtures" / "readers"
COLUMNS = {"title": "Titel", "abstract": "Kurz", "authors": "Wer", "year": "Jahr"}


def papers(name: str, **options: object) -> list[Paper]:
    return [found for found in records([FIXTURES / name], **options) if isinstance(found, Paper)]


def skipped(path: Path) -> list[Skipped]:
    return [found for found in records([path]) if isinstance(found, Skipped)]


# file: reader, then for the first paper id, authors, date, venue, references, beginning of the abstract
FIRST = {
    "author_page.txt": (
        "author_page",
        "a2589f8ea142",
        "Bo Reed|Cy Stone|Ada Quill",
        "2022-03-04",
        "",
        "",
        "We propose",
    ),
    "arxiv_page.txt": (
        *("arxiv_page", "doi:10.5555/horns.77", "Eli Moss|Dee Fern|Bo Reed", "2024-01-03"),
        *("Journal of Harbours 7 (2024) 1-12", "", "Fog Horns are graph networks"),
    ),
    "anthology_page.txt": (
        *(
            "anthology_page",
            "9bf7a2f941cf",
            "Eli Moss|Dee Fern",
            "2023",
            "Findings of the Harbour Association: HAR 2023",
            "",
        ),
        "Fog horns are loud.",
    ),
    "dblp_page.txt": (
        *("dblp_page", "7f064aa78dac", "Eli Moss|Dee van Fern|Bo Reed", "2021", "Harb. Softw. Technol.", "", ""),
    ),
    "scholar.txt": (
        *("scholar", "eace1589336c", "E Moss|D Fern|AN van Reed", "2021", "Journal of Harbours 7 (2), 1-12", "", ""),
    ),
    "reference_list.txt": (
        *("reference_list", "doi:10.5555/listed.1", "E. Moss|D. Fern|B. Reed", "2021", "Journal of Harbours", "", ""),
    ),
    "pubmed_text.txt": (
        *("pubmed_text", "pmid:7123", "E Moss|DA van Fern|Harbour Team", "2021-05-02", "J Harb", ""),
        "BACKGROUND: Fog is thick. RESULTS: Horns are loud",
    ),
    "link_list.md": ("link_list", "arxiv:2105.00001", "Eli Moss|Dee Fern", "2022", "", "", ""),
    "listing.txt": ("listing", "a2589f8ea142", "", "", "", "", "We propose"),
    "records.jsonl": (
        "json_lines",
        "p1",
        "Eli Moss|Flo Birch",
        "2023",
        "HarbourConf",
        "doi:10.5555/abc.1|p2",
        "Fog Horns are",
    ),
    "openalex.json": (
        *("openalex", "https://openalex.org/W100", "Eli Moss", "2023-05-02", "HarbourConf"),
        *("openalex:W101|openalex:W999", "Fog horns are loud horns"),
    ),
    "semantic_scholar.json": ("semantic_scholar", "a" * 40, "Eli Moss", "2023", "HarbourConf", "b" * 40, ""),
    "crossref.json": (
        *("crossref", "doi:10.5555/fog.1", "Eli Moss|The Harbour Team", "2023-05", "Journal of Harbours"),
        *(
            "doi:10.5555/quiet|Fern, Quiet Buoys, (2019) Old Journal|Somebody. Something. 1999.",
            "Background: Horns & fog.",
        ),
    ),
    "csl.json": ("csl_json", "moss2023", "Eli Moss|Harbour Team", "2023-05-02", "Journal of Harbours", "", "Horns."),
    "arxiv_lines.jsonl": (
        "arxiv_lines",
        "arxiv:2301.00001",
        "Eli Moss|Dee Fern Jr.",
        "2023-01-02",
        "",
        "",
        "Fog horns are loud",
    ),
    "unarxive.jsonl": (
        "arxiv_lines",
        "arxiv:2301.00001",
        "Eli Moss",
        "",
        "",
        "doi:10.5555/quiet|C. D. Else. 2000.",
        "Fog",
    ),
    "ieee.json": ("ieee", "ieee:99", "Gus Pine", "2018", "Proc. Harbours", "", "We control"),
    "scopus.json": ("scopus", "2-s2.0-1", "G. Pine", "2018-01-01", "Proc. Harbours", "", ""),
    "datacite.json": ("datacite", "doi:10.5555/tide", "Dee Fern", "2021", "", "doi:10.5555/fog.1", "A data set"),
    "bibtex.bib": (
        *("bibtex", "moss2023", "Eli Moss|Dee van der Beek", "2023-05", "Journal of Harbours", ""),
        "Fog horns are loud – very loud, by 3% and étude.",
    ),
    "biblatex.bib": ("bibtex", "pine23", "Gus Pine", "2023", "Proceedings of HarbourConf", "", "We control."),
    "ris.ris": (
        "ris",
        "r1",
        "Eli Moss|Dee Fern",
        "2023-05-02",
        "Journal of Harbours",
        "",
        "Fog horns are loud, and so are we.",
    ),
    "endnote.enw": (
        *("refer", "doi:10.5555/fog.1", "Eli Moss|Dee Fern", "2023-05-02", "Journal of Harbours", ""),
        "Fog horns are loud, and so are we.",
    ),
    "medline.nbib": (
        *("medline", "pmid:777", "Eli Moss", "2023-05-02", "Journal of harbours", ""),
        "BACKGROUND: Fog. RESULTS: Horns are loud.",
    ),
    "web_of_science.txt": (
        *("web_of_science", "WOS:000000000000001", "Eli Moss|Dee Fern", "2023-05-02", "JOURNAL OF HARBOURS"),
        *("wos:fern d, 2019, old j, v3, p14|doi:10.5555/lamp.2", "Fog horns"),
    ),
    "proquest.txt": ("proquest", "proquest:11", "Eli Moss", "2023", "", "", "Fog horns"),
    "scopus.csv": (
        *("table", "2-s2.0-11", "E. Moss|D. Fern", "2023", "J. Harbours"),
        *(
            "Fern, D., Quiet Buoys in Old Harbours (2019) Old J., 3 (1), pp. 14-20|doi:10.5555/lamp.2",
            "Fog horns are loud.",
        ),
    ),
    "springer.csv": ("table", "doi:10.5555/sp.1", "Gus K. Pine|Bo McReed|Dee van Fern", "2012", "Harbours", "", ""),
    "ieee.csv": ("table", "doi:10.5555/ieee.99", "G. Pine|B. Reed", "2018", "Proc. Harbours", "", "We control"),
    "atom.xml": (
        "arxiv_atom",
        "arxiv:2301.00001",
        "Eli Moss|Dee Fern",
        "2023-01-02",
        "",
        "",
        "Fog horns & buoys are loud.",
    ),
    "pubmed.xml": (
        *("pubmed_xml", "pmid:777", "Eli Moss|Harbour Team", "2023-05-02", "Journal of harbours"),
        *("pmid:778|Reed B. Lamps. 2018.", "BACKGROUND: Fog β. RESULTS: Horns."),
    ),
    "jats.xml": (
        *("jats", "pmid:777", "Eli Moss", "2023-05-02", "Journal of Harbours"),
        *("pmid:778|Reed, Lamps, (2018) Lamps J", "Background: Fog. Results: Horns."),
    ),
    "crossref.xml": (
        *("crossref_xml", "doi:10.5555/fog.1", "Eli Moss", "2023-05-02", "Journal of Harbours"),
        *("doi:10.5555/quiet|Reed, Lamps, (2018) Lamps J", "Fog horns."),
    ),
    "dblp.xml": (
        *("dblp", "journals/harb/MossM23", "Eli Möss|Dee Fern", "2023-05", "J. Harbours"),
        *("dblp:conf/quay/Reed18", ""),
    ),
    "dblp_search.xml": ("dblp", "journals/harb/MossM23", "Eli Moss|Dee Fern", "2023", "J. Harbours", "", ""),
    "dblp_search.json": ("dblp", "journals/harb/MossM23", "Eli Moss|Dee Fern", "2023", "J. Harbours", "", ""),
    "endnote.xml": (
        *("endnote_xml", "doi:10.5555/fog.1", "Eli Moss Jr.|Harbour Team", "2023-05-02", "Journal of Harbours", ""),
        "Horns are loud at 10^3 Hz. They are heard.",
    ),
    "labelled.md": ("labelled", "9bf7a2f941cf", "Eli Moss|Dee Fern", "2021", "J. Harbours", "", "We blow horns."),
    "oai.xml": (
        *("oai", "arxiv:2301.00001", "Eli Möss|Dee Fern Jr", "2023-01-02", "J. Harb. 7 (2023)", ""),
        "We blow horns. They are loud.",
    ),
    "openreview.json": ("openreview", "xyz", "Eli Moss", "2024-01-16", "ICLR 2024 poster", "", "We blow again."),
    "papers_with_code.json": (
        *("papers_with_code", "arxiv:2101.00003", "Eli Moss|Dee Fern", "2021-01-03", "QUAY 2021 5", ""),
        "We blow horns.",
    ),
    "zotero.json": ("zotero", "ABCD2345", "Eli Moss|Harbour Team", "2021-05-03", "J Harb", "", "We blow."),
}


@pytest.mark.parametrize("name", FIRST)
def test_first_paper_of_each_format(name: str) -> None:
    reader, own, people, date, venue, references, abstract = FIRST[name]
    first = papers(name)[0]
    assert first.sources[0].reader == reader
    assert (first.id, first.date, first.venue) == (own, date, venue)
    assert "|".join(author.name for author in first.authors) == people
    assert "|".join(first.references) == references
    assert first.abstract.startswith(abstract)
    assert bool(first.abstract) == bool(abstract)


@pytest.mark.parametrize("name", FIRST)
def test_readers_comply(name: str) -> None:
    sample = (FIXTURES / name).read_bytes()
    reader = reader_of(Head(sample.removeprefix(b"\xef\xbb\xbf")))
    assert reader is not None
    assert list(failings(reader, sample)) == []


def test_every_reader_has_a_sample() -> None:
    seen = {reader_of(Head((FIXTURES / name).read_bytes())).name for name in FIRST}
    assert {reader.name for reader in readers()} - seen == {"parquet"}


class Shout:
    """A reader that another package might bring."""

    NAME = "shout"

    @staticmethod
    def recognises(head: Head) -> bool:
        return head.text.startswith("SHOUT")

    @staticmethod
    def read(file: File) -> Iterator[Paper]:
        for number, line in file.lines():
            if number > 1:
                yield paper(Place(line=number), title=line)


def test_reader_of_another_package_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="shout", value=f"{__name__}:Shout", group="kg.readers")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == "kg.readers" else [])
    readers.cache_clear()
    try:
        path = tmp_path / "x.shout"
        path.write_text("SHOUT\nFOG HORNS\n", encoding="utf-8")
        (found,) = records([path])
        assert isinstance(found, Paper)
        assert (found.title, found.sources[0].reader, found.sources[0].line) == ("FOG HORNS", "shout", 2)
        assert list(failings(readers()[-1], path.read_bytes())) == []
    finally:
        readers.cache_clear()


def test_reader_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="gone", value="no_such_module_here:read", group="kg.readers")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point])
    readers.cache_clear()
    try:
        with pytest.raises(ReadError, match="the reader gone"):
            readers()
    finally:
        readers.cache_clear()


def test_titles_come_back_letter_by_letter() -> None:
    assert papers("author_page.txt")[0].title == r"Sparse Lanterns: Routing Tokens with $\ell_1$ Gates"
    assert papers("bibtex.bib")[0].title == "Fog Horns for Über-Graphs: $O(n^2)$ and 50% more"
    assert papers("listing.txt")[1].abstract.startswith("Fog Horns are graph networks with <em>loud</em> edges;")


def test_author_page_lines_subjects_code_and_undated_papers() -> None:
    found = list(records([FIXTURES / "author_page.txt"]))
    first, second, third = found
    assert (first.sources[0].line, second.sources[0].line) == (11, 18)
    assert (first.has_code, second.has_code, first.subjects) == (True, False, ("LG",))
    assert first.author_string == "Bo Reed, Cy Stone et al."
    assert isinstance(third, Skipped)
    assert (third.line, "no year" in third.reason) == (25, True)
    assert (
        "author_page.txt: the author page shows 2 of the 31 papers that it counts"
        in read([FIXTURES / "author_page.txt"]).notes
    )


def test_record_with_its_own_extraction() -> None:
    given = papers("given.jsonl")[0].given
    assert given is not None
    assert [(e.name, e.type, e.role) for e in given.entities] == [
        ("BuoyNet", "Method", "proposed"),
        ("TideQA", "Benchmark", "evaluated"),
    ]
    assert [(r.head, r.predicate, r.tail) for r in given.relations][1] == ("BuoyNet", "evaluatedOn", "TideQA")
    assert given.results[0].value == "71.2"


def test_what_a_given_extraction_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "Fog", "entities": [{"name": "Fog"}]}', encoding="utf-8")
    assert papers(path)[0].fault == "entities, relations or results out of form: one has no 'type'"


def test_columns_of_the_users_own_table(tmp_path: Path) -> None:
    assert skipped(FIXTURES / "own.tsv")
    paper = papers("own.tsv", columns=COLUMNS)[0]
    assert (paper.title, paper.year, paper.language) == ("Nebelhörner", 2023, "de")
    assert [author.name for author in paper.authors] == ["Eli Moss", "Dee Fern"]
    path = tmp_path / "own.parquet"
    pl.DataFrame({"Titel": ["Tide"], "Kurz": ["Tides."], "Wer": [["Eli Moss"]], "Jahr": [2020]}).write_parquet(path)
    (row,) = records([path], columns=COLUMNS)
    assert isinstance(row, Paper)
    assert (row.title, row.date, row.authors[0].name, row.sources[0].record) == ("Tide", "2020", "Eli Moss", 1)


def test_retracted_papers_and_other_languages_are_marked() -> None:
    marked = [papers(name)[0] for name in ("medline.nbib", "pubmed.xml", "crossref.json")]
    assert all(paper.retracted for paper in marked)
    assert papers("medline.nbib")[1].language == "de"
    assert "1 paper retracted: marked" in read([FIXTURES / "pubmed.xml"]).notes


def test_chapters_with_the_doi_of_their_book_are_kept_apart_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@incollection{a, title={Coral gardens of the warm sea}, author={Moss, Eli}, doi={10.5555/book}}\n"
        "@incollection{b, title={Timetables of night trains}, author={Reed, Bo}, doi={10.5555/book}}\n",
        encoding="utf-8",
    )
    reading = read([tmp_path])
    assert [paper.id for paper in reading.papers] == ["a", "b"]
    assert "2 papers with a DOI that others have too, as chapters with their book's: kept apart" in reading.notes


NAMED = {
    "a.ris": "TY  - JOUR\nTI  - Fog\nAU  - Moss, Eli, Jr.\nAU  - Fern, Dee, III\nAU  - Reed, Bo\nER  - \n",
    "a.nbib": "PMID- 7\nTI  - Fog\nFAU - Moss, Eli Jr.\nAU  - Moss E Jr\nFAU - Fern, Dee A III\nAU  - Fern DA 3rd\n"
    "CN  - Harbour Team\nFAU - LI, Bo\n",
    "b.nbib": "PMID- 7\nTI  - Fog\nAU  - Moss E Jr\nAU  - Van Fern DA\n",
    "a.jsonl": '{"title": "Fog", "authors": [{"firstName": "Eli", "lastName": "Moss"}, {"given_name": "Dee", '
    '"family-name": "Fern", "suffix": "Jr."}, {"fullName": "Bo Reed"}, {"Surname": "Pine"}]}',
}


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("a.ris", "Eli Moss Jr.|Dee Fern III|Bo Reed"),
        ("a.nbib", "Eli Moss Jr.|Dee A Fern III|Harbour Team|Bo LI"),
        ("b.nbib", "E Moss Jr|DA Van Fern"),
        ("a.jsonl", "Eli Moss|Dee Fern Jr.|Bo Reed|Pine"),
    ],
)
def test_names_in_parts_and_with_suffixes(tmp_path: Path, name: str, people: str) -> None:
    (tmp_path / name).write_text(NAMED[name], encoding="utf-8")
    (found,) = records([tmp_path / name])
    assert isinstance(found, Paper)
    assert "|".join(author.name for author in found.authors) == people


def test_venue_that_is_an_object_has_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Fog", "venue": {"name": "Journal of Fog"}}', encoding="utf-8")
    assert [paper.venue for paper in read([tmp_path]).papers] == ["Journal of Fog"]


SCRIPTS = {
    "10<sup>-3</sup> of 10<sup>6</sup> horns": "10^-3 of 10^6 horns",
    "CO<sub>2</sub>, SO<sub>4</sub><sup>2-</sup> and <sup>13</sup>C": "CO2, SO4^2- and 13C",
    "the 5<sup>th</sup> log<sub>2</sub>8 of x1<sub>2</sub>": "the 5th log_2 8 of x1_2",
    "e<sup>-x+1</sup> in 10<sup><i>n</i></sup>": "e^(-x+1) in 10^n",
    "p&amp;lt;0.05 &amp; more": "p<0.05 & more",
    r"<tex-math>\begin{document}$$y^3$$\end{document}</tex-math> alone": "y^3 alone",
    r"<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> and more": "x^2 and more",
    r"<tex-math>\documentclass[12pt]{minimal}\begin{document}$$x^2$$\end{document}</tex-math><mml:math><mml:msup>"
    "<mml:mi>x</mml:mi><mml:mrow><mml:mo>-</mml:mo><mml:mn>2</mml:mn></mml:mrow></mml:msup></mml:math>": "x^-2",
}


@pytest.mark.parametrize("text", SCRIPTS)
def test_powers_and_indices_stay_apart_from_their_numbers(tmp_path: Path, text: str) -> None:
    assert without_tags(text.replace("tex-math", "jats:tex-math")) == SCRIPTS[text]
    article = (
        "<PubmedArticleSet xmlns:mml='m'><PubmedArticle><MedlineCitation><Article><Abstract><AbstractText>"
        f"{text}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    (tmp_path / "a.xml").write_text(article, encoding="utf-8")
    (found,) = records([tmp_path / "a.xml"])
    assert isinstance(found, Paper)
    assert found.abstract == SCRIPTS[text]


def test_seeds_of_the_project(shared: Path) -> None:
    reading = read([shared / "seeds"])
    assert (reading.records, len(reading.papers), reading.merged) == (527, 498, 29)
    assert any("47 of the 122" in note for note in reading.notes)
    page = [paper for paper in reading.papers if paper.sources[0].reader == "author_page"]
    assert all("Jürgen Schmidhuber" in [author.name for author in paper.authors] for paper in page)
    lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in (shared / "seeds").iterdir()}
    for work in reading.papers:
        for source in work.sources:
            after = lines[source.file][source.line - 1 :]
            if source.reader == "listing":
                assert after[0].removeprefix("Subscribe") == work.title
                assert after[1] == work.abstract
            else:
                assert (after[1], after[5]) == (work.title, work.abstract)


def test_tags_of_refer_without_a_text_or_a_letter_are_tags() -> None:
    last = read([FIXTURES / "endnote.enw"]).papers[-1]
    assert (last.title, last.abstract, last.urls) == ("A shorter report", "", ("https://example.org/short",))
