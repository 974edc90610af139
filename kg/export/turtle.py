"""Triples as text: Turtle (https://www.w3.org/TR/turtle/) and N-Triples, joined from spelled terms.

The bytes are those of Oxigraph's serialisers, in two thirds of the time: to give them
a triple as an object takes two microseconds where it ends in a literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.export import terms

Spelling = Callable[[NamedNode | Literal], str]  # `str` is that of N-Triples
Line = tuple[str, str, str]  # a triple, its terms spelled
# The papers that say something, as ids (none: it is said of the graph as a whole), and the triples.
Block = tuple[tuple[str, ...], list[Line]]

_AT_ONCE: Final = 1000  # blocks
_KEPT: Final = 1 << 16  # terms that are not spelled anew
_SPACES: Final = {namespace: prefix for prefix, namespace in terms.PREFIXES.items()}
# Of all names that have a short form the plain ones; an IRI in full is always right.
_NAME: Final = re.compile(rf"({'|'.join(map(re.escape, _SPACES))})([A-Za-z_][A-Za-z0-9_-]*)?")
# The literals that Turtle writes without quotes (section 2.5).
_BARE: Final = {
    "xsd:boolean": re.compile("true|false"),
    "xsd:integer": re.compile(r"[+-]?[0-9]+"),
    "xsd:decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "xsd:double": re.compile(r"[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}


class Terms:
    """The terms of a graph as text; those that come again are spelled once."""

    def __init__(self, base_iri: str, spell: Spelling) -> None:
        """Take the base IRI of the ids, and how a term is spelled."""
        self.spell = spell
        self.node = lru_cache(_KEPT)(lambda identifier: spell(terms.node(base_iri, identifier)))
        self.term = lru_cache(_KEPT)(lambda name: spell(terms.term(name)))
        self.integer = lru_cache(_KEPT)(lambda value: spell(terms.integer(value)))
        self.decimal = lru_cache(_KEPT)(lambda value: spell(terms.decimal(value)))

    def text(self, value: str) -> str:
        """A string literal."""
        return str(terms.text(value))  # both spell it alike


def short(value: NamedNode | Literal) -> str:
    r"""A term as Turtle has it, with the prefixes of `kg.export.terms`.

    >>> short(NamedNode("https://schema.org/name")), short(Literal("a\n")), short(Literal(1))
    ('schema:name', '"a\\n"', '1')
    """
    if isinstance(value, NamedNode):
        name = _NAME.fullmatch(value.value)
        return f"{_SPACES[name[1]]}:{name[2] or ''}" if name else str(value)
    datatype = short(value.datatype)
    if value.language or datatype == "xsd:string":
        return str(value)
    if datatype in _BARE and _BARE[datatype].fullmatch(value.value):
        return value.value
    return f"{Literal(value.value)}^^{datatype}"


def turtle(blocks: Iterable[Block]) -> Iterator[bytes]:
    """The triples, spelled by `short`; a subject or predicate is not said again where it stays the same."""
    yield _head()
    subject = predicate = end = ""
    for _, lines in blocks:
        parts = []
        for s, p, o in lines:
            if s == subject and p == predicate:
                parts.append(f" , {o}")
                continue
            name = "a" if p == "rdf:type" else p
            parts.append(f" ;\n\t{name} {o}" if s == subject else f"{end}{s} {name} {o}")
            subject, predicate, end = s, p, " .\n"
        yield "".join(parts).encode()
    yield end.encode()


def reified(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, spelled by `short`, in RDF 1.2: a statement reifies its triple and does not list its parts.

    https://www.w3.org/TR/rdf12-turtle/#triple-terms
    """
    for papers, lines in blocks:
        parts = lines[1:4]
        if [p for _, p, _ in parts] == ["rdf:subject", "rdf:predicate", "rdf:object"]:
            triple = " ".join(o for _, _, o in parts)
            yield papers, [lines[0], (lines[0][0], "rdf:reifies", f"<<( {triple} )>>"), *lines[4:]]
        else:
            yield papers, lines


def n_triples(blocks: Iterable[Block]) -> Iterator[bytes]:
    """The triples, spelled by `str`."""
    for _, lines in blocks:
        yield "".join([f"{s} {p} {o} .\n" for s, p, o in lines]).encode()


def parsed(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], list[Quad]]]:
    """The blocks, spelled by `str`, with objects of Oxigraph as their triples."""
    source = iter(blocks)
    while some := list(islice(source, _AT_ONCE)):
        # Each term is the text of one of Oxigraph's objects, which are checked when they are made.
        quads = parse(b"".join(n_triples(some)), RdfFormat.N_TRIPLES, lenient=True)
        for papers, lines in some:
            yield papers, list(islice(quads, len(lines)))


def _head() -> bytes:
    """The prefixes, in the order that Oxigraph writes them in."""
    some = NamedNode("urn:some")
    text = serialize([Triple(some, some, some)], format=RdfFormat.TURTLE, prefixes=dict(terms.PREFIXES)) or b""
    return text.partition(b"<urn:some>")[0]
