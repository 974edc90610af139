"""The RDF terms that our files are made of: prefixes, names, literals."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import ExportError
from kg.export.text import clean, iri
from kg.options import BASE_IRI

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kg": "https://w3id.org/scikg/ontology#",
        "bibo": "http://purl.org/ontology/bibo/",
        "cito": "http://purl.org/spar/cito/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": "http://purl.org/spar/fabio/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "np": "http://www.nanopub.org/nschema#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_DATES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
)
_PLAIN_NUMBER: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.A)


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """The node that a prefixed name of `PREFIXES` stands for, as in `term("kg:Paper")`."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def node(base_iri: str, identifier: str) -> NamedNode:
    """The node of a row's id; what an IRI cannot hold is percent-encoded."""
    try:
        return NamedNode(base_iri + identifier)
    except ValueError:
        return NamedNode(base_iri + iri(identifier))


def base(base_iri: str) -> str:
    """`base_iri`, checked.

    Raises:
        ExportError: it is no absolute IRI, or does not end in a way that ids can follow.
    """
    absolute(base_iri, "base IRI", BASE_IRI)
    if not base_iri.endswith(("/", "#", ":")):
        raise ExportError(f"base IRI {base_iri!r} must end with '/', '#' or ':', as in {BASE_IRI}", misuse=True)
    return base_iri


def absolute(value: str, what: str, example: str) -> NamedNode:
    """The node of the absolute IRI that a user gave; `what` names it in messages.

    Raises:
        ExportError: it is none.
    """
    try:
        return NamedNode(value)
    except ValueError as error:
        raise ExportError(f"{what} {value!r}: {error}; give one such as {example}", misuse=True) from None


def prefixed(iri: str) -> str:
    """An IRI with its prefix where its vocabulary is one of `PREFIXES`, else as it is.

    >>> prefixed("https://w3id.org/scikg/ontology#Paper"), prefixed("urn:a")
    ('kg:Paper', 'urn:a')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def text(value: str) -> Literal:
    """A string literal."""
    return Literal(clean(value))


def typed(value: str, datatype: str) -> Literal:
    """A literal of a type such as "xsd:gYear"."""
    return Literal(value, datatype=term(datatype))


@lru_cache(maxsize=1 << 14)
def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return typed(str(value), "xsd:integer")


@lru_cache(maxsize=1 << 14)
def decimal(value: float) -> Literal:
    """An `xsd:decimal` with at most four digits after the point."""
    digits = f"{value:.4f}".rstrip("0")
    return typed(digits + "0" if digits.endswith(".") else digits, "xsd:decimal")


def double(value: float | None) -> Literal | None:
    """An `xsd:double`, or None where there is no finite number."""
    return None if value is None or not math.isfinite(value) else typed(repr(float(value)), "xsd:double")


def when(value: str) -> Literal | None:
    """An ISO date as exact as `value` is, or None where it is none."""
    for pattern, datatype in _DATES:
        match = pattern.match(value)
        if match and match[0] != "0000" and (datatype != "xsd:date" or _is_day(match[0])):
            return typed(match[0], datatype)
    return None


def number(value: str) -> Literal | None:
    """The `xsd:decimal` of a text that is one plain number such as "84.1" or "1,234", else None."""
    value = value.strip().replace("\N{MINUS SIGN}", "-")
    return typed(value.replace(",", ""), "xsd:decimal") if _PLAIN_NUMBER.fullmatch(value) else None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
