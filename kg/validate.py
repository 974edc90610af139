"""`kg validate`: has the exported RDF the shapes of `ontologies/shapes.ttl` (SHACL Core), and known terms only?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError
from kg.export.terms import PREFIXES
from kg.resources import shipped

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_PLACE: Final = re.compile(r" on <[^>]*>->.*")  # pyshacl names node and path once more


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One node that has not the shape it should have; `path` and `value` are "" where they say nothing."""

    node: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        """One line for people."""
        place = f" {self.path}" if self.path else ""
        value = f" (found {self.value})" if self.value and self.value != self.node else ""
        return f"{self.node}{place}: {self.message}{value}"


def validate(rdf: Path | str, shapes: Path | str | None = None) -> list[Finding]:
    """What in the file `rdf` breaks the shapes, in a fixed order; an empty list is a clean bill.

    The shapes are ours unless `shapes` names a file of others.

    Raises:
        GraphError: a file is missing or is no RDF, or pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError:
        raise GraphError("kg validate needs pyshacl: pip install pyshacl") from None
    data = _parsed(Path(rdf))
    ours = _parsed(Path(shapes) if shapes else shipped("ontologies", "shapes.ttl"))
    _, report, _ = pyshacl.validate(data, shacl_graph=ours, inplace=True, do_owl_imports=False)
    return sorted({*_findings(report), *_unknown_terms(data)})


def _parsed(path: Path) -> Graph:
    import rdflib
    from rdflib.util import guess_format

    if not path.is_file():
        raise GraphError(f"{path}: no such file; run `kg build INPUT...` first, or name the RDF with --rdf")
    try:
        with path.open("rb") as file:
            return rdflib.Graph().parse(file, format=guess_format(path.name) or "turtle", publicID="urn:file")
    except (rdflib.exceptions.ParserError, SyntaxError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        raise GraphError(f"{path}: is no RDF of the kind that its suffix says ({told})") from None


def _findings(report: Graph) -> Iterator[Finding]:
    """The results of a SHACL report (https://www.w3.org/TR/shacl/#validation-report)."""
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        if (None, SH.detail, result) in report:
            continue  # the reason of another result, which is reported itself
        told = [report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)]
        node, path, value, message = told
        yield Finding(
            node=_short(report, node),
            path=_short(report, path),
            value=_short(report, value)[:200],
            message=" ".join(_PLACE.sub("", str(message)).split())[:300],
        )


def _unknown_terms(data: Graph) -> Iterator[Finding]:
    """Predicates and classes in our name space that the ontology does not have."""
    from rdflib.namespace import RDF

    known = set(_parsed(shipped("ontologies", "kg.ttl")).subjects(RDF.type, None))
    used = {(p, s) for s, p, _ in data} | {(o, s) for s, o in data.subject_objects(RDF.type)}
    unknown = {t for t, _ in used if str(t).startswith(PREFIXES["kg"]) and t not in known}
    for term in sorted(unknown, key=str):
        node = min(str(s) for t, s in used if t == term)
        yield Finding(node=node, path=_short(data, term), value="", message="the ontology has no such term")


def _short(graph: Graph, term: Node | None) -> str:
    """A term for people: prefixed where its vocabulary is known, an inverse path with ^."""
    from rdflib import BNode
    from rdflib.namespace import SH

    if term is None:
        return ""
    if isinstance(term, BNode):
        inverse = graph.value(term, SH.inversePath)
        return "" if inverse is None else "^" + _short(graph, inverse)
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term)[len(namespace) :]}"
    return str(term)
