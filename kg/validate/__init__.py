"""`kg validate`: checks the exported RDF with the shapes of `ontologies/shapes.ttl` (SHACL Core), and beyond them."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError
from kg.export.terms import PREFIXES
from kg.resources import shipped
from kg.validate.beyond import statement_faults, unknown_terms
from kg.validate.findings import Finding, shacl_findings

__all__ = ["Finding", "validate"]

if TYPE_CHECKING:
    from rdflib import Graph

# Measured on one core of a small server: 16 s and 200 MB for a Turtle file of 6.6 MB with 116,000 triples.
_SECONDS_A_MB: Final = 2.5
_MEMORY_A_MB: Final = 25
_LONG: Final = 60  # seconds; a shorter check is not announced


def validate(
    rdf: Path | str, shapes: Path | str | None = None, *, tell: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """What is wrong in the file `rdf`, in a fixed order; an empty list if nothing is.

    The shapes are ours unless `shapes` names a file of others. `tell` is told beforehand how long the check of a large
    file takes, and if the data holds no papers.

    Raises:
        GraphError: a file is missing or is no RDF, the shapes hold none, or pyshacl is not installed.
    """
    try:
        import pyshacl
        from rdflib import RDF, URIRef
    except ImportError:
        raise GraphError("kg validate needs pyshacl: pip install pyshacl") from None
    cost = _cost(Path(rdf))
    if cost:
        tell(cost)
    with _quiet():
        data = _parsed(Path(rdf), "run `kg build INPUT...` first, or name the RDF with --rdf")
        ours = _shapes(Path(shapes) if shapes else shipped("ontologies", "shapes.ttl"))
        if (None, RDF.type, URIRef(PREFIXES["kg"] + "Paper")) not in data:
            tell(f"{rdf}: holds no paper of a graph of ours; there is little to check")
        _, report, _ = pyshacl.validate(data, shacl_graph=ours, inplace=True, do_owl_imports=False)
        known = set(_parsed(shipped("ontologies", "kg.ttl")).subjects(RDF.type, None))
        return sorted({*shacl_findings(report), *unknown_terms(data, known), *statement_faults(data)})


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the warnings of rdflib about odd values: the shapes find them."""
    log = logging.getLogger("rdflib")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def _cost(path: Path) -> str:
    """How much time and memory the check of a large file takes, in one line; "" for a small one."""
    size = path.stat().st_size / 1e6 if path.is_file() else 0.0
    if size * _SECONDS_A_MB < _LONG:
        return ""
    time, memory = size * _SECONDS_A_MB / 60, size * _MEMORY_A_MB / 1000
    return f"{path}: {size:.0f} MB; the check may take {time:.0f} minutes and {memory:.1f} GB of memory"


def _shapes(path: Path) -> Graph:
    from rdflib.namespace import RDF, SH

    found = _parsed(path, "--shapes names a file with SHACL shapes")
    signs = ((RDF.type, SH.NodeShape), (RDF.type, SH.PropertyShape), (SH.path, None))
    if not any((None, predicate, value) in found for predicate, value in signs):
        raise GraphError(f"{path}: holds no SHACL shape; --shapes names a file that does")
    return found


def _parsed(path: Path, hint: str = "") -> Graph:
    import rdflib
    from rdflib.util import guess_format

    if not path.is_file():
        raise GraphError(f"{path}: no such file; {hint}")
    try:
        with path.open("rb") as file:
            kind = guess_format(path.name) or "turtle"
            if kind not in ("trig", "nquads"):
                return rdflib.Graph().parse(file, format=kind, publicID="urn:file")
            graphs = rdflib.Dataset()
            graphs.parse(file, format=kind, publicID="urn:file")
            union = rdflib.Graph()
            for s, p, o, _ in graphs.quads():
                union.add((s, p, o))
            return union
    except Exception:  # noqa: BLE001  # rdflib's parsers raise many kinds of errors
        told = " ".join(_fault(path).split())[:200]
        raise GraphError(f"{path}: is no RDF of the kind that its suffix says ({told})") from None


def _fault(path: Path) -> str:
    """What Oxigraph says, with the line, of a file that rdflib cannot read."""
    from pyoxigraph import RdfFormat, parse

    format = RdfFormat.from_extension(path.suffix.lstrip(".").lower()) or RdfFormat.TURTLE
    try:
        for _ in parse(path=str(path), format=format):
            pass
    except (SyntaxError, ValueError, OSError) as error:
        return str(error)
    return "it may be RDF 1.2, which the check does not know; check the same graph as ttl"
