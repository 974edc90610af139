"""The project's own record: `{"id", "title", "abstract", ...}`, also with an extraction that somebody else made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from kg.readers.columns import NAMES
from kg.readers.fields import SUFFIX, Place, distinct, paper, text, turned
from kg.readers.people import names
from kg.records import Extraction, FoundEntity, FoundRelation, FoundResult, Paper, Span
from kg.vocab import ALL_ROLES, MODALITIES, TYPES

NAME: Final = "json_lines"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # in publishedDate
_SHORTEST: Final = 2  # letters of a name that is no tag of a database
_MOST_KEYS: Final = 200  # more has no record, and what is remembered shall not be large
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {  # beside what columns of tables are called
    "id": ("paper id", "paperid"),
    "title": ("paper title",),
    "abstract": ("summary",),
    "authors": ("creators",),
    "date": ("published", "published at", "published date"),
    "year": ("year published",),
    "venue": ("publication name",),
    "url": ("pdf url",),
}
_OF_PAPERS: Final = ("abstract", "authors", "doi", "arxiv", "references", "entities")
_OF_VOLUMES: Final = ("date", "year", "venue")
_WHOLE: Final = ("name", "creator")
_FAMILY_FIRST = re.compile(
    rf"(?:[^\W\d_A-Z][\w'’-]* ){{0,3}}[^\s,]+, (?!(?i:{SUFFIX.pattern}|(?:Inc|Ltd|LLC|GmbH|Ph\.?D|M\.?D)\.?)$)[^,]+"
)
_LONGEST_NAME: Final = 1000  # linking compares names letter by letter


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has a title or an abstract as plain text; much that is no paper has a summary too."""
    called = _called(record)
    abstract = called.get("abstract")
    return isinstance(called.get("title"), str) or (isinstance(abstract, str) and abstract is not _summary(record))


def is_whole(record: Mapping[str, Any], *, beside_papers: bool = False) -> bool:
    """Whether the record has more than a title, as no heading of a list has: an abstract, a DOI, a year.

    Args:
        record: of any shape.
        beside_papers: whether whole records stand in it, as in a volume, which has a year and a venue too.
    """
    record = _called(record)
    return any(record.get(field) for field in (*_OF_PAPERS, *(() if beside_papers else _OF_VOLUMES)))


def _summary(record: Mapping[str, Any]) -> object:
    return next((value for key, value in record.items() if key.lower() == "summary"), None)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of one record; its `fault` says where it brings an extraction out of form."""
    record = _called(record)
    words = record.get("subjects")
    found = paper(
        place,
        id=record.get("id"),
        title=record.get("title"),
        abstract=" ".join(strings(told)) if isinstance(told := record.get("abstract"), list) else told,
        names=names(people) if isinstance(people := record.get("authors"), str) else map(_turned, _list(people)),
        author_string=str(record.get("author_string") or (people if isinstance(people, str) else "")),
        issued=record.get("date") or record.get("year"),
        venue=venue.get("name") if isinstance(venue := record.get("venue"), dict) else venue,
        doi=record.get("doi"),
        arxiv=record.get("arxiv"),
        ids=strings(record.get("ids")),
        urls=strings(record.get("url")) + strings(record.get("urls")),
        subjects=re.split(r"[;,]", words) if isinstance(words, str) else strings(words),
        references=strings(record.get("references")),
        has_code=record.get("has_code") is True,
        retracted=record.get("retracted") is True,
        language=str(record.get("language") or ""),
    )
    if "entities" not in record:
        return found
    try:
        return replace(found, given=_extraction(record, found))
    except KeyError as error:
        return replace(found, fault=f"entities, relations or results out of form: one has no {error}")
    except (TypeError, ValueError) as error:
        return replace(found, fault=f"entities, relations or results out of form: {error}")


def _called(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """`record` with our names for what it has under others: "Abstract", "summary", "arxiv_id", "journal"."""
    found = _others(tuple(record)) if len(record) <= _MOST_KEYS else ()
    return {**record, **{field: record[key] for field, key in found}} if found else record


@lru_cache(4096)  # the records of a file have the same few sets of keys
def _others(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Our field and the record's key for it, for each that has another name; a key of two letters is a database's."""
    spelt = [(key, key.replace("_", " ")) for key in reversed(keys) if len(key) > _SHORTEST]
    names = {_HUMP.sub(" ", name).lower(): key for key, name in spelt} | {name.lower(): key for key, name in spelt}
    found = (
        (field, next((names[n] for n in (field, *known, *_ALSO.get(field, ())) if n in names), ""))
        for field, known in NAMES.items()
        if field not in keys
    )
    return tuple((field, key) for field, key in found if key)


