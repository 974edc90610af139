"""The report: one file that needs nothing else, in which what was read is never markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest

from kg.analysis import analyse, report_sections
from kg.analysis.gaps import matrix
from kg.analysis.profiles import profiles
from kg.analysis.trends import adoption, papers_by_year
from kg.analysis.wording import span
from kg.errors import ExportError
from kg.export import write
from kg.export.terms import PREFIXES
from kg.graph import SCHEMA, Graph
from kg.records import Skipped
from kg.report import report_html, report_page
from kg.report.queries import SPARQL
from kg.summary import summary
from tests.graphs import graph_of

EVIL = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def graph() -> Graph:
    papers = {
        f"p{i}": {"title": f"{EVIL} {i}" if i % 7 == 0 else f"On {i}", "date": str(2000 + i // 8)} for i in range(80)
    }
    says = []
    for p in papers:
        i = int(p[1:])
        says += [(p, p, "uses", f"M{i % 4}"), (p, p, "addresses", f"T{i % 4}"), (p, p, "evaluatesOn", f"D{i % 2}")]
        says.append((p, f"M{i % 4}", "evaluatedOn", f"D{i % 2}"))
        says += [(p, p, "mentions", e) for e in (f"M{i % 4}", f"T{i % 4}", f"D{i % 2}")]
    kinds = {"M0": "Method", "M1": "Method", "M2": "Method", "M3": "Method", "D0": "Dataset", "D1": "Dataset"}
    kinds |= {f"T{i}": "Task" for i in range(4)} | {"acc": "Metric"}
    results = [
        {"paper": f"p{i}", "method": "M0", "on": "D0", "metric": "acc", "value": str(70 + i), "unit": "%"}
        for i in range(0, 40, 4)
    ]
    cites = [(f"p{i}", f"p{i // 2}") for i in range(2, 80)]
    return analyse(graph_of(papers, kinds, says, results=results, citations=cites))


class Tags(HTMLParser):
    """Collects tags, ids and where links lead; knows whether all tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        self.links.update(v or "" for k, v in attrs if k in ("href", "src"))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_one_file_without_script_or_address(graph: Graph) -> None:
    page = report_page(graph)
    found = read(page)
    assert not found.tags & {"script", "img", "iframe", "object"}
    assert all(link.startswith("#") or link == "data:," for link in found.links)
    assert "&lt;/script&gt;&lt;img" in page


def test_every_number_leads_to_its_query(graph: Graph) -> None:
    found = read(report_page(graph))
    assert {link[1:] for link in found.links if link.startswith("#")} <= found.ids


