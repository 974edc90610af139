"""The things of the data that have a name: first as it is written, then without case and accents."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.export.terms import term
from kg.names import unaccented

# kind -> (the properties that hold its names, best first; its classes, of which it has one)
NAMES: Final = {
    "entity": (("skos:prefLabel", "skos:altLabel"), ("skos:Concept",)),
    "paper": (("dcterms:identifier", "dcterms:title"), ("kg:Paper",)),
    "author": (("foaf:name", "schema:alternateName"), ("foaf:Person",)),
    "topic": (("skos:prefLabel",), ("kg:Topic",)),
    "thing": (
        ("skos:prefLabel", "skos:altLabel", "dcterms:identifier", "dcterms:title"),
        ("skos:Concept", "kg:Paper", "kg:Topic"),
    ),
}


def called(store: Store, kind: str, word: str) -> list[NamedNode]:
    """The things of a kind that are called `word`; an exact match counts before one without case and accents."""
    properties, classes = NAMES[kind]
    for matches in (_exactly, _folded_alike):
        for name in properties:
            found = {n for n in matches(store, name, word) if any(_is(store, n, c) for c in classes)}
            if found:
                return sorted(found, key=lambda n: n.value)
        if nodes := identified(store, kind, word):
            return nodes
    return []


def known_names(store: Store, kind: str) -> list[str]:
    """The main names of all things of a kind, in order."""
    properties, classes = NAMES[kind]
    return sorted({label for p in properties if ":alt" not in p for label in _labels(store, p, classes)})


def near_names(word: str, known: Sequence[str]) -> list[str]:
    """The names of `known` that are spelled most like `word`, three at most."""
    spelled = {_folded(label): label for label in reversed(known)}
    return [spelled[n] for n in difflib.get_close_matches(_folded(word), spelled, n=3)]


def identified(store: Store, kind: str, word: str) -> list[NamedNode]:
    """The papers with the DOI or arXiv id `word`, however it is written; none for other kinds."""
    if kind not in ("paper", "thing") or not re.search(r"\d", word):
        return []
    from kg.readers.identifiers import arxiv, normal_id  # loads all readers

    number = arxiv(word)
    key = f"arxiv:{number}" if number else normal_id(word)
    scheme, _, value = key.partition(":")
    found = set(_exactly(store, "dcterms:identifier", key)) if scheme in ("arxiv", "doi") else set()
    if scheme == "doi":
        found |= set(_exactly(store, "bibo:doi", value))
    return sorted(found, key=lambda n: n.value)


def _exactly(store: Store, name: str, word: str) -> Iterator[NamedNode]:
    return _subjects(store.quads_for_pattern(None, term(name), Literal(word)))


def _folded_alike(store: Store, name: str, word: str) -> Iterator[NamedNode]:
    folded = _folded(word)
    quads = store.quads_for_pattern(None, term(name), None)
    return _subjects(q for q in quads if isinstance(q.object, Literal) and _folded(q.object.value) == folded)


def _folded(text: str) -> str:
    return unaccented(text.casefold())


def _subjects(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    return (q.subject for q in quads if isinstance(q.subject, NamedNode))


def _is(store: Store, node: NamedNode, name: str) -> bool:
    return any(True for _ in store.quads_for_pattern(node, term("rdf:type"), term(name)))


def _labels(store: Store, name: str, classes: Sequence[str]) -> Iterable[str]:
    """The names of things of `classes`."""
    nodes = {q.subject for c in classes for q in store.quads_for_pattern(None, term("rdf:type"), term(c))}
    quads = store.quads_for_pattern(None, term(name), None)
    return (q.object.value for q in quads if q.subject in nodes and isinstance(q.object, Literal))
