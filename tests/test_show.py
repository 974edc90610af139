"""What `kg show` finds under a name, what it offers instead, and that a large graph does not slow it down."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kg.errors import GraphError
from kg.graph import Graph
from kg.outputs import export
from kg.show import show, told
from kg.show.things import linking_of
from tests.graphs import graph_of

FORMS = (
    "10.1000/ABC",
    "doi:10.1000/abc",
    "DOI: 10.1000/abc",
    "https://doi.org/10.1000/Abc",
    "http://dx.doi.org/10.1000/abc",
)


def library() -> Graph:
    """Two papers, one with a DOI, one with an arXiv id, and what they use."""
    says = [("p", "p", "uses", "Transformer"), ("q", "q", "uses", "LSTM")]
    graph = graph_of(
        {"p": {"title": "On Attention", "authors": ["Ann Ash"]}, "q": {"title": "On Memory"}},
        {"Transformer": "Method", "LSTM|long short-term memory": "Method"},
        says,
    )
    papers = graph.papers.with_columns(
        doi=pl.Series(["10.1000/abc", ""]),
        arxiv=pl.Series(["", "1706.03762"]),
        ids=pl.Series([["pmid:12345"], []]),
    )
    return replace(graph, papers=papers)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The part of an out folder that is shown."""
    folder = tmp_path_factory.mktemp("show")
    library().save(folder / "tables")
    (folder / "build.json").write_text("{}", "utf-8")
    return folder


def test_who_proposed_a_thing_stands_first_and_in_words(tmp_path: Path) -> None:
    triples = [
        ("p", "proposes", "A"),
        ("A", "outperforms", "B"),
        ("A", "comparedWith", "C"),
        ("B", "comparedWith", "A"),
    ]
    says = [("p", *triple) for triple in triples]
    graph = graph_of({"p": {"title": "On A"}}, dict.fromkeys("ABC", "Method"), says)
    graph.save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    headings = [line for line in show("A", tmp_path).splitlines() if line.endswith(":")]
    assert headings == ["proposed by:", "comparedWith:", "outperforms:"]
    assert "\noutperformed by:\n  A" in show("B", tmp_path)


@pytest.mark.parametrize("name", [*FORMS, "pmid:12345"])
def test_a_doi_in_any_form_finds_its_paper(out: Path, name: str) -> None:
    assert show(name, out).startswith("On Attention\n")


@pytest.mark.parametrize(
    "name", ["1706.03762", "arXiv:1706.03762v3", "https://arxiv.org/abs/1706.03762", "10.48550/arXiv.1706.03762"]
)
def test_an_arxiv_id_in_any_form_finds_its_paper(out: Path, name: str) -> None:
    assert show(name, out).startswith("On Memory\n")


@pytest.mark.parametrize("name", ["doi", "doi:", "arxiv", "10.1000/ab"])
def test_half_an_identifier_finds_nothing(out: Path, name: str) -> None:
    with pytest.raises(GraphError, match="nothing is called"):
        show(name, out)


@pytest.mark.parametrize(
    ("name", "near"), [("Transfomer", "Transformer"), ("on atention", "On Attention"), ("Anne Ashe", "Ann Ash")]
)
def test_a_name_with_a_slip_is_told_what_it_is_near(out: Path, name: str, near: str) -> None:
    with pytest.raises(GraphError, match=f"; near: {near}"):
        show(name, out)


@pytest.mark.parametrize(
    ("iri", "head"),
    [
        ("https://w3id.org/scikg/id/entity/lstm", "LSTM"),
        ("<https://w3id.org/scikg/id/paper/p>", "On Attention"),
    ],
)
def test_an_iri_is_a_name_too(out: Path, iri: str, head: str) -> None:
    assert show(iri, out).startswith(head)


def test_the_beginning_of_one_title_finds_it(tmp_path: Path) -> None:
    titles = {"a": "Deep Fog Horns at Sea", "b": "Deep Fog Lamps", "c": "LSTM"}
    graph = graph_of({k: {"title": t} for k, t in titles.items()}, {"LSTM": "Method"}, [("c", "c", "uses", "LSTM")])
    graph.save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    assert show("deep fog horns", tmp_path).startswith("Deep Fog Horns at Sea\n")
    for several in ("Deep Fog", "Deep"):
        with pytest.raises(GraphError):
            show(several, tmp_path)
    assert "a paper has that title, too: kg show paper/c" in show("LSTM", tmp_path)


@pytest.mark.parametrize("told", ["{}", '{"options": 5}', '{"options": {}}'])
def test_a_build_json_that_tells_nothing_ends_no_command_in_a_traceback(told: str, tmp_path: Path) -> None:
    library().save(tmp_path / "tables")
    (tmp_path / "build.json").write_text(told, "utf-8")
    assert show("LSTM", tmp_path).startswith("LSTM")
    with pytest.raises(GraphError, match=r"build\.json: does not tell how it was built"):
        export("nt", tmp_path)