def test_the_queries_of_the_report_give_its_numbers(graph: Graph, tmp_path: Path) -> None:
    write(graph, tmp_path / "kg.ttl", "ttl", base_iri="https://example.org/")
    store = ox.Store()
    store.bulk_load(path=str(tmp_path / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    spaces = dict(PREFIXES)

    def ask(key: str) -> list[list[str]]:
        found = store.query(SPARQL[key], prefixes=spaces)
        assert isinstance(found, ox.QuerySolutions)
        return [[str(getattr(term, "value", "")) for term in row] for row in found]

    years = papers_by_year(graph)
    assert {int(y): int(n) for y, n in ask("years")} == years
    topics = graph.topics.filter(pl.col("kind") == "community")
    assert {name: int(n) for name, n in ask("topics")} == dict(topics.select("name", "size").iter_rows())
    cells = {(f"entity/{t.lower()}", f"entity/{d.lower()}"): int(n) for t, d, n in ask("matrix")}
    assert cells == matrix(graph, "Task", "Data").cells
    assert [key for key in SPARQL if not ask(key)] == []
    assert max(int(n) for _, n in ask("builds-on")) == 2


def test_parts_and_plots_are_there(graph: Graph) -> None:
    page = report_page(graph)
    for part in ("overview", "topics", "central", "building", "time", "leaderboards", "gaps", "next", "queries"):
        assert f'<section id="{part}">' in page
    assert page.count("<svg ") >= 5
    assert "D0: acc" in page


def test_the_same_graph_gives_the_same_page(graph: Graph) -> None:
    assert report_page(graph) == report_page(graph)


def test_an_empty_graph_has_a_report_too(tmp_path: Path) -> None:
    path = report_html(analyse(graph_of({}, {})), tmp_path / "new" / "report.html")
    read(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("named", [{}, {"M": "Method"}])
def test_a_report_of_one_paper_has_no_empty_table_and_no_plural(named: dict[str, str]) -> None:
    one = analyse(
        graph_of({"p": {"title": "Alone", "date": "2020"}}, named, [("p", "p", "uses", "M")] if named else [])
    )
    page = report_page(one)
    assert "<tbody></tbody>" not in page
    assert "<b>1</b>paper<" in page
    assert "1 papers" not in page
    assert "No topics: a topic has 3 papers or more" in page
    assert "agrees to" not in page
    markdown = summary(one, {"papers": 1}, [("a.txt", 1)], [], (), report_sections(one))
    assert "None." not in markdown
    assert not re.search(r":\n\n(#|$)", markdown)
    assert "No record was left out." in markdown
    assert "Nothing was found under:" in markdown
    assert "Gaps and disagreements" in markdown.split("## Nothing to tell")[1]


def test_the_markdown_report_keeps_what_was_found(graph: Graph) -> None:
    found = report_sections(graph)
    markdown = summary(graph, {"triples": 5}, [], [], ["a note"], found)
    assert "## Through time" in markdown
    assert "| RDF triples in kg.ttl, with all evidence | 5 |" in markdown
    tables = re.findall(r"\|---[^\n]*\n[^\n]*", "\n".join(text for _, text in found))
    assert tables
    assert [table for table in tables if table not in markdown] == []


def test_numbers_agree_between_report_and_manifest(graph: Graph) -> None:
    doubted = graph.results.with_columns(asserted=pl.int_range(pl.len()) > 0)
    page = report_page(Graph(**{n: doubted if n == "results" else getattr(graph, n) for n in SCHEMA}))
    assert f"<b>{graph.results.height - 1}</b>results" in page


def test_captions_count_what_they_show(graph: Graph) -> None:
    page = report_page(graph)
    named = len(adoption(graph)[:6])
    assert f"each of the {named} most named things" in page
    assert "2000 to 2000" not in page


def test_a_path_that_cannot_be_written_is_one_line(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        report_html(graph, tmp_path)


def test_sections_of_the_markdown_report_hold_no_markup_of_titles(graph: Graph) -> None:
    found = dict(report_sections(graph))
    assert next(iter(found)) == "Topics"
    assert "Modularity" in found["Topics"]
    text = "\n".join(found.values())
    assert not re.search(r"(?<!\\)<(?:img|/script)", text)


def test_what_was_left_out_for_one_reason_is_one_row(graph: Graph) -> None:
    out = [Skipped(file="a.csv", line=n, reason="no title") for n in range(12, 57)]
    out += [Skipped(file="b.csv", line=None, reason="the file is empty"), Skipped(file="a.csv", line=9, reason="cut")]
    out += [Skipped(file="c.json", line=None, reason=f"record {n}: no title") for n in (2, 5, 6, 9)]
    text = summary(graph, {"papers": 80}, [("a.csv", 1)], out)
    rows = [line for line in text.split("## Left out")[1].split("##")[0].split("\n") if " | " in line][1:]
    assert rows == [
        "| a.csv | 12, 13, 14 and 42 more | no title |",
        "| b.csv |  | the file is empty |",
        "| a.csv | 9 | cut |",
        "| c.json | record 2, record 5, record 6 and 1 more | no title |",
    ]


def test_a_unit_that_is_a_word_stands_apart(graph: Graph) -> None:
    page = report_page(replace(graph, results=graph.results.with_columns(unit=pl.lit("points"))))
    assert ">106 points</a>" in page
    assert ">106%</a>" in report_page(graph)


def test_a_period_tells_of_how_many_papers_it_is_known() -> None:
    def dated(*years: str) -> str:
        papers = {f"p{i}": {"date": year} for i, year in enumerate(years)}
        made = analyse(graph_of(papers, {"X": "Method"}, [(p, p, "uses", "X") for p in papers]))
        assert f"<td>{span(profiles(made)[0])}</td>" in report_page(made)
        return dict(report_sections(made))["Topics"].splitlines()[2]

    assert "| 3 | 2020 to 2021 | X" in dated("2020", "2021", "2021")
    assert "| 3 | 2020 (1 paper) | X" in dated("2020", "", "")
    assert "| 3 |  | X" in dated("", "", "")


def test_the_report_tells_papers_that_name_nothing_from_those_that_share_nothing() -> None:
    names = dict.fromkeys("abc", "X") | dict.fromkeys("def", "Y") | {"g": "Z"}
    says = [(p, p, "uses", name) for p, name in names.items()] + [(p, p, "uses", "W") for p in "abcdef"]
    made = analyse(graph_of({p: {} for p in "abcdefghi"}, dict.fromkeys("WXYZ", "Method"), says))
    text = dict(report_sections(made))["Topics"]
    assert "3 papers are in no topic: 2 with no entity at all, 1 with no entity shared with enough others." in text


def test_what_is_new_has_a_table_of_its_own_where_the_most_named_leave_it_out() -> None:
    papers = {f"p{y}-{i}": {"date": str(y), "title": f"{y}"} for y in range(2001, 2016) for i in range(5)}
    things = {f"T{y}": "Method" for y in range(2001, 2016)}
    says = [(p, p, "uses", f"T{p[1:5]}") for p in papers] + [
        (p, p, "uses", f"T{y}") for p in papers for y in (2001, 2002)
    ]
    text = dict(report_sections(analyse(graph_of(papers, things, says))))["Through time"]
    assert "| T2015 | 2015 |" in text.split("The newest of")[1].split("Bursts")[0]
    assert "| T2015 | 2015 |" not in text.split("The newest of")[0]


def test_that_no_papers_disagree_is_said_where_there_are_numbers() -> None:
    results = [{"paper": p, "method": "X", "on": "D", "metric": "M", "value": "84.1"} for p in "ab"]
    kinds = {"X": "Method", "D": "Dataset", "M": "Metric"}
    alike = graph_of({"a": {}, "b": {}}, kinds, results=results)
    assert "No two papers are seen to disagree" in dict(report_sections(analyse(alike)))["Gaps and disagreements"]
    results[1]["value"] = "84.2"
    apart = dict(report_sections(analyse(graph_of({"a": {}, "b": {}}, kinds, results=results))))[
        "Gaps and disagreements"
    ]
    assert "Papers that disagree: 1." in apart
    assert "No two papers" not in apart
