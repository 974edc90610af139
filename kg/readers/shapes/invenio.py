"""Records of Zenodo and of other archives that run InvenioRDM, in Zenodo's older form and in InvenioRDM's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper, turned
from kg.readers.markup import without_tags
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "invenio"
_CITES: Final = frozenset({"cites", "references"})


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether what is known of the record has a title as plain text, and creators."""
    about = mapping(record.get("metadata"))
    return isinstance(about.get("title"), str) and isinstance(about.get("creators"), list)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record."""
    about, links = mapping(record.get("metadata")), mapping(record.get("links"))
    identifier = mapping(mapping(record.get("pids")).get("doi")).get("identifier")
    journal = mapping(mapping(record.get("custom_fields")).get("journal:journal")) or mapping(about.get("journal"))
    words = (*items(about.get("keywords")), *items(about.get("subjects")))
    language = about.get("language") or next(iter(items(about.get("languages"))), "")
    return paper(
        place,
        title=without_tags(word(about.get("title"))),
        abstract=without_tags(word(about.get("description"))),
        names=[_author(item) for item in objects(about.get("creators"))],
        issued=about.get("publication_date"),
        venue=word(journal.get("title")) or word(mapping(about.get("meeting")).get("title")),
        doi=word(record.get("doi")) or word(identifier) or word(about.get("doi")),
        urls=(word(links.get("self_html")) or word(links.get("html")),),
        subjects=[word(item) or word(mapping(item).get("subject")) for item in words],
        references=[
            word(item.get("identifier"))
            for item in objects(about.get("related_identifiers"))
            if (word(item.get("relation")) or word(mapping(item.get("relation_type")).get("id"))) in _CITES
        ],
        language=word(language) or word(mapping(language).get("id")),
    )


def _author(item: Mapping[str, Any]) -> Author:
    """A person or an organisation; InvenioRDM puts what is known of one a step deeper, with its identifiers."""
    about = mapping(item.get("person_or_org")) or item
    given, family = word(about.get("given_name")), word(about.get("family_name"))
    known = {word(name.get("scheme")): word(name.get("identifier")) for name in objects(about.get("identifiers"))}
    orcid = known.get("orcid", "") or word(about.get("orcid"))
    return Author(name=f"{given} {family}".strip() or turned(word(about.get("name"))), orcid=orcid[-19:])
