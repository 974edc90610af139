"""What the exports and answers of single sources mean: DBLP, EndNote, PubMed, Semantic Scholar and the others."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from kg.readers import read, records
from kg.records import Paper
from tests.test_readers import FIXTURES, papers, skipped


def test_medline_ids_belong_to_the_author_above_them(tmp_path: Path) -> None:
    text = (
        "PMID- 7\nTI  - Fog\nFAU - Moss, Eli\nAU  - Moss E\nFAU - Fern, Dee\nAU  - Fern D\n"
        "AUID- ORCID: http://orcid.org/0000-0002-1825-0097\nAD  - Harbour\nCN  - Harbour Team\nLA  - eng\n"
    )
    (tmp_path / "a.nbib").write_text(text, encoding="utf-8")
    (found,) = read([tmp_path]).papers
    assert [(author.name, author.orcid) for author in found.authors] == [
        ("Eli Moss", ""),
        ("Dee Fern", "0000-0002-1825-0097"),
        ("Harbour Team", ""),
    ]


def test_records_of_pubmeds_text_end_with_their_number() -> None:
    first, second = papers("pubmed_text.txt")
    assert first.title == "Fog horns are loud: a trial."
    assert first.abstract.endswith("Horns are loud in these years: 2. 2020 and 1999.")
    assert (first.doi, first.ids) == ("10.5555/n.1", ("pmid:7123", "pmc:PMC77"))
    assert (second.id, second.title, second.authors) == ("pmid:7124", "Quiet buoys.", ())
    assert (second.abstract, second.date, second.venue) == ("QuietBuoy beats LoudBuoy.", "2020", "Harb Rev")


def test_error_that_arxiv_answers_is_no_paper(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<feed><entry><id>http://arxiv.org/api/errors#bad_id</id><title>Error</title>"
        "<summary>bad id for 7</summary></entry><entry><title>Fog</title></entry></feed>",
        encoding="utf-8",
    )
    reading = read([tmp_path])
    assert [paper.title for paper in reading.papers] == ["Fog"]
    assert [(skip.place, skip.reason) for skip in reading.skipped] == [
        ("a.xml", "record 1: an error that arXiv answered: bad id for 7")
    ]


def test_books_and_chapters_of_pubmed_are_papers(tmp_path: Path) -> None:
    book = (
        "<Book><BookTitle>All of Fog</BookTitle><PubDate><Year>1999</Year></PubDate><AuthorList Type='editors'><Author>"
        "<LastName>Reed</LastName></Author></AuthorList><AuthorList Type='authors'><Author><LastName>Fern</LastName>"
        "<ForeName>Dee</ForeName></Author></AuthorList></Book>"
    )
    chapter = (
        "<ArticleTitle>Horns</ArticleTitle><AuthorList><Author><LastName>Moss</LastName><ForeName>Eli</ForeName>"
        "</Author></AuthorList><Abstract><AbstractText Label='AIM'>Loud.</AbstractText></Abstract>"
        "<ContributionDate><Year>2004</Year><Month>Feb</Month><Day>3</Day></ContributionDate>"
    )
    documents = (f"<PMID>7</PMID>{book}{chapter}", f"<PMID>8</PMID>{book}")
    text = "".join(f"<PubmedBookArticle><BookDocument>{it}</BookDocument></PubmedBookArticle>" for it in documents)
    (tmp_path / "a.xml").write_text(f"<PubmedArticleSet>{text}</PubmedArticleSet>", encoding="utf-8")
    assert [
        (paper.id, paper.title, paper.abstract, paper.date, paper.venue, paper.author_string)
        for paper in read([tmp_path]).papers
    ] == [
        ("pmid:7", "Horns", "AIM: Loud.", "2004-02-03", "All of Fog", "Eli Moss"),
        ("pmid:8", "All of Fog", "", "1999", "", "Dee Fern"),
    ]


BULK = {
    "papers": '{"corpusid": 7, "externalids": {"DOI": "10.5555/a"}, "title": "Fog Horns"}',
    "abstracts": '{"corpusid": 7, "openaccessinfo": {"externalids": {"MAG": "1"}}, "abstract": "Loud."}',
    "citations": '{"citationid": 1, "citingcorpusid": 7, "citedcorpusid": 8, "contexts": null}',
    "tldrs": '{"corpusid": 7, "model": "m", "text": "Loud horns."}',
    "authors": '{"authorid": "1", "name": "Eli Moss"}',
}


@pytest.mark.parametrize("order", [("papers", "abstracts"), ("abstracts", "papers")])
def test_bulk_lines_of_one_corpus_id_are_one_paper(tmp_path: Path, order: tuple[str, ...]) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(BULK[name] for name in order), encoding="utf-8")
    (paper,) = read([tmp_path]).papers
    assert (paper.id, paper.doi, paper.title, paper.abstract) == (
        *("corpus:7", "10.5555/a", "Fog Horns"),
        "Loud.",
    )
    assert "mag:1" in [value.lower() for value in paper.ids]


def test_bulk_lines_that_hold_no_paper_are_told_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(BULK[name] for name in BULK), encoding="utf-8")
    reading = read([tmp_path])
    assert len(reading.papers) == 1
    words = ("a citation between two papers", "a paper's one-line summary", "an author, and no paper")
    for skip, told in zip(reading.skipped, words, strict=True):
        assert skip.reason.startswith(told)


def test_dblp_gives_works_with_their_ids_and_neither_volumes_nor_home_pages() -> None:
    first, second, third = papers("dblp.xml")
    assert first.title == "Fog Horns in CO2 & Rain."
    assert [author.orcid for author in first.authors] == ["0000-0002-1825-0097", ""]
    assert (first.doi, first.ids) == ("10.5555/fog.1", ("dblp:journals/harb/MossM23",))
    assert "https://dblp.org/db/journals/harb/harb7.html#MossM23" in first.urls
    assert (second.id, second.doi, second.sources[0].record) == ("conf/quay/Reed18", "10.5555/(sici)1<9::aid>3.0", 4)
    assert (third.arxiv, third.retracted) == ("2301.00001", True)
    assert not skipped(FIXTURES / "dblp.xml")


def test_dblp_person_and_single_record_and_bibtex_are_one_paper(tmp_path: Path) -> None:
    record = (
        '<article key="journals/harb/MossM23"><author>Eli Moss 0001</author><author>Dee Fern</author>'
        "<title>Fog Horns in CO<sub>2</sub> and Rain.</title><year>2023</year><journal>J. Harb.</journal></article>"
    )
    person = "<person><author>Eli Moss 0001</author><author>Eli Q. Moss</author></person>"
    (tmp_path / "a.xml").write_text(f"<dblp>\n{record}\n</dblp>", encoding="utf-8")
    (tmp_path / "b.xml").write_text(f'<dblpperson name="Eli Moss 0001">{person}<r>{record}</r></dblpperson>', "utf-8")
    (tmp_path / "c.bib").write_text(
        "@article{DBLP:journals/harb/MossM23,\n author = {Eli Moss},\n title = {Fog Horns in {CO2} and Rain}\n}",
        "utf-8",
    )
    reading = read([tmp_path])
    assert (reading.records, len(reading.papers), reading.skipped) == (3, 1, ())


def test_dblp_runs_of_what_is_no_paper_are_no_piece_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.readers.xml_files.MAX_DOCUMENT", 256 * 1024)
    home = '<www key="homepages/0/1"><author>Bo Reed</author><title>Home Page</title></www>\n' * 9000
    path = tmp_path / "x.xml"
    path.write_text(f'<dblp>{home}<book key="books/x"><title>Fog Horns.</title></book></dblp>', encoding="utf-8")
    (found,) = records([path])
    assert isinstance(found, Paper)


def test_endnote_xml_keeps_scripts_addresses_and_numbers_of_databases() -> None:
    first, second = papers("endnote.xml")
    assert (first.title, first.doi, first.ids) == ("Fog Horns in CO2 & Rain", "10.5555/fog.1", ("pmid:777",))
    assert (first.urls, first.subjects) == (("https://lib.example/fog",), ("fog", "horns", "rain"))
    assert (second.id, second.venue, second.date) == ("WOS:0001", "Quay 2018", "2018")
    assert [item.reason for item in skipped(FIXTURES / "endnote.xml")] == ["record 3: neither title nor abstract"]


def test_repositories_give_records_of_three_forms_and_none_that_were_deleted() -> None:
    first, raw, plain = papers("oai.xml")
    assert (first.doi, first.subjects) == ("10.5555/fog.1", ("cs.LG", "stat.ML"))
    assert (raw.id, raw.date) == ("arxiv:cs/0301001", "2003-01-02")
    assert [author.name for author in raw.authors] == ["Bo Reed", "Flo Birch", "Gus Pine"]
    assert (plain.id, plain.doi, plain.date) == ("oai:quay.example:77", "10.5555/quay.77", "2018-05")
    assert (plain.authors[0].name, plain.abstract) == ("Bo Reed", "We are quiet.")
    assert not skipped(FIXTURES / "oai.xml")


def test_medline_record_without_authors_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.nbib"
    path.write_text("PMID- 1\nTI  - Fog\n\nPMID- 2\nTI  - Horns\nFAU - Moss, Eli\n", encoding="utf-8")
    assert [(item.title, len(item.authors)) for item in records([path]) if isinstance(item, Paper)] == [
        ("Fog", 0),
        ("Horns", 1),
    ]


def test_reviews_are_no_papers_and_a_record_with_notes_of_its_own_is_one(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    notes = [
        {"id": "a", "forum": "a", "cdate": 1601308000000, "content": {"title": "Fog", "authors": ["Eli Moss"]}},
        {"id": "b", "forum": "a", "content": {"title": "A fine paper"}},
    ]
    path.write_text(json.dumps({"notes": notes}), encoding="utf-8")
    assert [(item.title, item.date) for item in records([path]) if isinstance(item, Paper)] == [("Fog", "2020-09-28")]
    path.write_text(
        json.dumps({"title": "Horns", "abstract": "We blow.", "items": [{"title": "Page 1"}]}), encoding="utf-8"
    )
    assert [item.title for item in records([path]) if isinstance(item, Paper)] == ["Horns"]


def test_code_links_mark_the_papers_that_they_are_of(tmp_path: Path) -> None:
    link = {"paper_url": "https://x.example/p", "paper_title": "Fog Horns", "paper_arxiv_id": "2101.00003"}
    path = tmp_path / "links.json"
    path.write_text(json.dumps([link | {"repo_url": "https://github.com/moss/fog"}]), encoding="utf-8")
    (found,) = read([FIXTURES / "papers_with_code.json", path]).papers
    assert found.has_code
    assert "https://github.com/moss/fog" in found.urls


def test_tags_venues_and_arxiv_ids_of_reference_managers(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    record = (
        "TY  - CONF\nTI  - <i>Fog</i> horns\nC3  - Proc. Quay\nAB  - At p &lt; 0.05,  10<sup>3</sup> horns\nER  - \n"
    )
    path.write_text(record, encoding="utf-8")
    (found,) = records([path])
    assert isinstance(found, Paper)
    assert (found.title, found.venue, found.abstract) == ("Fog horns", "Proc. Quay", "At p < 0.05, 10^3 horns")
    path.write_text(
        "TY  - JOUR\nTI  - Fog  horns, x<y\nJO  - arXiv preprint arXiv:2101.00002\nER  - \n", encoding="utf-8"
    )
    (found,) = records([path])
    assert isinstance(found, Paper)
    assert (found.title, found.arxiv) == ("Fog  horns, x<y", "2101.00002")


def test_numbers_by_which_dblp_tells_people_apart_are_no_names(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text(
        "@misc{DBLP:a, author={Dee Fern 0001 and Eli Moss}, title={Fog}}\n"
        "@misc{b, author={Dee Fern 0001 and Eli Moss}, title={Horns}, bibsource={dblp computer science bibliography}}\n"
        "@misc{c, author={{Team 0042} and Eli Moss}, title={Buoys}}\n",
        encoding="utf-8",
    )
    people = [item.author_string for item in records([path]) if isinstance(item, Paper)]
    assert people == ["Dee Fern, Eli Moss", "Dee Fern, Eli Moss", "Team 0042, Eli Moss"]


def test_preprints_of_crossref_have_server_and_day(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    record = {"DOI": "10.5555/a", "title": ["Fog"], "container-title": [], "institution": [{"name": "Quay Archive"}]}
    dates = {"issued": {"date-parts": [[None]]}, "posted": {"date-parts": [[2021, 5, 3]]}}
    path.write_text(json.dumps(record | dates), encoding="utf-8")
    (found,) = records([path])
    assert isinstance(found, Paper)
    assert (found.venue, found.date) == ("Quay Archive", "2021-05-03")


def test_labelled_text_of_several_records_and_what_stands_between_them() -> None:
    first, second = papers("labelled.md")
    assert (first.abstract, first.sources[0].line) == ("We blow horns. They are loud: very.", 3)
    assert (second.title, second.doi, second.abstract) == ("Quiet Buoys", "10.5555/quay.2", "We float.")


def test_value_of_many_lines_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "x.nbib"
    path.write_text("PMID- 1\nTI  - Fog\nAB  - We\n" + "      blow horns and horns again\n" * 150_000, encoding="utf-8")
    began = process_time()
    (found,) = records([path])
    assert process_time() - began < 5
    assert isinstance(found, Paper)
    assert found.abstract.startswith("We blow horns and horns again blow")
