"""What a user's word stands for in the data: `ImageNet-1k` -> the node with that label."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.export.terms import PREFIXES, term
from kg.names import unaccented
from kg.query.guard import check_text
from kg.vocab import SIGNATURES

# kind -> (properties that hold its names, the best first; classes, one of which it has)
_NAMES: Final = {
    "entity": (("skos:prefLabel", "skos:altLabel"), ("skos:Concept",)),
    "paper": (("dcterms:identifier", "dcterms:title"), ("kg:Paper",)),
    "author": (("foaf:name", "schema:alternateName"), ("foaf:Person",)),
    "topic": (("skos:prefLabel",), ("kg:Topic",)),
    "thing": (
        ("skos:prefLabel", "skos:altLabel", "dcterms:identifier", "dcterms:title"),
        ("skos:Concept", "kg:Paper", "kg:Topic"),
    ),
}
TYPED: Final = {"number": ("xsd:decimal", r"[+-]?\d+(\.\d+)?"), "year": ("xsd:integer", r"\d{4}")}
KINDS: Final = (*_NAMES, *TYPED, "predicate", "text")


_TOLD: Final = 8  # topics that are named to who knows none
_MOST: Final = 20  # things of one name that are asked about together


def find(store: Store, kind: str, word: str, what: str) -> list[Any]:
    """The terms that `word` stands for as a parameter of a kind, mostly one; `what` names it in messages.

    Raises:
        QueryError: the word is no such thing, or stands for very many.
    """
    check_text(word, what)
    if kind == "text":
        return [Literal(word)]
    word = word.strip()
    if kind == "predicate":
        return [_predicate(store, word, what)]
    if kind in TYPED:
        return [typed(kind, word, what)]
    if re.match(r"<?https?://", word):
        return _identified(store, kind, word) or [_known(store, _iri(word.strip("<>"), what), what)]
    return _things(store, kind, word, what)


def typed(kind: str, word: str, what: str) -> Literal:
    """The literal of a kind in `TYPED` that `word` is.

    Raises:
        QueryError: it is none.
    """
    datatype, pattern = TYPED[kind]
    if not re.fullmatch(pattern, word.strip(), re.ASCII):
        example = "0.5" if kind == "number" else "2023"
        raise QueryError(f"{what} {word!r} is no {kind}; give one such as {example}", misuse=True)
    return Literal(word.strip(), datatype=term(datatype))


def _iri(word: str, what: str) -> NamedNode:
    try:
        return NamedNode(word)
    except ValueError as error:
        raise QueryError(f"{what} {word!r} is no IRI ({error})") from None


def _known(store: Store, node: NamedNode, what: str) -> NamedNode:
    """`node`, if the graph says anything of it."""
    quads = (
        *islice(store.quads_for_pattern(node, None, None), 1),
        *islice(store.quads_for_pattern(None, None, node), 1),
    )
    if not quads:
        raise QueryError(f"{what}: the graph says nothing of {node}")
    return node


def _predicate(store: Store, word: str, what: str) -> NamedNode:
    prefix, _, local = word.strip("<>").rpartition(":")
    if prefix.startswith("http"):
        return _iri(word.strip("<>"), what)
    if (prefix or "kg") not in PREFIXES:
        raise QueryError(f"{what}: prefix {prefix}: is not known; known are {', '.join(PREFIXES)}")
    node = _iri(PREFIXES[prefix or "kg"] + local, what)
    if prefix in ("", "kg") and local not in SIGNATURES and not any(store.quads_for_pattern(None, node, None)):
        raise QueryError(f"{what}: no predicate is called {word!r}; known are {', '.join(SIGNATURES)}")
    return node


def _things(store: Store, kind: str, word: str, what: str) -> list[NamedNode]:
    """The nodes of that name: letter by letter first, then whatever the case and the accents."""
    properties, classes = _NAMES[kind]
    for fits in (_exactly, _folded_alike):
        for name in properties:
            nodes = sorted(
                {n for n in fits(store, name, word) if any(_is(store, n, c) for c in classes)}, key=lambda n: n.value
            )
            if len(nodes) > _MOST:
                told = ", ".join(n.value for n in nodes[:5])
                raise QueryError(f"{what} {word!r} names {len(nodes)} things; give the IRI of one: {told}, ...")
            if nodes:
                return nodes
        if nodes := _identified(store, kind, word):
            return nodes
    first = (p for p in properties if ":alt" not in p)
    known = sorted({label for p in first for label in _labels(store, p, classes)})
    spelled = {_folded(label): label for label in reversed(known)}
    near = [spelled[n] for n in difflib.get_close_matches(_folded(word), spelled, n=3)]
    hint = f"; near names: {'; '.join(near)}" if near else ""
    if kind == "topic" and not near:  # nobody knows these by heart
        hint = f"; topics are: {'; '.join(known[:_TOLD])}" + "; ..." * (len(known) > _TOLD)
    raise QueryError(f"{what}: no {kind} is called {word!r}{hint}")


def _identified(store: Store, kind: str, word: str) -> list[NamedNode]:
    """The papers with the DOI or arXiv id `word`, however that is written."""
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
