"""The shapes: clean on our export, and a finding for each thing that breaks them."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib

from kg.errors import GraphError
from kg.resources import shipped
from kg.validate import validate
from tests.rdf_graph import small, with_row, written

ID = "https://w3id.org/scikg/id/"


def test_our_export_is_clean(tmp_path: Path):
    assert validate(written(tmp_path)) == []


def test_shapes_are_shacl():
    shapes = rdflib.Graph().parse(data=shipped("ontologies", "shapes.ttl").read_bytes())
    ok, _, told = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert ok, told


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    """Findings, as text, on our export with one thing changed."""
    path = written(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(f) for f in validate(path)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('dcterms:identifier "p1"', 'dcterms:identifier "p1", "p2"', "dcterms:identifier: More than 1"),
        ('"2023-08-01"^^xsd:date', '"last year"', "dcterms:issued: one date"),
        ('bibo:doi "10.1/abc"', 'bibo:doi "https://doi.org/10.1/abc"', "bibo:doi"),
        ("kg:confidence 0.93", "kg:confidence 1.93", "kg:confidence"),
        ('kg:modality "negated"', 'kg:modality "maybe"', "kg:modality"),
        ("oa:end 6", "oa:end 0", "oa:start"),
        ("a kg:Dataset , kg:Benchmark", "a kg:Task", "kg:evaluatedOn ends at a Dataset or a Benchmark only"),
        ('kg:valueText "84.1"', 'kg:unit "x"', "kg:valueText: Less than 1"),
        ("kg:hasCode true", "kg:hasCode false", "kg:hasCode: Value"),
        ("kg:hasCode true", "kg:hasKode true", "kg:hasKode: the ontology has no such term"),
        ('skos:prefLabel "RMT"', 'skos:prefLabel "RMT" , "R"', "skos:prefLabel: More than 1"),
        ("a kg:Paper , fabio:ResearchPaper", "a kg:Paper", "fabio:ResearchPaper"),
        ('"2023-08-01"^^xsd:date', '"20x3"^^xsd:gYear', "dcterms:issued: one date"),
        ('"2023-08-01"^^xsd:date', '"2023-13"^^xsd:gYearMonth', "dcterms:issued: one date"),
    ],
)
def test_what_breaks_the_shapes_is_found(old: str, new: str, told: str, tmp_path: Path):
    found = broken(tmp_path, old, new)
    assert any(told in f for f in found), found
    assert all("\n" not in f for f in found)


def test_a_triple_that_breaks_domain_and_range_is_found_at_both_ends(tmp_path: Path):
    row = ("statement/bad", "entity/imagenet", "proposes", "paper/p1", "", 0.5, 1, True)
    graph = with_row(small(), "statements", row)
    graph = with_row(graph, "support", ("statement/bad", "evidence/1", "paper/p1", 0.5))
    found = " ".join(str(f) for f in validate(written(tmp_path, graph)))
    assert "kg:proposes begins at a Paper only" in found
    assert "kg:proposes ends at a Method or a Dataset or a Benchmark or a Metric only" in found


def test_a_triple_without_a_statement_is_found(tmp_path: Path):
    triple = f"<{ID}paper/p1> kg:uses <{ID}entity/transformer> ."  # which its statement denies
    path = written(tmp_path)
    path.write_text(path.read_text("utf-8") + triple, "utf-8")
    assert [str(f) for f in validate(path)] == [
        f"{ID}paper/p1 kg:uses: no statement without modality bears this triple (found {ID}entity/transformer)"
    ]


def test_a_statement_that_comes_twice_is_found(tmp_path: Path):
    graph = with_row(small(), "statements", ("statement/again", "paper/p1", "proposes", "entity/rmt", "", 0.5, 1, True))
    graph = with_row(graph, "support", ("statement/again", "evidence/1", "paper/p1", 0.5))
    assert [f.message for f in validate(written(tmp_path, graph))] == ["2 statements say this"]


def test_findings_come_in_a_fixed_order(tmp_path: Path):
    path = written(tmp_path)
    text = path.read_text(encoding="utf-8").replace("kg:evidence", "kg:evidense")
    path.write_text(text, encoding="utf-8")
    assert validate(path) == validate(path) != []


def test_what_a_large_file_takes_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    path = written(tmp_path)
    assert validate(path, tell=told.append) == []
    assert told == []
    monkeypatch.setattr("kg.validate._SECONDS_A_MB", 60 * 3e6 / path.stat().st_size)
    assert validate(path, tell=told.append) == []
    assert len(told) == 1
    assert "3 minutes" in told[0]


def test_an_unknown_term_is_told_once_with_its_first_node(tmp_path: Path) -> None:
    path = written(tmp_path)
    text = path.read_text(encoding="utf-8").replace("a kg:Statement", "a kg:Sentence")
    path.write_text(text, encoding="utf-8")
    unknown = [f for f in validate(path) if "no such term" in f.message]
    assert [(f.node.rsplit("/", 2)[1:], f.path) for f in unknown] == [(["statement", "1"], "kg:Sentence")]


def test_an_odd_value_is_a_finding_and_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = broken(tmp_path, "kg:confidence 0.93", 'kg:confidence "x"^^xsd:decimal')
    assert any("kg:confidence" in f for f in found)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"), [("cut.ttl", "@prefix a: <b:> .\na:b"), ("cut.rdf", "<x>"), ("cut.nt", "<a")]
)
def test_a_file_that_was_cut_off_is_one_line(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=r"is no RDF of the kind") as error:
        validate(tmp_path / name)
    assert "\n" not in str(error.value)


def test_trig_is_checked_as_one_graph_and_rdf_1_2_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert validate(written(tmp_path, suffix="trig"), tell=told.append) == []
    assert told == []
    new = tmp_path / "new.ttl"
    new.write_text('VERSION "1.2"\n<a:b> <c:d> <<( <a:b> <c:d> <e:f> )>> .', encoding="utf-8")
    with pytest.raises(GraphError, match=r"RDF 1\.2"):
        validate(new)


def test_what_cannot_find_anything_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text("<a:b> <c:d> <e:f> .", encoding="utf-8")
    told: list[str] = []
    assert validate(other, tell=told.append) == []
    assert "holds no paper" in told[0]
    with pytest.raises(GraphError, match="holds no SHACL shape"):
        validate(other, other)
    with pytest.raises(GraphError, match="no such file; --shapes"):
        validate(other, tmp_path / "none.ttl")


def test_a_missing_or_broken_file_is_one_line(tmp_path: Path):
    with pytest.raises(GraphError, match="no such file"):
        validate(tmp_path / "kg.ttl")
    (tmp_path / "kg.ttl").write_text("this is no turtle")
    with pytest.raises(GraphError, match="is no RDF"):
        validate(tmp_path / "kg.ttl")
