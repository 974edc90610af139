"""OAI-PMH, by which arXiv and most repositories give their records: arXiv's own formats, and Dublin Core."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, month, paper, turned
from kg.readers.identifiers import arxiv, doi
from kg.readers.latex import prose
from kg.readers.markup import content, local
from kg.readers.people import names
from kg.records import Author, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "oai"
_ARXIV: Final = "oai:arXiv.org:"
_INSTITUTE: Final = re.compile(r"\s*\([^()]*\)")  # behind a name as its author typed it, or its number
_INNERMOST: Final = 4  # brackets in one another; more are no institute's
_DAY: Final = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")


def paper_of(record: Element, place: Place) -> Paper | None:
    """The paper of a record; None for one that was deleted, of which its header only is left."""
    header = next((part for part in record if local(part) == "header"), None)
    if header is not None and header.get("status") == "deleted":
        return None
    fields: dict[str, list[Element]] = {}
    for part in record.iter():
        fields.setdefault(local(part), []).append(part)
    text = {name: content(found[0]) for name, found in fields.items()}
    own = text.get("identifier", "")
    number = arxiv(f"arxiv:{own.removeprefix(_ARXIV)}") if own.startswith(_ARXIV) else ""
    written = prose if number else str  # elsewhere a "~" is no LaTeX
    said = [content(item) for item in fields.get("identifier", ())[1:]]  # Dublin Core's, the first is of the header
    return paper(
        place,
        id=f"arxiv:{number}" if number else own,
        title=written(text.get("title", "")),
        abstract=written(text.get("abstract", "") or text.get("description", "")),
        names=[Author(name=written(name)) for name in _names(fields) if name],
        issued=_issued(fields, text),
        venue=text.get("journal-ref", "") or text.get("source", ""),
        doi=text.get("doi", "") or next((found for item in said if (found := doi(item))), ""),
        arxiv=number,
        ids=(f"arxiv:{number}" if number else "",),
        urls=[item for item in said if item.startswith("http")],
        subjects=text.get("categories", "").split() or [content(item) for item in fields.get("subject", ())],
        language=text.get("language", ""),
    )


def _names(fields: dict[str, list[Element]]) -> list[str]:
    """The authors: in parts, as one text, or each as "Family, Given"."""
    people = [{local(part): content(part) for part in person} for person in fields.get("author", ())]
    parts = ("forenames", "keyname", "suffix")
    if people:
        return [" ".join(person[part] for part in parts if person.get(part)) for person in people]
    if typed := fields.get("authors"):
        return names(_without_institutes(content(typed[0])))
    return [turned(content(item)) for item in fields.get("creator", ())]


def _without_institutes(people: str) -> str:
    """The authors of arXivRaw without what stands in brackets, which may hold brackets of its own."""
    for _ in range(_INNERMOST):
        people = _INSTITUTE.sub("", people)
    return people


def _issued(fields: dict[str, list[Element]], text: dict[str, str]) -> str:
    """The day of the first version, else the first date that is stated."""
    if versions := fields.get("version"):
        first = next((content(part) for part in versions[0] if local(part) == "date"), "")
        if found := _DAY.search(first):
            day, name, year = found[0].split()
            return f"{year}-{month(name)}-{day}"
    return text.get("created", "") or text.get("date", "")
