"""What the RDF says of a paper, an author, a topic, an entity, a source and a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.export import terms
from kg.export.text import address, identifier
from kg.export.turtle import Line, Terms
from kg.records import digest

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nodes:
    """What one row of a table says; a method a table."""

    said: Terms
    abstracts: bool
    subjects: dict[str, str] = field(default_factory=dict)  # notation -> topic id

    def paper(self, row: Row) -> Iterator[Line]:
        """A paper without its triples to entities."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "kg:Paper", "fabio:ResearchPaper")
        yield from self._texts(s, "dcterms:title", [row["title"]])
        if self.abstracts:
            yield from self._texts(s, "dcterms:abstract", [row["abstract"]])
        yield from self._texts(s, "kg:authorString", [row["author_string"]])
        yield from self._nodes(s, "dcterms:creator", row["authors"])
        yield from self._some(s, "dcterms:issued", terms.when(row["date"]))
        yield from self._nodes(s, "dcterms:subject", [self.subjects.get(n, "") for n in row["subjects"]])
        yield from self._some(s, "kg:hasCode", terms.typed("true", "xsd:boolean") if row["has_code"] else None)
        yield from self._addresses(s, "schema:codeRepository", row["code"])
        yield from self._addresses(s, "foaf:page", row["pages"])
        yield from self._texts(s, "bibo:doi", [row["doi"].lower()])
        yield from self._texts(s, "dcterms:identifier", [row["identifier"]])
        yield from self._texts(s, "dcterms:isPartOf", [row["venue"]])
        yield from self._texts(s, "schema:creativeWorkStatus", ["Retracted" if row["retracted"] else ""])
        yield from self._nodes(s, "prov:wasDerivedFrom", [source_id(f) for f in row["files"]])
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def author(self, row: Row) -> Iterator[Line]:
        """A person."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "foaf:Person")
        yield from self._texts(s, "foaf:name", [row["name"]])
        yield from self._texts(s, "schema:alternateName", [n for n in row["names"] or () if n != row["name"]])
        if row["orcid"]:
            yield from self._addresses(s, "schema:sameAs", ["https://orcid.org/" + row["orcid"].rsplit("/", 1)[-1]])

    def topic(self, row: Row) -> Iterator[Line]:
        """A community of the graph, or a subject that the source gives."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "skos:Concept" if row["kind"] == "subject" else "kg:Topic")
        yield from self._texts(s, "skos:prefLabel", [row["name"]])
        yield from self._texts(s, "skos:notation", [row["notation"]])
        yield from self._nodes(s, "skos:broader", [row["parent"]])

    def entity(self, row: Row) -> Iterator[Line]:
        """A method, data set, benchmark, task or metric."""
        s = self.said.node(row["id"])
        yield from self._typed(s, *(f"kg:{name}" for name in row["types"] or [row["type"]]), "skos:Concept")
        yield from self._texts(s, "skos:prefLabel", [row["name"]])
        yield from self._texts(s, "skos:altLabel", [a for a in row["aliases"] or () if a != row["name"]])
        yield from self._nodes(s, "skos:broader", row["broader"] or ())
        yield from self._addresses(s, "skos:exactMatch", row["same_as"] or (), identifier)
        yield from self._some(s, "kg:paperCount", terms.integer(row["paper_count"]))
        year = row["first_seen"]
        yield from self._some(s, "kg:firstSeen", terms.when(f"{year:04d}") if year is not None else None)
        yield from self._some(s, "kg:pagerank", terms.double(row["pagerank"]))
        yield from self._some(s, "kg:betweenness", terms.double(row["betweenness"]))
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def source(self, file: str) -> Iterator[Line]:
        """A file that papers were read from."""
        s = self.said.node(source_id(file))
        yield from self._typed(s, "prov:Entity")
        yield from self._texts(s, "dcterms:title", [file])

    def result(self, row: Row) -> Iterator[Line]:
        """A number on a measure; what a paper only plans or denies is none (extractions.jsonl keeps it)."""
        s, paper = self.said.node(row["id"]), self.said.node(row["paper"])
        yield (paper, self.said.term("kg:reports"), s)
        yield from self._typed(s, "kg:Result")
        yield (s, self.said.term("kg:paper"), paper)
        for name in ("method", "on", "metric"):
            yield from self._nodes(s, f"kg:{name}", [row[name]])
        yield from self._texts(s, "kg:methodText", [row["method_text"]])
        yield from self._texts(s, "kg:onText", [row["on_text"]])
        yield from self._texts(s, "kg:metricText", [row["metric_text"]])
        yield from self._texts(s, "kg:valueText", [row["value_text"]])
        yield from self._some(s, "kg:value", terms.number(row["value_text"]))
        yield from self._texts(s, "kg:unit", [row["unit"]])
        yield from self._some(s, "kg:isGain", terms.typed("true", "xsd:boolean") if row["gain"] else None)
        yield (s, self.said.term("kg:confidence"), self.said.decimal(row["confidence"]))
        yield from self._nodes(s, "kg:evidence", row["evidence"] or ())

    def _nodes(self, s: str, predicate: str, ids: Iterable[str]) -> list[Line]:
        """A triple for each id that is one."""
        return [(s, self.said.term(predicate), self.said.node(i)) for i in dict.fromkeys(ids) if i]

    def _typed(self, s: str, *classes: str) -> list[Line]:
        return [(s, self.said.term("rdf:type"), self.said.term(name)) for name in classes]

    def _some(self, s: str, predicate: str, value: Literal | None) -> list[Line]:
        return [] if value is None else [(s, self.said.term(predicate), self.said.spell(value))]

    def _texts(self, s: str, predicate: str, values: Iterable[str]) -> list[Line]:
        """A string literal for each value that is not empty; equal ones are one."""
        found = dict.fromkeys([self.said.text(v) for v in values if v])
        return [(s, self.said.term(predicate), v) for v in found]

    def _addresses(
        self, s: str, predicate: str, values: Iterable[str], read: Callable[[str], str] = address
    ) -> Iterator[Line]:
        """A node for each value that is a web address, or what else `read` makes one of."""
        for value in dict.fromkeys(map(read, values)):
            if value:
                try:
                    yield s, self.said.term(predicate), self.said.spell(NamedNode(value))
                except ValueError:  # a host that is none
                    continue


def source_id(file: str) -> str:
    """The id of a source file, by its name below the input given."""
    return "source/" + digest(file)
