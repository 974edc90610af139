"""The fixed pages of `kg serve`, and its service description."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.export.terms import term
from kg.query import named_queries
from kg.query.named import NamedQuery
from kg.serve.messages import Reply

_FILES: Final = {"/style.css": "text/css", "/query.js": "text/javascript"}
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle")


def page(path: str, base_iri: str) -> Reply | None:
    """The page or file at `path`, or None where there is none."""
    folder = Path(__file__).parent / "static"
    if path in _FILES:
        body = (folder / path[1:]).read_bytes()
        return Reply(status=200, media_type=f"{_FILES[path]}; charset=utf-8", body=body)
    if path != "/":
        return None
    known = json.dumps([_described(query) for query in named_queries()], ensure_ascii=False)
    text = (folder / "query.html").read_text(encoding="utf-8")
    filled = text.replace("{{base}}", html.escape(base_iri)).replace("{{queries}}", html.escape(known))
    return Reply(status=200, media_type="text/html; charset=utf-8", body=filled.encode())


def _described(query: NamedQuery) -> dict[str, object]:
    """A shipped query as the query page needs it to make its form."""
    parameters = [
        {"name": p.name, "kind": p.kind, "optional": p.optional, "description": p.description} for p in query.parameters
    ]
    return {"name": query.name, "title": query.title, "description": query.description, "parameters": parameters}


def service_description(here: str) -> list[Triple]:
    """What this endpoint is (https://www.w3.org/TR/sparql11-service-description/)."""
    service = NamedNode(f"{here}/sparql")
    said = [
        (term("rdf:type"), NamedNode(_SD + "Service")),
        (NamedNode(_SD + "endpoint"), service),
        (NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")),
        *((NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULTS),
    ]
    return [Triple(service, predicate, value) for predicate, value in said]
