"""`kg validate`: has the exported RDF the shapes of `ontologies/shapes.ttl` (SHACL Core), and what they cannot say?"""

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
from kg.validate.beyond import unborne, unknown_terms
from kg.validate.findings import Finding, of_report

__all__ = ["Finding", "validate"]

if TYPE_CHECKING:
    from rdflib import Graph

# Measured on one core of a small server: 16 s and 200 MB for a Turtle file of 6.6 MB with 116,000 triples.
_SECONDS_A_MB: Final = 2.5
_MB_A_MB: Final = 25
_LONG: Final = 60  # seconds; below, nobody needs to be told


def validate(
    rdf: Path | str, shapes: Path | str | None = None, *, tell: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """What in the file `rdf` breaks the shapes, in a fixed order; an empty list is a clean bill.

    The shapes are ours unless `shapes` names a file of others. `tell` is told
    beforehand what the check of a large file will take, and of data without papers.

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
        return sorted({*of_report(report), *unknown_terms(data, known), *unborne(data)})


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep off standard error what rdflib says of odd values: the shapes find them."""
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
    """What a large file will take, in one line; "" for others."""
    size = path.stat().st_size / 1e6 if path.is_file() else 0.0
    if size * _SECONDS_A_MB < _LONG:
        return ""
    time, memory = size * _SECONDS_A_MB / 60, size * _MB_A_MB / 1000
    return f"{path}: {size:.0f} MB; the check may take {time:.0f} minutes and {memory:.1f} GB of memory"


def _shapes(path: Path) -> Graph:
    from rdflib.namespace import RDF, SH

    found = _parsed(path, "--shapes names a file with SHACL shapes")
    if not any(
        (None, p, o) in found for p, o in ((RDF.type, SH.NodeShape), (RDF.type, SH.PropertyShape), (SH.path, None))
    ):
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
    except Exception:  # noqa: BLE001  # rdflib's parsers fall over broken files in many ways
        told = " ".join(_fault(path).split())[:200]
        raise GraphError(f"{path}: is no RDF of the kind that its suffix says ({told})") from None


def _fault(path: Path) -> str:
    """What Oxigraph says of a file that rdflib cannot read, with the line."""
    from pyoxigraph import RdfFormat, parse

    try:
        for _ in parse(
            path=str(path), format=RdfFormat.from_extension(path.suffix.lstrip(".").lower()) or RdfFormat.TURTLE
        ):
            pass
    except (SyntaxError, ValueError, OSError) as error:
        return str(error)
    return "it may be RDF 1.2, which the check does not know; check the same graph as ttl"
