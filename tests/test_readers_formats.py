"""The real files of every format: each gives the papers that it holds; and BibTeX and LaTeX as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import Reading, citations, read, records
from kg.readers.latex import decoded
from kg.records import Paper, Skipped

# file: papers, with an abstract, with a year, with authors, references in all, records left out
HOLDS = {
    "arxiv_atom/findpapers_arxiv_search.xml": (20, 20, 20, 20, 0, 0),
    "bibtex/acl_with_abstracts.bib": (60, 60, 60, 60, 0, 0),
    "bibtex/crossref.bib": (1, 1, 1, 1, 0, 0),
    "bibtex/pmlr_v216_UAI2023.bib": (243, 243, 243, 243, 0, 0),
    "bibtex/pure.bib": (1, 1, 1, 1, 0, 0),
    "crossref/commonmeta_works_list_0.json": (20, 3, 20, 17, 37, 0),
    "crossref/litstudy_crossref_work.json": (1, 0, 1, 1, 38, 0),
    "crossref/paperqa_bulk_title_search_0.json": (1, 1, 1, 1, 20, 0),
    "crossref/paperqa_bulk_title_search_2.json": (1, 0, 1, 0, 1, 0),
    "crossref/paperqa_bulk_title_search_3.json": (1, 1, 1, 1, 103, 0),
    "crossref/paperqa_odd_client_requests_0.json": (1, 0, 1, 0, 1, 0),
    "crossref/paperqa_title_search_paper_attributes2__0.json": (1, 1, 1, 1, 103, 0),
    "crossref_commonmeta/crossref-list.json": (20, 0, 20, 11, 7, 0),
    "crossref_commonmeta/crossref.json": (1, 1, 1, 1, 27, 0),
    "crossref_xml/crossref.xml": (1, 1, 1, 1, 27, 0),
    "csl_json/citeproc.json": (1, 1, 1, 1, 0, 0),
    "csl_json/csl-list.json": (17, 12, 17, 17, 0, 0),
    "datacite/datacite.json": (1, 1, 1, 1, 2, 0),
    "ieee_csv/ieee_1.csv": (100, 100, 100, 100, 0, 0),
    "ieee_csv/ieee_resources.csv": (10, 10, 10, 10, 0, 0),
    "ieee_json/findpapers_ieee_search.json": (25, 25, 25, 25, 0, 0),
    "jats_nxml/pone.0000217.nxml": (1, 1, 1, 1, 33, 0),
    "medline/medline_test_part.medline": (40, 39, 40, 40, 0, 0),
    "openalex/synergy_works_2023_page.json": (25, 25, 25, 25, 1543, 0),
    "openalex/work_dissertation_0.json": (1, 1, 1, 1, 245, 0),
    "openalex/work_journal_article_0.json": (1, 1, 1, 1, 76, 0),
    "openalex/work_preprint_0.json": (1, 1, 1, 1, 14, 0),
    "openalex/work_proceedings_article_0.json": (1, 1, 1, 1, 49, 0),
    "openalex/works_sample_0.json": (1, 0, 1, 1, 0, 0),
    "openalex/works_sample_1.json": (5, 2, 5, 4, 34, 0),
    "proquest_txt/proquest_part.txt": (7, 7, 6, 7, 0, 0),  # the last document is cut off
    "pubmed_xml/findpapers_pubmed_esearch.xml": (0, 0, 0, 0, 0, 1),  # ids only
    "pubmed_xml/findpapers_pubmed_paper.xml": (1, 1, 1, 1, 0, 0),
    "pubmed_xml/pubmed-29768149.xml": (1, 1, 1, 1, 0, 0),
    "ris/crossref.ris": (1, 1, 1, 1, 0, 0),
    "ris/litstudy_example.ris": (25, 25, 25, 25, 0, 0),
    "ris/rispy_example_bom.ris": (0, 0, 0, 0, 0, 1),  # a DOI only
    "ris/rispy_example_full.ris": (2, 2, 2, 2, 0, 0),
    "ris/rispy_example_multiline.ris": (3, 3, 0, 0, 0, 0),
    "ris/rispy_example_utf_chars.ris": (1, 1, 1, 1, 0, 0),
    "scopus_csv/metaknowledge_scopus_part.csv": (119, 107, 119, 117, 5281, 0),  # 12 say [No abstract available]
    "scopus_csv/scopus.csv": (58, 57, 58, 49, 2450, 0),
    "scopus_json/findpapers_scopus_search.json": (2, 0, 2, 2, 0, 0),
    "semantic_scholar/Paper_full.json": (1015, 780, 1010, 1007, 1014, 0),  # with all that it cites and is cited by
    "semantic_scholar/litstudy_graph_search.json": (100, 0, 0, 0, 0, 0),
    "semantic_scholar/paper_batch.json": (0, 0, 0, 0, 0, 3),  # ids and authors only
    "semantic_scholar/paper_citations.json": (100, 0, 0, 0, 0, 0),
    "semantic_scholar/paper_references.json": (50, 0, 0, 0, 0, 0),
    "semantic_scholar/paper_search.json": (100, 0, 0, 0, 0, 0),
    "semantic_scholar/paper_search_bulk.json": (1000, 0, 0, 0, 0, 0),
    "semantic_scholar/paper_search_fields.json": (0, 0, 0, 0, 0, 100),  # ids and fields only
    "semantic_scholar/paperqa_bulk_title_search_1.json": (1, 0, 1, 1, 0, 0),
    "semantic_scholar/paperqa_title_search_paper_attributes2__1.json": (1, 0, 1, 1, 0, 0),
    "springer_csv/springer.csv": (1000, 0, 1000, 994, 0, 0),
    "unarxive/preview.jsonl": (1, 1, 1, 1, 24, 0),
    "wos_txt/rispy_example_wos.txt": (2, 2, 2, 2, 145, 0),
    "wos_txt/savedrecs.txt": (32, 10, 32, 32, 956, 0),
}

# file: title, authors and date of the first paper, as they stand in the file
FIRST = {
    "arxiv_atom/findpapers_arxiv_search.xml": (
        "A Multitask Deep Learning Approach for User Depression Detection on Sina Weibo",
        "Yiding Wang|Zhenyi Wang|Chenghao Li|Yilin Zhang|Haizhou Wang",
        "2020-08-25",
    ),
    "bibtex/pure.bib": (
        "A multiscale analysis of the urban heat island effect: from city averaged temperatures "
        "to the energy demand of individual buildings",
        "Y. Toparlar",
        "2018-04-25",
    ),
    "crossref/litstudy_crossref_work.json": (
        "litstudy: A Python package for literature reviews",
        "Stijn Heldens|Alessio Sclocco|Henk Dreuning|Ben van Werkhoven|Pieter Hijma|Jason Maassen"
        "|Rob V. van Nieuwpoort",
        "2022-12",
    ),
    "jats_nxml/pone.0000217.nxml": (
        "Quantifying Organismal Complexity using a Population Genetic Approach",
        "Olivier Tenaillon|Olin K. Silander|Jean-Philippe Uzan|Lin Chao",
        "2007-02-14",
    ),
    "medline/medline_test_part.medline": (
        "Bioinformatic survey of ABC transporters in dermatophytes.",
        "Marek Gadzalski|Anita Ciesielska|Pawel Staczek",
        "2016-01-15",
    ),
    "ris/litstudy_example.ris": ("The European Approach to the Exascale Challenge", "G. Kalbe", "2019"),
    "scopus_csv/scopus.csv": ("Scalable molecular dynamics with NAMD", None, "2005"),
    "wos_txt/savedrecs.txt": (
        "EXPERIMENTS IN PHENOMENOLOGICAL ELECTRODYNAMICS AND THE ELECTROMAGNETIC ENERGY-MOMENTUM TENSOR",
        "I BREVIK",
        "1979",
    ),
}


@pytest.mark.parametrize("name", HOLDS)
def test_file_gives_the_papers_that_it_holds(shared: Path, name: str) -> None:
    found = list(records([shared / "formats" / name]))
    papers = [item for item in found if isinstance(item, Paper)]
    assert (
        len(papers),
        sum(bool(paper.abstract) for paper in papers),
        sum(paper.year is not None for paper in papers),
        sum(bool(paper.authors) for paper in papers),
        sum(len(paper.references) for paper in papers),
        len(found) - len(papers),
    ) == HOLDS[name]


@pytest.mark.parametrize("name", FIRST)
def test_first_paper_as_the_file_states_it(shared: Path, name: str) -> None:
    title, names, date = FIRST[name]
    first = next(iter(records([shared / "formats" / name])))
    assert isinstance(first, Paper)
    assert (first.title, first.date) == (title, date)
    if names:
        assert "|".join(author.name for author in first.authors) == names


def test_no_file_is_forgotten(shared: Path) -> None:
    folder = shared / "formats"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - set(HOLDS) == {"README.md"}


# what stands in a bibliography or an abstract: how it is printed
LATEX = {
    r"R{\^o}le of C\^ot{\'e} and J{\'e}r{\^{o}}me, \^\i": "Rôle of Côté and Jérôme, î",
    r"Nguy{\~{\^e}}n, Nguy{\~\^{e}}n and Nguy{\^{e}}n": "Nguyễn, Nguyễn and Nguyên",
    r"50\% of $x^2$ and x^2 by under^scores_here": "50% of $x^2$ and x^2 by under^scores_here",
    r"\texttt{HornNet} on \mbox{BUOY-10}, \textsf{quay-base}": "HornNet on BUOY-10, quay-base",
    r"\unheard{HornNet} and \ownname stay": r"HornNet and \ownname stay",
    r"the 100\textsuperscript{th} horn, 10\textsuperscript{-3} \textsubscript{m}": "the 100th horn, 10^-3 m",
    r"\noindent Fog. \par Horns \textbar{} buoys, hy\-phens": "Fog. Horns | buoys, hyphens",
    r"{\textless}b{\textgreater}Fog{\textless}/b{\textgreater} {\textgreater}50": "Fog >50",
    r"\'Et\"ude of \(a_1^2\), \[b_2\], $$c_3$$ and $a<b>c$": r"Étüde of \(a_1^2\), \[b_2\], $$c_3$$ and $a<b>c$",
    r"~50\% in Fig.~1, $a$$b_1$": "~50% in Fig. 1, $a$$b_1$",
}


@pytest.mark.parametrize("text", LATEX)
def test_latex_is_read_as_it_is_printed(text: str) -> None:
    assert decoded(text) == LATEX[text]


@pytest.mark.parametrize("text", ["50% of $n$ papers_with under^scores", "Côté & C#: ~50% of a_b^c, 10^-3 – R&D"])
def test_text_without_latex_stays_as_it_is(text: str) -> None:
    assert decoded(text) == text


def bibliography(folder: Path, text: str) -> Reading:
    (folder / "a.bib").write_text(text, encoding="utf-8")
    return read([folder / "a.bib"])


def test_latex_in_names_titles_and_dois(tmp_path: Path) -> None:
    (paper,) = bibliography(
        tmp_path,
        r"""@article{a, title={R{\^o}le of {\textless}i{\textgreater}Fog{\textless}/i{\textgreater}},
        author={C{\^o}t{\'e}, J{\'e}r{\^o}me and Nguy{\~{\^e}}n, An}, abstract={The \texttt{HornNet} of \mbox{Quay}.},
        doi={10.5555/(SICI)1--9:17{\textless}16::AID-A{\_}B\textunderscore{}C{\textgreater}3.0.CO;2-2}}""",
    ).papers
    assert (paper.title, paper.author_string) == ("Rôle of Fog", "Jérôme Côté, An Nguyễn")
    assert paper.abstract == "The HornNet of Quay."
    assert paper.doi == "10.5555/(sici)1--9:17<16::aid-a_b_c>3.0.co;2-2"


def test_latex_in_the_answers_of_arxiv(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        r"""<feed><entry><id>http://arxiv.org/abs/2301.00001v1</id>
        <title>Schr\"odinger's \emph{Horns} in $O(n^2)$</title>
        <summary>We propose \textbf{HornNet}, 5% better_than before.</summary>
        <author><name>Jos\'e Pl\'ov\`a</name></author></entry></feed>""",
        encoding="utf-8",
    )
    (paper,) = read([tmp_path / "a.xml"]).papers
    assert (paper.title, paper.author_string) == ("Schrödinger's Horns in $O(n^2)$", "José Plóvà")
    assert paper.abstract == "We propose HornNet, 5% better_than before."


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ("@article{a, title={Fog}, author={Moss, E., Fern, D., Reed, B.}}", "a name with too many commas"),
        ("@article{a, title={Fog}, author={Moss, E., Fern, D., and Reed, B.}}", "a name with too many commas"),
        ("@article{a, title={Fog}, author={family=Moss, given=E. and given={D.}, family=Fern and Reed, B.}}", ""),
        ("@article{a, title={Fog}, author={Moss, E. and Fern, D. and B. Reed}, journal=jh}", "a macro that is not"),
        ("@article{a, title={Fog}, author={E. Moss and D. Fern and B. Reed}, title={Horns}}", "a field given twice"),
        ("@article{, title={Fog}, author={E. Moss and D. Fern and B. Reed}}", "an entry without a key"),
        ("@article{title={Fog}, author={E. Moss and D. Fern and B. Reed}}", "an entry without a key"),
        ("@article{moss fog, title={Fog}, author={E. Moss and D. Fern and B. Reed}}", "a key with a space"),
    ],
)
def test_entries_with_faults_are_kept_and_told(tmp_path: Path, entry: str, note: str) -> None:
    reading = bibliography(tmp_path, f"@misc{{z, title={{Before}}}}\n{entry}")
    assert not reading.skipped
    paper = reading.papers[1]
    assert (paper.title, [author.name for author in paper.authors]) == ("Fog", ["E. Moss", "D. Fern", "B. Reed"])
    assert paper.venue == ("jh" if "jh" in entry else "")
    told = [text for text in reading.notes if text.endswith(": line 2")]
    assert [text.startswith(f"a.bib: {note}") for text in told] == [True] * bool(note)