def test_no_text_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    graph = graph_of({"a": {"title": "Fog"}}, {"LSTM": "Method"}, [("a", "a", "uses", "LSTM")])
    graph = graph.with_column("papers", "venue", {"paper/a": "red \x1b[31m\x9b31m\nnew line"})
    graph.save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    text = show("Fog", tmp_path)
    assert not {"\x1b", "\x9b"} & set(text)
    assert "31m new line" in text


@pytest.mark.parametrize("name", ["-", ".", "\N{FOX FACE}"])
def test_a_name_without_a_letter_is_near_nothing(out: Path, name: str) -> None:
    with pytest.raises(GraphError) as error:
        show(name, out)
    assert "near" not in str(error.value)


def test_the_lines_of_other_entities_are_not_parsed(tmp_path: Path) -> None:
    wanted = {"id": "entity/a", "merges": [{"names": ["A", "B\u2028C"], "reason": "why"}]}
    file = tmp_path / "entities.jsonl"
    file.write_text(f"no JSON\n{json.dumps(wanted, ensure_ascii=False)}\nnor this, of entity/ab\n", "utf-8")
    assert linking_of(file, ["entity/a"])["entity/a"] == wanted
    assert linking_of(tmp_path / "absent.jsonl", ["entity/a"]) == {}


def test_a_thing_of_many_statements_is_shown_quickly_in_a_large_graph(tmp_path: Path) -> None:
    many = [f"p{i}" for i in range(300)]
    others = [f"x{i}" for i in range(100_000)]
    results = [{"paper": p, "method": "X", "value": "1"} for p in many]
    small = graph_of({p: {} for p in many}, {"X": "Method"}, [(p, p, "uses", "X") for p in many], results=results)
    padding = (
        small.entities.head(1)
        .select(pl.all().repeat_by(len(others)).explode())
        .with_columns(id=pl.Series(others), name=pl.Series(others))
    )
    graph = replace(small, entities=pl.concat([small.entities, padding]))
    began = time.process_time()
    (lines,) = told(graph, "X", tmp_path)
    assert len(list(lines)) == 1 + 1 + 2 * 300 + 1 + 300
    assert time.process_time() - began < 5  # 0.1 s; to look at all names for each line takes a minute


def test_of_a_hub_the_surest_are_shown_and_the_number_of_the_others(tmp_path: Path) -> None:
    papers = [f"p{i}" for i in range(12)]
    numbers = [{"paper": p, "method": "X", "value": str(i)} for i, p in enumerate(papers)]
    says = [*((p, p, "uses", "X") for p in papers), ("p3", "p4", "uses", "Y")]
    graph = graph_of({p: {} for p in papers}, {"X": "Method", "Y": "Method"}, says, results=numbers)
    sure = dict(zip(graph.statements["id"], (0.5 + i / 100 for i in range(13)), strict=True))
    sure |= dict(zip(graph.results["id"], (0.5 + i / 100 for i in range(12)), strict=True))
    for table in ("statements", "results"):
        ids = getattr(graph, table)["id"]
        graph = graph.with_column(table, "confidence", {i: sure[i] for i in ids})
    graph.save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    text = show("X", tmp_path, limit=2).splitlines()
    used = text[text.index("used by:") :]
    assert used[1].startswith("  p11  (0.6")
    assert used[3].startswith("  p10  (0.6")
    assert used[5:8] == ["  and 10 more; --limit 0 shows all", "", "results:"]
    assert [line.split()[0] for line in used[8:] if line.startswith("  ") and "“" not in line] == ["11", "10", "and"]
    assert "more" not in show("Y", tmp_path, limit=2)
    whole = show("X", tmp_path)
    assert "more" not in whole
    assert all(f"  {p}  (" in whole for p in papers)


def test_a_sentence_about_a_thing_names_its_paper_by_the_id_that_corrections_take(out: Path) -> None:
    assert "      “p uses Transformer.”  [p]" in show("Transformer", out).splitlines()
    assert "      “p uses Transformer.”" in show("On Attention", out).splitlines()


def test_a_topic_a_subject_and_a_result_are_shown(tmp_path: Path) -> None:
    graph = library()
    columns = {"id": "topic/x", "name": "Words, Trees", "kind": "community", "notation": "", "parent": "", "size": 2}
    subject = columns | {"id": "topic/CV", "name": "CV", "kind": "subject", "notation": "CV"}
    graph = replace(
        graph,
        topics=pl.DataFrame([columns, subject], schema=graph.topics.schema),
        entities=graph.entities.with_columns(topic=pl.lit("topic/x")),
        papers=graph.papers.with_columns(topic=pl.lit("topic/x"), subjects=pl.Series([["CV"], []])),
    )
    graph.save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    for name in ("words, trees", "https://w3id.org/scikg/id/topic/x"):
        text = show(name, tmp_path).splitlines()
        assert text[0] == "Words, Trees  (topic; 2 papers)"
        assert {"  LSTM  (Method)", "  Transformer  (Method)"} < set(text)
    assert show("CV", tmp_path).splitlines() == ["CV  (subject; 1 paper)", "", "papers:", "        On Attention"]
