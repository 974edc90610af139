"""What a check finds, and how a SHACL report becomes findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.export.terms import prefixed

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_PLACE: Final = re.compile(r" on <[^>]*>->.*")  # pyshacl repeats node and path in its messages


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong with a node; `path` and `value` are "" where they do not apply."""

    node: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        """One line for people."""
        place = f" {self.path}" if self.path else ""
        value = f" (found {self.value})" if self.value and self.value != self.node else ""
        return f"{self.node}{place}: {self.message}{value}"


def shacl_findings(report: Graph) -> Iterator[Finding]:
    """The results of a SHACL report (https://www.w3.org/TR/shacl/#validation-report)."""
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        if (None, SH.detail, result) in report:
            continue  # a detail of another result, which is reported itself
        parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
        node, path, value, message = (report.value(result, part) for part in parts)
        yield Finding(
            node=short(report, node),
            path=short(report, path),
            value=short(report, value)[:200],
            message=" ".join(_PLACE.sub("", str(message)).split())[:300],
        )


def short(graph: Graph, term: Node | None) -> str:
    """A term for people: with its prefix where its vocabulary is known, an inverse path with ^, "" for None."""
    from rdflib import BNode
    from rdflib.namespace import SH

    if term is None:
        return ""
    if isinstance(term, BNode):
        inverse = graph.value(term, SH.inversePath)
        return "" if inverse is None else "^" + short(graph, inverse)
    return prefixed(str(term))
