"""The ontology: the same terms as the code, OWL 2 DL by itself, and alignments that point from our terms."""

from __future__ import annotations

import json
from collections import defaultdict

import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD

from kg.export.terms import PREFIXES
from kg.resources import shipped
from kg.vocab import SIGNATURES, TYPES
from tests.rdf_graph import small, with_row, written

KG = rdflib.Namespace(PREFIXES["kg"])
# The datatypes of OWL 2 that we may use (https://www.w3.org/TR/owl2-syntax/#Datatype_Maps).
DATATYPES = {XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.double, RDFS.Literal}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
TRAITS = {OWL.FunctionalProperty, OWL.SymmetricProperty, OWL.IrreflexiveProperty}
# What OWL 2 may say of an entity or an anonymous class, in the subset that the file keeps to.
AXIOMS = {RDFS.domain, RDFS.range, RDFS.subPropertyOf, RDFS.subClassOf, OWL.unionOf, OWL.members, RDF.first, RDF.rest}


def parsed(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=shipped("ontologies", name).read_bytes(), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return parsed("kg.ttl")


def declared(g: rdflib.Graph) -> set[rdflib.URIRef]:
    return {s for kind in KINDS for s in g.subjects(RDF.type, kind) if str(s).startswith(str(KG))}


def test_every_term_has_label_comment_domain_and_range(ontology: rdflib.Graph):
    for term in declared(ontology):
        assert (term, RDFS.label, None) in ontology, term
        assert (term, RDFS.comment, None) in ontology, term
        if (term, RDF.type, OWL.Class) not in ontology:
            assert (term, RDFS.domain, None) in ontology, term
            assert (term, RDFS.range, None) in ontology, term


def test_code_and_ontology_name_the_same_terms(ontology: rdflib.Graph, tmp_path):
    graph = small()
    for number, predicate in enumerate(SIGNATURES):
        row = (f"statement/all{number}", "paper/p1", predicate, "entity/imagenet", "", 0.9, 1, True)
        graph = with_row(graph, "statements", row)
    graph = graph.with_column("entities", "types", {"entity/imagenet": list(TYPES)})
    graph = graph.with_column("results", "gain", {"result/1": True})
    g = rdflib.Graph().parse(data=written(tmp_path, graph).read_bytes())
    used = {t for triple in g for t in triple[1:] if str(t).startswith(str(KG))}
    assert used - declared(ontology) == set()
    assert declared(ontology) - used == {KG.metric}  # `small()` has no result with a metric's node


def classes(g: rdflib.Graph, node: rdflib.term.Node) -> set[str]:
    """The names of a class or of a union of classes."""
    union = g.value(node, OWL.unionOf)
    members = [node] if union is None else list(rdflib.collection.Collection(g, union))
    return {str(m).removeprefix(str(KG)) for m in members}


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_domain_and_range_are_those_of_the_code(predicate: str, ontology: rdflib.Graph):
    heads, tails = ({"Paper" if t == "PAPER" else t for t in side} for side in SIGNATURES[predicate])
    assert classes(ontology, ontology.value(KG[predicate], RDFS.domain)) == heads
    found = classes(ontology, ontology.value(KG[predicate], RDFS.range))
    assert found == (tails | {"Paper"} if predicate == "comparedWith" else tails)  # symmetric: both ends are alike


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_shapes_ask_for_the_same_ends(predicate: str):
    shapes = parsed("shapes.ttl")
    for target, at in ((SH.targetSubjectsOf, 0), (SH.targetObjectsOf, 1)):
        shape = shapes.value(predicate=target, object=KG[predicate])
        one_of = shapes.value(shape, SH["or"])
        parts = [shape] if one_of is None else list(rdflib.collection.Collection(shapes, one_of))
        found = {str(shapes.value(p, SH["class"])).removeprefix(str(KG)) for p in parts}
        wanted = {"Paper" if t == "PAPER" else t for t in SIGNATURES[predicate][at]}
        assert found == (wanted | {"Paper"} if (predicate, at) == ("comparedWith", 1) else wanted)


def test_owl_2_dl_each_name_is_declared_as_one_kind(ontology: rdflib.Graph):
    kinds = defaultdict(set)
    for s, o in ontology.subject_objects(RDF.type):
        if isinstance(s, rdflib.URIRef):
            kinds[s].add(o)
    for name, found in kinds.items():
        assert len(found & KINDS) == 1 or found == {OWL.Ontology}, name
        assert found <= KINDS | TRAITS | {OWL.Ontology}, name
    used = {t for triple in ontology for t in triple if isinstance(t, rdflib.URIRef)}
    reserved = tuple(PREFIXES[p] for p in ("owl", "rdf", "rdfs", "xsd"))
    ontologies = set(ontology.subjects(RDF.type, OWL.Ontology)) | set(ontology.objects(None, rdflib.DCTERMS.license))
    assert {u for u in used - set(kinds) - ontologies if not str(u).startswith(reserved)} == set()


def test_owl_2_dl_no_axiom_outside_the_profile(ontology: rdflib.Graph):
    annotations = set(ontology.subjects(RDF.type, OWL.AnnotationProperty))
    builtin = {RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, OWL.versionInfo}
    assert set(ontology.predicates()) <= AXIOMS | annotations | builtin
    objects = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    for name in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        assert ontology.value(name, RDFS.range) in DATATYPES, name
        assert not {OWL.SymmetricProperty, OWL.IrreflexiveProperty} & set(ontology.objects(name, RDF.type))
    for sub, over in ontology.subject_objects(RDFS.subPropertyOf):
        assert {sub, over} <= objects
    for name in ontology.subjects(RDF.type, OWL.TransitiveProperty):
        assert not TRAITS & set(ontology.objects(name, RDF.type)), f"{name} is not simple"


def test_owl_2_dl_blank_nodes_are_unions_and_lists(ontology: rdflib.Graph):
    blank = {s for s in ontology.subjects() if isinstance(s, rdflib.BNode)}
    for node in blank:
        predicates = set(ontology.predicates(node))
        kind = ontology.value(node, RDF.type)
        assert (
            predicates == {RDF.first, RDF.rest}
            or (kind == OWL.Class and predicates == {RDF.type, OWL.unionOf})
            or (kind == OWL.AllDisjointClasses and predicates == {RDF.type, OWL.members})
        )
        users = list(ontology.subject_predicates(node))
        assert len(users) == (0 if kind == OWL.AllDisjointClasses else 1), "a class expression is used once, in a tree"


def test_alignments_speak_of_our_terms_and_reach_each_vocabulary(ontology: rdflib.Graph):
    alignments = parsed("alignments.ttl")
    ours = {t for triple in alignments for t in triple if str(t).startswith(str(KG))}
    assert ours - declared(ontology) == set()
    reached = " ".join(str(o) for o in alignments.objects())
    for namespace in (
        *(PREFIXES[p] for p in ("schema", "fabio", "cito", "bibo", "skos", "prov", "oa")),
        "http://www.w3.org/ns/mls#",
        "https://w3id.org/fair4ml#",
        "http://scholkg.kmi.open.ac.uk/cskg/ontology#",
        "http://orkg.org/orkg/",
    ):
        assert namespace in reached, namespace


def test_context_has_the_prefixes_of_the_files():
    context = json.loads(shipped("ontologies", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert context == dict(PREFIXES)


def test_the_shapes_hold_with_what_ontology_and_alignments_imply(ontology: rdflib.Graph, tmp_path):
    data = rdflib.Graph().parse(data=written(tmp_path).read_bytes())
    more = ontology + parsed("alignments.ttl")
    ok, _, told = pyshacl.validate(data, shacl_graph=parsed("shapes.ttl"), ont_graph=more, inference="rdfs")
    assert ok, told
