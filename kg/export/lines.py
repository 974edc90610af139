"""JSON Lines: extractions and entities as the contract writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.records import Entity, Extraction, FoundEntity, FoundRelation, FoundResult, Paper, Source, Span, Split

_encode = json.JSONEncoder(ensure_ascii=False).encode


def source_record(source: Source) -> dict[str, Any]:
    """A source with the parts that are known."""
    place = {"line": source.line} if source.line is not None else {"record": source.record}
    return {"file": source.file, **place, "id": source.id, "reader": source.reader}


def span_record(span: Span) -> dict[str, Any]:
    """A span as its three parts."""
    return {"field": span.field, "start": span.start, "end": span.end}


def _marks(found: FoundEntity | FoundRelation | FoundResult) -> dict[str, Any]:
    modality = getattr(found, "modality", "")
    return ({"modality": modality} if modality else {}) | ({"below": True} if found.below else {})


def extraction_record(paper: Paper, extraction: Extraction) -> dict[str, Any]:
    """One line of `extractions.jsonl`."""
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "sources": [source_record(s) for s in paper.sources],
        "entities": [
            {
                "name": e.name,
                "aliases": list(e.aliases),
                "type": e.type,
                "role": e.role,
                "confidence": e.confidence,
                "mentions": [span_record(m) for m in e.mentions],
                **_marks(e),
            }
            for e in extraction.entities
        ],
        "relations": [
            {
                "head": r.head,
                "predicate": r.predicate,
                "tail": r.tail,
                "confidence": r.confidence,
                "evidence": [span_record(s) for s in r.evidence],
                **_marks(r),
            }
            for r in extraction.relations
        ],
        "results": [
            {
                "method": r.method,
                "on": r.on,
                "metric": r.metric,
                "value": r.value,
                "unit": r.unit,
                "confidence": r.confidence,
                "evidence": [span_record(s) for s in r.evidence],
                **_marks(r),
            }
            for r in extraction.results
        ],
    }


def entity_record(entity: Entity) -> dict[str, Any]:
    """One line of `entities.jsonl`."""
    return {
        "id": entity.id,
        "type": entity.type,
        "types": dict(entity.types),
        "name": entity.name,
        "aliases": list(entity.aliases),
        "members": [{"paper": m.paper, "name": m.name} for m in entity.members],
        "merges": [{"names": list(m.names), "reason": m.reason, "confidence": m.confidence} for m in entity.merges],
        **({"splits": [split_record(s) for s in entity.splits]} if entity.splits else {}),
        **({"broader": list(entity.broader)} if entity.broader else {}),
        **({"same_as": list(entity.same_as)} if entity.same_as else {}),
    }


def split_record(split: Split) -> dict[str, Any]:
    """Two names that were kept apart, as `entities.jsonl` has them."""
    return {"names": list(split.names), "paper": split.paper, "confidence": split.confidence}


def line(record: dict[str, Any]) -> str:
    """A record as one line of JSON; lone surrogates are escaped, so that every line is UTF-8."""
    text = _encode(record)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record)
    return text


def write_lines(records: Iterable[dict[str, Any]], path: Path) -> None:
    """Write one record a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line(record) + "\n" for record in records)
