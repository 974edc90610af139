"""What Solr answers for libraries that search with it: NASA ADS, HAL, PLOS, and others that list a record's title."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any, Final

from kg.readers.fields import Place, paper, turned
from kg.readers.identifiers import arxiv, doi
from kg.readers.markup import untagged
from kg.readers.shapes.look import items, word
from kg.records import Author, Paper

NAME: Final = "solr"
_TITLES: Final = ("title", "title_display", "title_s", "en_title_s")
_ABSTRACTS: Final = ("abstract", "abstract_s", "description")
_PEOPLE: Final = ("author", "author_display", "authFullName_s")
_DATES: Final = (
    "pubdate",
    "publication_date",
    "publicationDate_s",
    "producedDate_s",
    "year",
    "producedDateY_i",
    "date",
)
_VENUES: Final = ("pub", "journal", "journalTitle_s", "bookTitle_s", "conferenceTitle_s")
_WORDS: Final = ("keyword", "keyword_s", "subject")
_OWN: Final = ("bibcode", "title_s", "title_display")


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has a field that only one of these libraries has, or lists its title."""
    title = next(iter(items(record.get("title"))), None)
    return isinstance(title, str) or any(record.get(name) for name in _OWN)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record; of titles and abstracts in several languages the first."""
    code, hal = word(record.get("bibcode")), word(record.get("halId_s"))
    own = f"bibcode:{code}" if code else f"hal:{hal}" if hal else ""
    preprints = (arxiv(word(name)) for name in (*items(record.get("identifier")), record.get("arxivId_s")))
    people = zip_longest(_texts(record, _PEOPLE), _texts(record, ("orcid_pub",)), fillvalue="")
    return paper(
        place,
        id=own,
        title=untagged(_first(record, _TITLES)),
        abstract=untagged(_first(record, _ABSTRACTS)),
        names=[Author(name=turned(name), orcid=orcid.strip("-")) for name, orcid in people],
        issued=_first(record, _DATES),
        venue=_first(record, _VENUES),
        doi=_first(record, ("doi", "doiId_s")) or doi(word(record.get("id"))),
        arxiv=next(filter(None, preprints), ""),
        ids=(own,),
        urls=(word(record.get("uri_s")),),
        subjects=_texts(record, _WORDS),
        references=[f"bibcode:{item}" for item in _texts(record, ("reference",))],
        language=_first(record, ("language_s", "language")),
    )


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := word(record.get(name)).strip())), "")


def _texts(record: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """The texts of the first field that has some, one alone or several."""
    value: object = next((record[name] for name in names if record.get(name)), [])
    return [word(item) for item in (value if isinstance(value, list) else [value])]