def test_faults_of_many_entries_are_one_note(tmp_path: Path) -> None:
    entries = "\n".join(f"@misc{{k{number}, title={{Fog {number}}}, journal=jh}}" for number in range(9))
    notes = bibliography(tmp_path, entries).notes
    assert "a.bib: a macro that is not defined, its name is kept: lines 1, 2, 3, 4, 5 and 4 more" in notes


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("{Eli Moss, Dee Fern}", ["Eli Moss, Dee Fern"]),
        ("{{Eli Moss, Dee Fern}} and Bo Reed", ["Eli Moss, Dee Fern", "Bo Reed"]),
        ("Eli Moss, Dee Fern, and Bo Reed", ["Eli Moss", "Dee Fern", "Bo Reed"]),
        (
            "Moss, Jr., Eli and Fern, Dee, III and van der Beek, Gus, and others",
            ["Eli Moss Jr.", "Dee Fern III", "Gus van der Beek"],
        ),
    ],
)
def test_commas_in_names(tmp_path: Path, names: str, people: list[str]) -> None:
    (paper,) = bibliography(tmp_path, f"@misc{{a, title={{Fog}}, author={{{names}}}}}").papers
    assert [author.name for author in paper.authors] == people


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Moss, Eli and Fern, Dee and others", "Eli Moss, Dee Fern et al."),
        ("Moss, Eli and Fern, Dee and et al.", "Eli Moss, Dee Fern et al."),
        ("Moss, Eli and Fern, Dee and {others}", "Eli Moss, Dee Fern et al."),
        ("Moss, Eli and Fern, Dee", "Eli Moss, Dee Fern"),
        ("others", ""),
    ],
)
def test_a_list_of_authors_that_is_cut_says_so(tmp_path: Path, names: str, told: str) -> None:
    (paper,) = bibliography(tmp_path, f"@misc{{a, title={{Fog}}, author={{{names}}}}}").papers
    assert paper.author_string == told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ris", "TY  - JOUR\nTI  - Fog\nAU  - Moss, Eli\nAU  - Fern, Dee\nAU  - et al.\nER  - \n"),
        ("a.jsonl", '{"title": "Fog", "authors": ["Eli Moss", "Dee Fern", "others"]}\n'),
        ("b.jsonl", '{"title": "Fog", "authors": [{"name": "Eli Moss"}, {"name": "Dee Fern et al."}]}\n'),
    ],
)
def test_lists_of_other_sources_say_so_too(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (paper,) = read([tmp_path / name]).papers
    assert paper.author_string == "Eli Moss, Dee Fern et al."
    assert [author.name for author in paper.authors] == ["Eli Moss", "Dee Fern"]


def test_markup_of_the_web_is_none_of_the_text(tmp_path: Path) -> None:
    fields = r"""title={R&D of A \&amp; B&nbsp;C}, journal={Fog &amp; Mist}, keywords={fog &amp; mist; CO<sub>2</sub>},
        abstract={<jats:p>We reach 95&nbsp;% at p &lt; 0.05, $a<b>c$ where x & y.</jats:p>}"""
    (paper,) = bibliography(tmp_path, f"@misc{{a, {fields}}}").papers
    assert (paper.title, paper.venue) == ("R&D of A & B C", "Fog & Mist")
    assert paper.abstract == "We reach 95 % at p < 0.05, $a<b>c$ where x & y."
    assert paper.subjects == ("fog & mist", "CO2")


def test_a_fault_has_one_line_number_that_of_the_file(tmp_path: Path) -> None:
    (skipped,) = bibliography(tmp_path, "\n\n@misc{a,\n  title={Fog},\n  year={2020\n").skipped
    assert skipped.line == 3
    assert "line" not in skipped.reason


@pytest.mark.parametrize(
    "volume",
    [
        "@proceedings{P, title={ignored}, booktitle={Proc. Quays}, year=2012, month=may}",
        "@book{p, title={Proc. Quays}, editor={Moss, E.}, year={2012}, month=may}",
        "@collection{p, title={Proc. Quays}, date={2012-05}}",
    ],
)
@pytest.mark.parametrize("between", ["\n", " "])
def test_venue_and_date_of_the_volume_wherever_it_stands(tmp_path: Path, volume: str, between: str) -> None:
    part = "@incollection{c, title={Fog Horns}, crossref={p}}"
    for pieces in ((part, volume), (volume, part)):
        papers = bibliography(tmp_path, between.join(pieces)).papers
        (found,) = [paper for paper in papers if paper.id == "c"]
        assert (found.venue, found.date) == ("Proc. Quays", "2012-05")


@pytest.mark.parametrize(
    ("field", "arxiv"),
    [
        ("journal={arXiv preprint arXiv:1512.03385}", "1512.03385"),
        ("journal={CoRR}, volume={abs/1706.03764}", "1706.03764"),
        ("eprint={arXiv:cs/0101001v2}", "cs/0101001"),
        ("eprint={1901.00002}, eprinttype={hal}", ""),
        ("note={arXiv:1706.03762 [cs]}", "1706.03762"),
        ("note={A reply to arXiv:1706.03762}", ""),
        ("howpublished={\\url{https://arxiv.org/abs/1706.03762}}", "1706.03762"),
    ],
)
def test_arxiv_ids_where_reference_managers_put_them(tmp_path: Path, field: str, arxiv: str) -> None:
    (paper,) = bibliography(tmp_path, f"@misc{{a, title={{Fog Horns}}, {field}}}").papers
    assert paper.arxiv == arxiv


def test_dois_that_stand_as_addresses(tmp_path: Path) -> None:
    (paper,) = bibliography(tmp_path, "@misc{a, title={Fog}, url={https://doi.org/10.5555/A{\\_}1}}").papers
    assert (paper.doi, paper.urls) == ("10.5555/a_1", ("https://doi.org/10.5555/A_1",))
    (tmp_path / "a.ris").write_text("TY  - JOUR\nTI  - Fog\nUR  - http://dx.doi.org/10.5555/a.2\nER  - \n")
    (paper,) = read([tmp_path / "a.ris"]).papers
    assert (paper.id, paper.doi) == ("doi:10.5555/a.2", "10.5555/a.2")


def test_references_and_all_keywords_of_databases(tmp_path: Path) -> None:
    scopus, web_of_science = bibliography(
        tmp_path,
        r"""@article{s, title={Fog Horns}, author_keywords={fog; horns}, keywords={Buoys; fog},
        references={Fern, D., Quiet Buoys {\&} Lamps (2019) Old J., 3, pp. 14-20; Reed, B., doi: 10.5555/Lamp.2}}
        @article{w, title={{Lamps}}, Keywords={{lamps}}, Keywords-Plus={{LIGHT}},
        Cited-References={{Fern D., 2019, OLD J, V3, P14.
           {[}Anonymous], 2018, QUAYS \& J. LAMPS, V1, P2, DOI 10.5555/lamp.2.}}}""",
    ).papers
    assert scopus.references == ("Fern, D., Quiet Buoys & Lamps (2019) Old J., 3, pp. 14-20", "doi:10.5555/lamp.2")
    assert scopus.subjects == ("fog", "horns", "Buoys")
    assert web_of_science.references == ("wos:fern d, 2019, old j, v3, p14", "doi:10.5555/lamp.2")
    assert web_of_science.subjects == ("lamps", "LIGHT")


def test_entries_of_web_of_science_cite_one_another(tmp_path: Path) -> None:
    entries = r"""@article{WOS:1, title={{Quiet Buoys}}, author={Fern, Dee K. and Moss, Eli}, journal={{OLD JOURNAL}},
        journal-iso={{Old J.}}, year={{2019}}, volume={{3}}, pages={{14-20}}, unique-id={{WOS:1}}}
        @article{WOS:2, title={{Loud Lamps}}, unique-id={{WOS:2}},
        cited-references={{Fern DK, 2019, OLD J, V3, P14.
           Reed B., 2018, LAMPS, V1, P2.}}}"""
    assert citations(bibliography(tmp_path, entries).papers).edges == (("WOS:2", "WOS:1"),)


def test_one_work_of_four_formats_is_one_paper(shared: Path) -> None:
    names = (
        "bibtex/crossref.bib",
        "crossref_commonmeta/crossref.json",
        "crossref_xml/crossref.xml",
        "ris/crossref.ris",
    )
    reading = read([shared / "formats" / name for name in names])
    (paper,) = reading.papers
    assert [source.reader for source in paper.sources] == ["bibtex", "crossref", "crossref_xml", "ris"]
    assert (paper.id, paper.date, len(paper.references)) == ("Sankar_2014", "2014-02-11", 27)


@pytest.mark.parametrize(
    ("name", "works", "merged", "inner", "own"),
    [
        # Two works are in the set twice, as a talk without DOI and as the article with one: three edges coincide.
        ("citations_medicine", 7233, 2, 20_286 - 3, 20),
        ("citations_visualization", 4999, 0, 25_047, 29),
    ],
)
def test_citations_inside_real_sets(shared: Path, name: str, works: int, merged: int, inner: int, own: int) -> None:
    reading = read([shared / "bulk" / f"{name}.jsonl.gz"])
    assert not any(isinstance(item, Skipped) for item in reading.skipped)
    found = citations(reading.papers)
    assert (reading.records, reading.merged) == (works, merged)
    assert (len(found.edges), found.own) == (inner, own)