def _turned(person: object) -> object:
    """A person with the name as Given Family, where it stands as "Family, Given" and is plainly no other list."""
    if isinstance(person, dict):
        return {key: _turned(value) if key in _WHOLE else value for key, value in person.items()}
    return turned(person) if isinstance(person, str) and _FAMILY_FIRST.fullmatch(person.strip()) else person


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def strings(value: object) -> tuple[str, ...]:
    """The texts of a list, or one text alone."""
    return tuple(str(item) for item in _list(value) if isinstance(item, str | int) and not isinstance(item, bool))


def _extraction(record: Mapping[str, Any], found: Paper) -> Extraction:
    entities = tuple(_entity(item, found) for item in _list(record["entities"]))
    return Extraction(
        paper=found.id,
        entities=entities,
        relations=tuple(_relation(item, found) for item in _list(record.get("relations"))),
        results=tuple(_result(item, found) for item in _list(record.get("results"))),
    )


def _entity(item: Mapping[str, Any], found: Paper) -> FoundEntity:
    name, kind, role = item["name"], item["type"], item.get("role", "mentioned")
    aliases = distinct(strings(item.get("aliases")))
    if not isinstance(name, str) or not name.strip():
        raise ValueError("an entity without a name")
    if max(map(len, (name, *aliases))) > _LONGEST_NAME:
        raise ValueError(f"a name of more than {_LONGEST_NAME} characters")
    if kind not in TYPES or role not in ALL_ROLES:
        raise ValueError(f"no such type or role: {kind}, {role}")
    return FoundEntity(
        name=name,
        aliases=aliases,
        type=kind,
        role=role,
        confidence=_confidence(item),
        mentions=_spans(item.get("mentions"), found),
        below=item.get("below") is True,
    )


def _relation(item: Mapping[str, Any] | list[str], found: Paper) -> FoundRelation:
    if isinstance(item, list):  # the gold's short form
        item = dict(zip(("head", "predicate", "tail"), item, strict=True))
    head, predicate, tail = item["head"], item["predicate"], item["tail"]
    if not all(isinstance(part, str) and part for part in (head, predicate, tail)):
        raise ValueError("a relation without head, predicate or tail")
    return FoundRelation(
        head=head,
        predicate=predicate,
        tail=tail,
        confidence=_confidence(item),
        evidence=_spans(item.get("evidence"), found),
        modality=_modality(item),
        below=item.get("below") is True,
    )


def _result(item: Mapping[str, Any], found: Paper) -> FoundResult:
    parts = {key: text(item.get(key)) for key in ("method", "on", "metric", "value")}
    if not parts["value"]:
        raise ValueError("a result without a value")
    return FoundResult(
        **parts,
        unit=str(item.get("unit") or ""),
        confidence=_confidence(item),
        evidence=_spans(item.get("evidence"), found),
        modality=_modality(item),
        below=item.get("below") is True,
    )


def _confidence(item: Mapping[str, Any]) -> float:
    value = float(item.get("confidence", 1.0))
    if not 0 <= value <= 1:
        raise ValueError(f"confidence {value} is not between 0 and 1")
    return value


def _modality(item: Mapping[str, Any]) -> str:
    value = item.get("modality") or ""
    if value and value not in MODALITIES:
        raise ValueError(f"no such modality: {value}")
    return str(value)


def _spans(items: object, found: Paper) -> tuple[Span, ...]:
    """Spans as given, after a check that they lie inside their field."""
    spans = tuple(Span(field=item["field"], start=item["start"], end=item["end"]) for item in _list(items))
    for span in spans:
        if span.field not in ("title", "abstract") or not 0 <= span.start < span.end <= len(found.field(span.field)):
            raise ValueError(f"offsets {span.start} to {span.end} are not in the {span.field}")
    return spans
