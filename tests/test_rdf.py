"""The RDF files: what the contract promises, read back by other parsers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS, VOID

from kg.errors import ExportError
from kg.export.provenance import Provenance, provenance_of
from kg.export.quarantine import write_quarantine
from kg.export.rdf import write_rdf
from kg.export.terms import PREFIXES
from kg.validate import validate
from tests.rdf_graph import MARKUP, ODD, read, small, titled, with_row, written

# rdflib 7.6 warns of what its own parsers use.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

FORMATS = ("ttl", "nt", "jsonld", "trig")
KG = rdflib.Namespace("https://w3id.org/scikg/ontology#")
ID = rdflib.Namespace("https://w3id.org/scikg/id/")


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return read(written(tmp_path_factory.mktemp("rdf")))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_read_whole_by_rdflib_and_oxigraph(suffix: str, tmp_path: Path):
    count = write_rdf(small(), tmp_path / f"kg.{suffix}", suffix)
    back = read(tmp_path / f"kg.{suffix}")
    known = {q.triple for q in pyoxigraph.parse(path=str(tmp_path / f"kg.{suffix}"))}
    assert len(set(back.triples((None, None, None)))) == len(known) == count


@pytest.mark.parametrize("suffix", ["ttl", "nt", "trig"])
def test_raptor_reads_as_many_triples(suffix: str, tmp_path: Path):
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("needs rapper (raptor2-utils)")
    count = write_rdf(small(), tmp_path / f"kg.{suffix}", suffix)
    told = subprocess.run(
        [
            rapper,
            "-c",
            "-i",
            {"ttl": "turtle", "nt": "ntriples", "trig": "trig"}[suffix],
            str(tmp_path / f"kg.{suffix}"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    read = int(told.stderr.split("returned ")[1].split()[0])
    assert read == count or (suffix == "trig" and read > count)  # a triple of two papers stands in both graphs


def test_all_formats_say_the_same(tmp_path: Path):
    said = []
    for suffix in FORMATS:
        write_rdf(small(), tmp_path / f"kg.{suffix}", suffix)
        said.append({str(q.triple) for q in pyoxigraph.parse(path=str(tmp_path / f"kg.{suffix}"))})
    assert all(one == said[0] for one in said)


@pytest.mark.parametrize("suffix", ["ttl", "nt"])
def test_the_text_is_what_oxigraph_would_write(suffix: str, tmp_path: Path) -> None:
    graph = small().with_column("entities", "pagerank", {"entity/rmt": 2e-7, "entity/imagenet": 1.0})
    graph = graph.with_column("entities", "same_as", {"entity/rmt": [PREFIXES["schema"] + "Thing"]})
    path = tmp_path / f"kg.{suffix}"
    write_rdf(graph, path, suffix, provenance=Provenance(version="1", inputs={"a b": "00"}))
    known = pyoxigraph.RdfFormat.from_extension(suffix)
    triples = [quad.triple for quad in pyoxigraph.parse(path=path)]
    prefixes = dict(PREFIXES) if suffix == "ttl" else None
    assert path.read_bytes() == pyoxigraph.serialize(triples, format=known, prefixes=prefixes)


def test_in_rdf_1_2_a_statement_reifies_its_triple(tmp_path: Path) -> None:
    path = tmp_path / "kg.ttl"
    count = write_rdf(small(), path, "ttl12", provenance=told())
    text = path.read_bytes()
    assert text.startswith(b'VERSION "1.2"\n')
    triples = [quad.triple for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)]
    assert len(triples) == count
    again = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert text.partition(b"\n")[2] == again
    store = pyoxigraph.Store()
    store.load(text, pyoxigraph.RdfFormat.TURTLE)
    asked = """SELECT ?who ?confidence {
        ?statement rdf:reifies <<( ?s kg:outperforms ?o )>> ; kg:confidence ?confidence .
        ?s skos:prefLabel ?who } ORDER BY ?who"""
    found = [[v.value for v in row] for row in store.query(asked, prefixes=dict(PREFIXES))]
    assert found == [["RMT", "0.8"], ["Transformer", "0.7"]]
    assert not list(store.quads_for_pattern(None, pyoxigraph.NamedNode(str(RDF.subject)), None))


def test_paper_says_what_the_contract_lists(g: rdflib.Graph):
    paper = ID["paper/p1"]
    said = {p.n3(g.namespace_manager): o for p, o in g.predicate_objects(paper)}
    assert str(said["dcterms:title"]) == "RMT: a memory"
    assert said["dcterms:issued"].datatype == rdflib.XSD.date
    assert said["kg:hasCode"].toPython() is True
    assert str(said["bibo:doi"]) == "10.1/abc"
    assert str(said["dcterms:identifier"]) == "p1"
    assert said["dcterms:subject"] == ID["topic/LG"]
    assert said["schema:codeRepository"] == rdflib.URIRef("https://github.com/a/b")
    assert said["foaf:page"] == rdflib.URIRef("https://example.org/page")
    assert set(g.objects(paper, RDF.type)) == {KG.Paper, rdflib.URIRef("http://purl.org/spar/fabio/ResearchPaper")}


def test_what_a_source_does_not_say_is_absent(g: rdflib.Graph):
    other = ID["paper/a%2F."]
    for absent in (KG.hasCode, DCTERMS.abstract, DCTERMS.creator, KG.authorString, KG.inTopic):
        assert (other, absent, None) not in g
    assert (ID["paper/cited"], DCTERMS.title, None) not in g


def test_a_month_that_is_none_leaves_the_year(g: rdflib.Graph):
    issued = g.value(ID["paper/a%2F."], DCTERMS.issued)
    assert (str(issued), issued.datatype) == ("2022", rdflib.XSD.gYear)


def test_entity_has_every_type_and_is_a_concept(g: rdflib.Graph):
    assert set(g.objects(ID["entity/imagenet"], RDF.type)) == {KG.Dataset, KG.Benchmark, SKOS.Concept}
    assert g.value(ID["entity/rmt"], SKOS.broader) == ID["entity/transformer"]
    assert g.value(ID["entity/imagenet"], SKOS.exactMatch) == rdflib.URIRef("https://example.org/ImageNet")
    assert g.value(ID["entity/rmt"], KG.firstSeen).datatype == rdflib.XSD.gYear


def test_only_plain_statements_hold_as_triples(g: rdflib.Graph):
    assert (ID["paper/p1"], KG.proposes, ID["entity/rmt"]) in g
    assert (ID["paper/p1"], KG.uses, ID["entity/transformer"]) not in g
    negated = g.value(predicate=KG.modality, object=rdflib.Literal("negated"))
    assert g.value(negated, RDF.object) == ID["entity/transformer"]


def test_statement_carries_all_its_evidence(g: rdflib.Graph):
    statement = ID["statement/2"]
    assert set(g.objects(statement, KG.evidence)) == {ID["evidence/1"], ID["evidence/2"]}
    assert g.value(statement, KG.support).toPython() == 2
    assert (ID["statement/1"], KG.modality, None) not in g


def test_value_only_where_the_text_is_one_number(g: rdflib.Graph):
    assert float(g.value(ID["result/1"], KG.value)) == 84.1
    assert (ID["result/2"], KG.value, None) not in g
    assert str(g.value(ID["result/2"], KG.valueText)) == "about 3"
    assert (ID["result/2"], KG.on, None) not in g
    assert g.value(ID["result/2"], KG.method) == ID["paper/p1"]


def test_planned_results_are_no_results(g: rdflib.Graph):
    assert set(g.subjects(RDF.type, KG.Result)) == {ID["result/1"], ID["result/2"]}


def test_texts_come_back_but_for_control_characters(g: rdflib.Graph):
    assert str(g.value(ID["paper/p1"], DCTERMS.abstract)) == ODD.replace("\x1b", "\ufffd").replace("\x00", "\ufffd")
    assert str(g.value(ID["paper/a%2F."], DCTERMS.title)) == MARKUP


def test_no_blank_nodes(g: rdflib.Graph):
    assert not [t for t in g if any(isinstance(x, rdflib.BNode) for x in t)]


def test_prefixes_of_the_contract_are_bound(g: rdflib.Graph):
    bound = {p for p, _ in g.namespaces()}
    assert {"kg", "dcterms", "skos", "foaf", "cito", "fabio", "bibo", "schema", "prov", "oa", "void", "xsd"} <= bound


def test_no_abstracts(tmp_path: Path):
    write_rdf(small(), tmp_path / "kg.nt", "nt", abstracts=False)
    assert "dc/terms/abstract" not in (tmp_path / "kg.nt").read_text(encoding="utf-8")


def test_trig_gives_each_paper_a_graph(tmp_path: Path):
    data = read(written(tmp_path, suffix="trig"))
    triple = (ID["entity/rmt"], KG.evaluatedOn, ID["entity/imagenet"])
    assert {c for *_, c in data.quads(triple)} == {ID["paper/p1"], ID["paper/a%2F."]}
    assert (ID["evidence/2"], None, None) in data.get_graph(ID["paper/a%2F."])
    assert (ID["evidence/2"], None, None) not in data.get_graph(ID["paper/p1"])


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from tests.rdf_graph import written\n"
        "for s in ('ttl', 'trig', 'jsonld'): written(Path(sys.argv[1]), suffix=s)"
    )
    made = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
        )
        made.append([(tmp_path / seed / f"kg.{s}").read_bytes() for s in ("ttl", "trig", "jsonld")])
    assert made[0] == made[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_survives_every_format(tmp_path: Path, title: str):
    wanted = None
    for suffix in FORMATS:
        write_rdf(titled(title), tmp_path / f"t.{suffix}", suffix)
        back = read(tmp_path / f"t.{suffix}")
        found = str(back.value(ID["paper/p1"], DCTERMS.title))
        wanted = found if wanted is None else wanted
        assert found == wanted
        assert len(found) == len(title)
    if title.isprintable():
        assert wanted == title


@pytest.mark.parametrize(
    "bad", ["https://x.org/a b", "javascript:alert(1)", "http://[::1", "https://x.org/<a>", "http:", ""]
)
def test_bad_addresses_never_break_a_file(bad: str, tmp_path: Path):
    graph = small().with_column("papers", "code", {"paper/p1": [bad, "https://ok.org/x"]})
    g = read(written(tmp_path, graph))
    found = {str(o) for o in g.objects(ID["paper/p1"], rdflib.URIRef("https://schema.org/codeRepository"))}
    assert "https://ok.org/x" in found
    assert all(f.startswith("http") and not set(f) & set(" <>") for f in found)


def test_an_id_that_is_no_iri_is_encoded(tmp_path: Path):
    graph = with_row(small(), "topics", ("topic/a b<", "Odd", "community", "", "", 1))
    g = read(written(tmp_path, graph))
    assert (ID["topic/a%20b%3C"], SKOS.prefLabel, rdflib.Literal("Odd")) in g


@pytest.mark.parametrize("base", ["no iri", "https://x.org/id", "a b/"])
def test_a_base_iri_that_is_none_is_refused(base: str, tmp_path: Path):
    with pytest.raises(ExportError, match="base IRI"):
        write_rdf(small(), tmp_path / "kg.ttl", "ttl", base_iri=base)


def test_another_base_iri(tmp_path: Path):
    write_rdf(small(), tmp_path / "kg.nt", "nt", base_iri="http://localhost/g/")
    text = (tmp_path / "kg.nt").read_text(encoding="utf-8")
    assert "<http://localhost/g/entity/rmt>" in text
    assert "w3id.org/scikg/id/" not in text


def test_a_format_that_is_unknown_is_one_line(tmp_path: Path):
    with pytest.raises(ExportError, match="unknown RDF format"):
        write_rdf(small(), tmp_path / "kg.x", "x")


def told() -> Provenance:
    manifest = {
        "versions": {"scikg": "9.9"},
        "options": {"pipeline": "default", "seed": 0},
        "inputs": {"f.txt": "ab" * 32},
    }
    return provenance_of(manifest)


def test_the_file_tells_how_it_was_made_and_how_much_it_holds(tmp_path: Path):
    count = write_rdf(small(), tmp_path / "kg.ttl", "ttl", provenance=told())
    g = read(tmp_path / "kg.ttl")
    dataset = g.value(predicate=RDF.type, object=VOID.Dataset)
    assert g.value(dataset, VOID.triples).toPython() == count == len(g)
    build = g.value(dataset, PROV.wasGeneratedBy)
    source = g.value(ID["paper/p1"], PROV.wasDerivedFrom)
    assert source in set(g.objects(build, PROV.used))
    assert str(g.value(source, rdflib.URIRef("https://schema.org/sha256"))) == "ab" * 32
    papers = g.value(predicate=VOID["class"], object=KG.Paper)
    assert g.value(papers, VOID.entities).toPython() == len(set(g.subjects(RDF.type, KG.Paper)))
    results = g.value(predicate=VOID["class"], object=KG.Result)
    assert g.value(results, VOID.entities).toPython() == len(set(g.subjects(RDF.type, KG.Result)))
    part = g.value(predicate=VOID.property, object=KG.outperforms)
    assert g.value(part, VOID.triples).toPython() == 2
    assert not any(isinstance(x, rdflib.BNode) for t in g for x in t)
    assert validate(tmp_path / "kg.ttl") == []


def test_a_time_stands_there_only_where_given(tmp_path: Path):
    for name, one in (("a", told()), ("b", told()), ("c", replace(told(), started="2026-01-01T00:00:00Z"))):
        write_rdf(small(), tmp_path / f"{name}.nt", "nt", provenance=one)
    first, second, timed = ((tmp_path / f"{n}.nt").read_text(encoding="utf-8") for n in "abc")
    assert first == second
    assert set(timed.splitlines()) - set(first.splitlines())
    assert "startedAtTime" in timed


def test_a_licence_stands_there_only_where_its_owner_gave_one(tmp_path: Path):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    for one in (told(), replace(told(), licence=licence)):
        for suffix in ("nanopub", "nt"):
            write_rdf(small(), tmp_path / suffix, suffix, provenance=one)
            text = (tmp_path / suffix).read_text("utf-8")
            assert licence in text if one.licence else "license" not in text
    g = rdflib.Graph().parse(tmp_path / "nt", format="nt")
    (rights,) = g.objects(g.value(predicate=RDF.type, object=VOID.Dataset), rdflib.DCTERMS.rights)
    assert (rights, RDF.type, rdflib.DCTERMS.RightsStatement) in g


def test_quarantined_triples_stand_in_a_file_with_their_reason(tmp_path: Path):
    assert write_quarantine(small(), tmp_path / "quarantine.jsonl") == 1
    row = json.loads((tmp_path / "quarantine.jsonl").read_text(encoding="utf-8"))
    assert row["tail"] == "PAPER"
    assert "does not join" in row["reason"]


def test_each_statement_that_holds_is_a_nanopublication(tmp_path: Path):
    count = write_rdf(small(), tmp_path / "np.trig", "nanopub", provenance=told())
    quads = list(pyoxigraph.parse(path=str(tmp_path / "np.trig")))
    assert len(set(quads)) == len(quads) == count
    held = small().statements["asserted"].sum()
    by_graph: dict[str, list[pyoxigraph.Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    assert len(by_graph) == 4 * held
    assertions = [q for name, q in by_graph.items() if name.endswith("#assertion")]
    assert all(len(one) == 1 for one in assertions)
    provenance = by_graph["https://w3id.org/scikg/id/nanopub/2#provenance"]
    assert {q.object.value for q in provenance if q.predicate.value.endswith("#exact")} == {"RMT is", MARKUP[:9]}
    assert read(tmp_path / "np.trig")


def test_nanopublications_below_a_base_that_ends_in_a_fragment_have_iris_of_one_fragment(tmp_path: Path):
    write_rdf(small(), tmp_path / "np.trig", "nanopub", base_iri="https://example.org/g#", provenance=told())
    names = {q.graph_name.value for q in pyoxigraph.parse(path=str(tmp_path / "np.trig"))}
    assert "https://example.org/g#nanopub/2/assertion" in names
    assert {name.count("#") for name in names} == {1}
