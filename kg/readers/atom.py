"""arXiv's API: entries of an Atom feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, paper
from kg.readers.identifiers import arxiv
from kg.readers.latex import prose
from kg.readers.markup import content, local
from kg.records import Author, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "arxiv_atom"


def paper_of(entry: Element, place: Place) -> Paper:
    """The paper of an entry; line breaks of the feed are layout, and authors write LaTeX."""
    parts: dict[str, list[Element]] = {}
    for child in entry:
        parts.setdefault(local(child), []).append(child)
    text = {name: content(found[0]) for name, found in parts.items()}
    address = text.get("id", "")
    number = arxiv(address)
    people = [
        content(next((part for part in author if local(part) == "name"), None)) for author in parts.get("author", ())
    ]
    return paper(
        place,
        id=f"arxiv:{number}" if number else address,
        title=prose(text.get("title", "")),
        abstract=prose(text.get("summary", "") or text.get("abstract", "")),
        names=[Author(name=prose(name)) for name in people if name],
        issued=text.get("published", "")[:10] or text.get("updated", "")[:10],
        venue=text.get("journal_ref", ""),
        doi=text.get("doi", ""),
        arxiv=number,
        ids=(f"arxiv:{number}" if number else "",),
        urls=(address,),
        subjects=[category.get("term", "") for category in parts.get("category", ())],
    )
