"""A user's own table of names and IRIs: CSV, or RDF with SKOS labels."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.errors import ReadError
from kg.names import normal
from kg.records import Entity

_RDF: Final = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
}
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+")
_NAME_COLUMNS: Final = ("name", "label", "preflabel", "term")
_IRI_COLUMNS: Final = ("iri", "uri", "url", "id", "exactmatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTable:
    """Names by IRI, in file order; the first name of an IRI is its own, the others are further labels."""

    file: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def synonyms(self) -> Iterator[tuple[str, ...]]:
        """The names of each IRI that has several; a name of two IRIs joins nothing."""
        owners = self._owners()
        for names in self.names.values():
            own = tuple(name for name in names if len(owners[normal(name)]) == 1)
            if len(own) > 1:
                yield own

    def linked(self, entities: Sequence[Entity]) -> list[Entity]:
        """`entities` with `same_as`: the IRIs whose own name one of theirs is, else those that have it as a label."""
        owners = self._owners()
        first = defaultdict(list)
        for iri, names in self.names.items():
            first[normal(names[0])].append(iri)
        out = []
        for entity in entities:
            keys = dict.fromkeys(normal(form) for form in (entity.name, *entity.aliases))
            found = {iri for key in keys for iri in first.get(key, ())}
            found = found or {iri for key in keys for iri in owners.get(key, ()) if len(owners[key]) == 1}
            out.append(replace(entity, same_as=tuple(sorted({*entity.same_as, *found}))) if found else entity)
        return out

    def _owners(self) -> dict[str, set[str]]:
        owners: dict[str, set[str]] = defaultdict(set)
        for iri, names in self.names.items():
            for name in names:
                owners[normal(name)].add(iri)
        return owners


def load_table(path: Path) -> LinkTable:
    """The table in `path`, read by its suffix: .csv, .tsv, or an RDF format with skos:prefLabel, altLabel, rdfs:label.

    Raises:
        ReadError: the file cannot be read, or a line of it is no name and IRI.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: the link table cannot be read ({error.strerror}); check --link-table") from None
    suffix = path.suffix.lower()
    if suffix in _RDF:
        pairs = _from_rdf(data, _RDF[suffix], path.name)
    elif suffix in (".csv", ".tsv"):
        pairs = _from_csv(data, "\t" if suffix == ".tsv" else ",", path.name)
    else:
        raise ReadError(f"{path}: a link table ends in .csv, .tsv, {', '.join(_RDF)}")
    names: dict[str, list[str]] = defaultdict(list)
    for name, iri in pairs:
        if name not in names[iri]:
            names[iri].append(name)
    return LinkTable(file=path.name, names={iri: tuple(forms) for iri, forms in names.items()})


def _from_csv(data: bytes, delimiter: str, file: str) -> Iterator[tuple[str, str]]:
    """(name, IRI) of each line, from the columns of those names or the first two."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{file}: is not UTF-8; save it as UTF-8") from None
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = (0, 1)
    try:
        for row in rows:
            if rows.line_num == 1 and not any(_IRI.fullmatch(cell.strip()) for cell in row):
                columns = _columns([cell.strip().lower() for cell in row])
                continue
            if not any(row):
                continue
            cells = [cell.strip() for cell in row]
            name, iri = (cells[c] if c < len(cells) else "" for c in columns)
            if not name or not _IRI.fullmatch(iri):
                raise ReadError(f"{file}:{rows.line_num}: needs a name and an IRI that begins with http(s): or urn:")
            yield name, iri
    except csv.Error as error:
        raise ReadError(f"{file}:{rows.line_num}: is no CSV ({error})") from None


def _columns(header: Sequence[str]) -> tuple[int, int]:
    name = next((n for n, cell in enumerate(header) if cell in _NAME_COLUMNS), 0)
    iri = next((n for n, cell in enumerate(header) if cell in _IRI_COLUMNS and n != name), 1 if name == 0 else 0)
    return name, iri


def _from_rdf(data: bytes, format: str, file: str) -> Iterator[tuple[str, str]]:
    """(label, IRI), skos:prefLabel first, English before other languages."""
    import pyoxigraph as ox

    formats = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "xml": ox.RdfFormat.RDF_XML}
    formats["json-ld"] = ox.RdfFormat.JSON_LD
    skos, rdfs = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2000/01/rdf-schema#"
    rank = {f"{skos}prefLabel": 0, f"{rdfs}label": 1, f"{skos}altLabel": 2}
    labels: list[tuple[tuple[int, bool], int, str, str]] = []
    try:
        for quad in ox.parse(data, format=formats[format], base_iri="urn:base:"):
            subject, label = quad.subject, quad.object
            if quad.predicate.value not in rank or not isinstance(label, ox.Literal):
                continue
            if isinstance(subject, ox.NamedNode) and _IRI.fullmatch(subject.value) and label.value.strip():
                language = (label.language or "en").lower()
                order = (rank[quad.predicate.value], not language.startswith("en"))
                labels.append((order, len(labels), label.value.strip(), subject.value))
    except (SyntaxError, ValueError) as error:
        raise ReadError(f"{file}: cannot be read as RDF ({str(error).splitlines()[0]})") from None
    for _, _, name, iri in sorted(labels):
        yield name, iri
