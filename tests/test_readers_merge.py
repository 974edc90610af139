"""Which records are one paper, which value it takes, and who cites whom."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from kg.readers import citations, cited_only, resolve
from kg.readers.language import language
from kg.readers.likeness import Likeness
from kg.readers.merge import _finish, _Work, merge
from kg.records import Author, Paper, Source

LONG = (
    "We study how fog horns can be heard over long distances in busy harbours. "
    "Our horns reach 81.5 F1 on HarbourQA and beat all earlier horns by two points."
)
OTHER = (
    "This note welcomes the readers to the tenth volume of the proceedings and thanks all the reviewers. "
    "It also lists the prizes that the committee gave, and the plans for the next meeting."
)


def paper(id: str, title: str = "Fog Horns for Graphs", abstract: str = LONG, **fields: object) -> Paper:
    people = tuple(Author(name=name) for name in fields.pop("names", ("Eli Moss", "Dee Fern")))
    source = Source(file="f", line=1, id=id, reader="test")
    return Paper(id=id, title=title, abstract=abstract, authors=people, sources=(source,), **fields)


def joined(*papers: Paper) -> list[list[str]]:
    return [[source.id for source in found.sources] for found in merge(papers).papers]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"doi": "10.5555/a"}, {"doi": "10.5555/a", "abstract": ""}),
        ({"arxiv": "2301.00001"}, {"arxiv": "2301.00001", "title": "Fog horns for graphs."}),
        ({"ids": ("pmid:7",)}, {"ids": ("pmid:7",), "title": "FOG HORNS FOR GRAPHS", "abstract": ""}),
        ({"date": "2022"}, {"date": "2023-05", "names": ("E. Moss", "D. Fern")}),
        ({}, {"names": ()}),
        ({"abstract": ""}, {"abstract": ""}),
        ({"abstract": "", "names": ("Eli Moss 3rd",)}, {"abstract": "", "names": ("E. Moss III",)}),
        ({"doi": "10.48550/arxiv.2301.00001", "arxiv": "2301.00001"}, {"doi": "10.5555/a", "date": "2024"}),
        ({}, {"title": "Fog Hornes for Graphs"}),
        ({}, {"title": "Fog Horns for Graphs (Extended Abstract)"}),
        ({}, {"title": "[RETRACTED] Fog Horns for Graphs"}),
        ({}, {"title": "Fog Horns for Graphs: A Study in Sound"}),
        ({"title": "Schrödinger Bridges of Fog"}, {"title": "Schrodinger bridges of fog"}),
        (
            {"abstract": "", "date": "2016", "arxiv": "1601.00001", "venue": "arXiv"},
            {"abstract": "", "date": "2018", "venue": "Journal of Harbours"},
        ),
        (
            {"title": "FogNet", "abstract": "", "date": "2016", "arxiv": "1601.00001"},
            {"title": "FogNet", "abstract": "", "date": "2017", "venue": "Journal of Harbours"},
        ),
        (
            {"title": "Fog Horns", "abstract": "", "date": "2016", "venue": "J. Mach. Learn. Res."},
            {"title": "Fog Horns", "abstract": "", "date": "2016", "venue": "Journal of Machine Learning Research"},
        ),
        ({"title": "Fog Horns", "date": "2016"}, {"title": "Fog Horns", "date": "2017"}),
        ({"title": "Editorial", "doi": "10.5555/a", "abstract": ""}, {"title": "Editorial", "doi": "10.5555/a"}),
        ({"title": "Editorial", "date": "2016"}, {"title": "Editorial", "date": "2016"}),
    ],
)
def test_records_of_one_paper(left: dict[str, object], right: dict[str, object]) -> None:
    assert joined(paper("a", **left), paper("b", **right)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"doi": "10.5555/a"}, {"doi": "10.5555/b"}),
        ({"arxiv": "2301.00001"}, {"arxiv": "2301.00002"}),
        ({"ids": ("pmid:7",)}, {"ids": ("pmid:8",)}),
        ({"title": "Preface", "names": ()}, {"title": "Preface", "abstract": OTHER, "names": ()}),
        ({"title": "Preface", "abstract": "", "names": ()}, {"title": "Preface", "abstract": "", "names": ()}),
        ({"title": "Preface", "abstract": ""}, {"title": "Preface", "abstract": "", "names": ("Bo Reed",)}),
        ({"date": "2015", "abstract": ""}, {"date": "2023", "abstract": ""}),
        ({"title": "Fog Horns at Sea, Part I"}, {"title": "Fog Horns at Sea, Part II"}),
        ({"title": "The Harbour System of 2008"}, {"title": "The Harbour System of 2009"}),
        ({"title": "Control of two fog horns"}, {"title": "Control of three fog horns"}),
        ({}, {"title": "Buoys for Tables", "abstract": OTHER}),
        ({"doi": "10.5555/a"}, {"doi": "10.5555/a", "title": "Editorial", "abstract": OTHER, "names": ("Bo Reed",)}),
        (
            {"doi": "10.5555/book", "title": "Coral gardens of the warm sea", "abstract": ""},
            {"doi": "10.5555/book", "title": "Timetables of night trains", "abstract": "", "names": ("Bo Reed",)},
        ),
        (
            {"title": "Editorial", "abstract": "", "date": "2001"},
            {"title": "Editorial", "abstract": "", "date": "2002"},
        ),
        (
            {"title": "Editorial", "abstract": "", "date": "2001"},
            {"title": "Editorial", "abstract": "", "date": "2001"},
        ),
        ({"title": "Annual report 2003", "date": "2003"}, {"title": "Annual report 2003", "date": "2004"}),
        (
            {"title": "Annual report of the harbour office of the west", "abstract": "", "date": "2003"},
            {"title": "Annual report of the harbour office of the west", "abstract": "", "date": "2004"},
        ),
        (
            {"title": "Harbour gossip", "abstract": "", "date": "2001"},
            {"title": "Harbour gossip", "abstract": "", "date": "2002"},
        ),
        (
            {"title": "Harbour gossip", "abstract": "", "date": "2001", "venue": "Journal of Fog"},
            {"title": "Harbour gossip", "abstract": "", "date": "2001", "venue": "Quays and Lamps"},
        ),
    ],
)
def test_records_of_two_papers(left: dict[str, object], right: dict[str, object]) -> None:
    assert joined(paper("a", **left), paper("b", **right)) == [["a"], ["b"]]


def test_third_record_joins_two_papers_into_the_first() -> None:
    first = paper("a", arxiv="2301.00001", title="Working Title of a Draft", names=(), abstract="")
    second = paper("b", doi="10.5555/a")
    both = paper("c", doi="10.5555/a", arxiv="2301.00001", abstract="", title="")
    assert joined(first, second, both) == [["a", "b", "c"]]


def test_years_that_are_near_do_not_chain() -> None:
    years = ("2001", "2005", "2003", "2007")
    assert joined(*(paper(year, abstract="", date=year) for year in years)) == [["2001", "2003"], ["2005", "2007"]]


def test_same_id_with_another_title_is_kept_under_a_name_of_its_own() -> None:
    found = merge(
        [paper("x"), paper("x", title="Tide Tables", abstract=OTHER), paper("x", title="Fog Horns for Graphs")]
    )
    assert [work.id for work in found.papers] == ["x", "x~2"]
    assert (found.merged, found.renamed) == (1, (("x", "x~2"),))


def test_better_value_is_chosen() -> None:
    preprint = paper(
        "a", title="Fog horns for graphs", doi="10.48550/arxiv.2301.00001", arxiv="2301.00001", date="2022-12-30"
    )
    printed = paper(
        "b",
        abstract=LONG[:-20],
        doi="10.5555/a",
        date="2023",
        venue="J. Harbours",
        names=("Eli Moss", "Dee Fern", "Bo Reed"),
    )
    later = paper(
        "c",
        doi="10.5555/a",
        date="2023-05-02",
        has_code=True,
        references=("doi:10.5555/z",),
        subjects=("LG",),
        abstract="",
    )
    (best,) = merge([preprint, printed, later]).papers
    assert (best.id, best.title, best.abstract) == ("a", "Fog Horns for Graphs", LONG)
    assert (best.doi, best.arxiv, best.date, best.venue) == ("10.5555/a", "2301.00001", "2023-05-02", "J. Harbours")
    assert len(best.authors) == 3
    assert "doi:10.48550/arxiv.2301.00001" in best.ids
    assert (best.has_code, best.references, best.subjects) == (True, ("doi:10.5555/z",), ("LG",))


def test_merging_many_equal_titles_takes_no_time() -> None:
    many = [paper(f"p{n}", title="Preface", abstract="", names=(f"Name{n} Family{n}",)) for n in range(3000)]
    assert merge(many).merged == 0


def test_citations_are_found_by_every_identifier_of_every_record() -> None:
    one = replace(
        paper("https://openalex.org/W1", doi="10.5555/a", arxiv="2301.00001", ids=("pmid:7",)),
        sources=(Source(file="f", id="https://openalex.org/W1"), Source(file="f", id="https://openalex.org/W2")),
    )
    forms = ("openalex:W1", "https://openalex.org/W2", "doi:10.5555/a", "10.5555/A", "arxiv:2301.00001", "pmid:7")
    for form in forms:
        citing = paper("c", title="Citing", references=(form, "doi:10.5555/elsewhere"))
        assert resolve([one, citing])[0] == (("c", "https://openalex.org/W1"),), form


def test_citations_in_words_need_title_and_year() -> None:
    cited = paper("q", title="Quiet Buoys in Old Harbours", date="2019")
    words = ("Fern, D., Quiet Buoys in Old Harbours (2019) Old J., 3", "Quiet Buoys in Old Harbours, (2018) Old J.")
    found = citations([cited, paper("c", references=words)])
    assert found.edges == (("c", "q"),)
    assert found.outside == (("c", words[1]),)


def test_works_outside_the_set_are_one_paper_each() -> None:
    references = ("doi:10.5555/z", "Reed, Lamps of Old (1999) Lamps J.", "pmid:9")
    found = citations([paper("a", references=references), paper("b", title="B", references=references[:2])])
    outside, edges = cited_only(found)
    assert [(work.doi, work.ids) for work in outside] == [("10.5555/z", ()), ("", ()), ("", ("pmid:9",))]
    assert outside[1].title == references[1]
    assert len(edges) == 5
    assert {cited for _, cited in edges} == {work.id for work in outside}


def test_papers_that_cite_themselves_are_dropped_and_counted() -> None:
    edges, sentence = resolve(
        [paper("a", references=("a", "b")), paper("b", title="B", references=("a",)), paper("c", title="C")]
    )
    assert edges == (("a", "b"), ("b", "a"))
    assert "2 of 3 papers (67%) state references" in sentence
    assert "1 paper cites itself" in sentence
    assert "no paper states its references" in resolve([paper("a")])[1]


@pytest.mark.parametrize(
    ("title", "abstract", "stated", "code"),
    [
        ("Fog Horns", LONG, "de", ""),
        ("", "Nous montrons que les cornes sont dans le port et que la méthode est utile pour les bateaux.", "", "fr"),
        ("", "Mostramos que las bocinas del puerto son útiles para los barcos y que el método es bueno.", "", "es"),
        ("", "本文研究港口中的雾号,并提出一种新的方法。", "", "zh"),
        ("", "この論文では港の霧笛について述べる。", "", "ja"),
        ("", "В работе исследуются туманные горны порта.", "", "ru"),
        ("Nebelhörner", "", "ger", "de"),
        ("Fog Horns for $\\alpha$-Graphs", "", "eng", ""),
        ("A Chinese Data Set of Fog: 雾", "We release a data set of fog in the harbours of the world: 雾.", "", ""),
    ],
)
def test_language(title: str, abstract: str, stated: str, code: str) -> None:
    assert language(title, abstract, stated) == code


def test_ids_of_thousands_of_papers_are_numbered_in_time() -> None:
    found = [paper("a", title=f"{n} fog", abstract="", names=()) for n in range(20_000)]
    began = process_time()
    merged = _finish([_Work([(n, one, Likeness.of(one))]) for n, one in enumerate(found)], len(found))
    assert process_time() - began < 5
    assert [one.id for one in merged.papers[:3]] == ["a", "a~2", "a~3"]
    assert len({one.id for one in merged.papers}) == len(found)
