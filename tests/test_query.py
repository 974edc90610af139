"""SPARQL over the exported RDF: answers, formats, errors, the kept store."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from kg.errors import QueryError
from kg.export.provenance import Provenance
from kg.export.rdf import write_rdf
from kg.options import BASE_IRI as ID
from kg.query import FORMATS, query
from tests.rdf_graph import MARKUP, out_folder, rows, small, written

TITLES = "SELECT ?p ?t { ?p a kg:Paper ; dcterms:title ?t } ORDER BY ?p"


def test_names_are_found_without_their_accents(tmp_path: Path) -> None:
    graph = small()
    names = graph.authors.with_columns(pl.lit("Jürgen Świętý").alias("name"))
    rdf = written(out_folder(tmp_path / "out"), replace(graph, authors=names.head(1)))
    assert "RMT" in query(rdf=rdf, named="author-methods", parameters={"author": "jurgen swiety"})


def test_table_is_readable_and_shows_markup_as_text(rdf: Path):
    lines = query(TITLES, rdf=rdf).splitlines()
    assert lines[0].split() == ["p", "t"]
    assert any(line.endswith(MARKUP) for line in lines)


def based(folder: Path, base_iri: str = ID) -> Path:
    """`small()` as a build writes it: with what the graph says of itself."""
    write_rdf(small(), folder / "kg.ttl", "ttl", base_iri=base_iri, provenance=Provenance(version="1"))
    return folder / "kg.ttl"


@pytest.mark.parametrize("base", [ID, "https://example.org/mine#"])
def test_a_table_shows_ids_and_a_parameter_takes_them(base: str, tmp_path: Path):
    rdf = based(tmp_path, base)
    asked = "SELECT ?p ?o { ?s kg:method ?p ; kg:on ?o }"
    assert [line.split() for line in query(asked, rdf=rdf).splitlines()[2:]] == [["entity/rmt", "entity/imagenet"]]
    by_id, by_name = (query(rdf=rdf, named="aliases", parameters={"what": word}) for word in ("entity/rmt", "RMT"))
    assert by_id == by_name
    assert by_id.splitlines()[2].startswith("entity/rmt ")
    for name in ("paper/a%2F.", "<paper/a%2F.>"):
        assert "RMT" in query(rdf=rdf, named="papers-building-on", parameters={"paper": name})
    for format in FORMATS[1:]:
        assert f"{base}entity/rmt" in query(asked, rdf=rdf, format=format)


def test_an_id_of_a_table_is_an_iri_in_a_query(tmp_path: Path):
    rdf = based(tmp_path)
    assert "RMT" in query("SELECT ?name { <entity/rmt> skos:prefLabel ?name }", rdf=rdf)
    assert query("BASE <http://x.org/> SELECT (<a> AS ?x) {}", rdf=rdf, format="csv").split()[1] == "http://x.org/a"


def test_iris_stay_whole_where_the_data_does_not_say_what_its_own_begin_with(tmp_path: Path):
    assert f"{ID}entity/rmt" in query("SELECT ?m { ?r kg:method ?m }", rdf=written(tmp_path))


def test_csv_json_tsv_and_xml_hold_the_same(rdf: Path):
    found = {f: query(TITLES, rdf=rdf, format=f) for f in FORMATS[1:]}
    titles = [r["t"] for r in rows(found["csv"])]
    assert titles == [MARKUP, "RMT: a memory"]
    assert [b["t"]["value"] for b in json.loads(found["json"])["results"]["bindings"]] == titles
    assert [e.text for e in ElementTree.fromstring(found["xml"]).iter() if e.tag.endswith("literal")] == titles  # noqa: S314  # ours
    assert [line.split("\t")[1].strip('"') for line in found["tsv"].splitlines()[1:]] == titles


def test_ask_and_construct(rdf: Path):
    assert query("ASK { ?s kg:proposes ?o }", rdf=rdf).strip() == "true"
    assert json.loads(query("ASK { ?s kg:nothing ?o }", rdf=rdf, format="json"))["boolean"] is False
    made = query("CONSTRUCT { ?s skos:related ?o } WHERE { ?s kg:proposes ?o }", rdf=rdf)
    assert f"<{ID}paper/p1> skos:related <{ID}entity/rmt>" in made
    with pytest.raises(QueryError, match="CONSTRUCT"):
        query("CONSTRUCT WHERE { ?s kg:proposes ?o }", rdf=rdf, format="csv")


def test_an_own_prefix_wins(rdf: Path):
    assert (
        query("PREFIX kg: <http://x.org/> SELECT (kg:a AS ?x) {}", rdf=rdf, format="csv").split()[1] == "http://x.org/a"
    )


def test_terminal_escapes_do_not_reach_the_terminal(rdf: Path):
    assert not {"\x1b", "\x9b"} & set(query('SELECT ("\x1b[31m\x9b31m" AS ?x) {}', rdf=rdf))


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT ?x {\n ?x a }", "line 2"),
        ("SELECT ?x { ?x a nope:Thing }", "prefix nope: is not known"),
        ("SELECT ?x {\n ?x a kg:Paper ; nope:is ?y }", "line 2, column 25: prefix nope: is not known"),
        ("PREFIX a: <urn:a> SELECT ?x { ?x a:b 'c:d', _:e ; f:g ?y }", "prefix f: is not known"),
        ("SELECT ?x { ?x a ?y } GROUP BY ?y", "column 34: The SELECT contains a variable that is unbound$"),
        ("", "empty"),
        ("  # only a comment", "empty"),
    ],
)
def test_a_broken_query_says_where(sparql: str, told: str, rdf: Path):
    with pytest.raises(QueryError, match=told) as error:
        query(sparql, rdf=rdf)
    assert "\n" not in str(error.value)


def test_wrong_use_is_told(rdf: Path, tmp_path: Path):
    with pytest.raises(QueryError, match="no such file"):
        query(TITLES, rdf=tmp_path / "kg.ttl")
    with pytest.raises(QueryError, match="unknown format"):
        query(TITLES, rdf=rdf, format="pdf")
    with pytest.raises(QueryError, match="either"):
        query(rdf=rdf)
    (tmp_path / "x.ttl").write_text("this is no turtle")
    with pytest.raises(QueryError, match=r"x\.ttl"):
        query(TITLES, rdf=tmp_path / "x.ttl")
    (tmp_path / "x.pdf").write_text("")
    with pytest.raises(QueryError, match=r"\.pdf"):
        query(TITLES, rdf=tmp_path / "x.pdf")


def test_trig_is_asked_as_one_graph(tmp_path: Path):
    assert rows(query(TITLES, rdf=written(tmp_path, suffix="trig"), format="csv"))[0]["t"] == MARKUP


def test_store_is_made_once_for_an_out_folder_and_anew_for_other_data(tmp_path: Path):
    out = out_folder(tmp_path / "out")
    query(TITLES, rdf=out / "kg.ttl")
    (made,) = (out / "store").iterdir()
    stamp = (made / "CURRENT").stat().st_mtime_ns
    query(TITLES, rdf=out / "kg.ttl")
    assert (made / "CURRENT").stat().st_mtime_ns == stamp
    written(out, small().with_column("papers", "title", {"paper/p1": "Another"}))
    assert "Another" in query(TITLES, rdf=out / "kg.ttl")
    assert list((out / "store").iterdir()) != [made]


def test_the_store_removes_nothing_of_a_user(tmp_path: Path):
    out = out_folder(tmp_path / "out")
    (out / "store").mkdir()
    (out / "store" / "notes").write_text("mine")
    query(TITLES, rdf=out / "kg.ttl")
    assert (out / "store" / "notes").read_text() == "mine"


def test_a_file_elsewhere_leaves_nothing_behind(tmp_path: Path):
    path = written(tmp_path)
    query(TITLES, rdf=path)
    assert [p.name for p in tmp_path.iterdir()] == ["kg.ttl"]


def test_a_broken_store_does_not_matter(tmp_path: Path):
    out = out_folder(tmp_path / "out")
    query(TITLES, rdf=out / "kg.ttl")
    (made,) = (out / "store").iterdir()
    (made / "CURRENT").write_text("nonsense")
    assert MARKUP in query(TITLES, rdf=out / "kg.ttl")


def test_asking_loads_no_heavy_library(rdf: Path):
    code = (
        "import sys; from kg.query import query; query('ASK {}', rdf=sys.argv[1])\n"
        "print([m for m in ('spacy', 'networkx', 'rdflib', 'pyvis', 'polars') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(rdf)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_numbers_are_written_in_plain_digits(rdf: Path):
    assert query(named="below-confidence", parameters={"below": 0.3}, rdf=rdf)
    with pytest.raises(QueryError, match="is no number"):
        query(named="below-confidence", parameters={"below": "\u0663"}, rdf=rdf)


def test_an_unknown_prefix_is_named(rdf: Path):
    with pytest.raises(
        QueryError, match=r"line 2, column 11: prefix foo: is not known; declare it, or use one of kg, "
    ):
        query("ASK {\n?x foo:bar 1 }", rdf=rdf)


def test_a_folder_is_told_apart_from_a_missing_file(rdf: Path):
    with pytest.raises(QueryError, match=r"is a folder; name the RDF file in it"):
        query("ASK {}", rdf=rdf.parent)
