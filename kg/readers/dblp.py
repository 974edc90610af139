"""DBLP's XML: the dump, single records, a person's page, and what its search answers. It has no abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, month, paper
from kg.readers.identifiers import doi
from kg.readers.markup import content, local
from kg.records import Author, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "dblp"
WORKS: Final = frozenset(
    {"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "data", "proceedings", "www"}
)
_NO_PAPER: Final = frozenset({"proceedings", "www"})  # volumes and home pages
_VENUES: Final = ("journal", "booktitle", "school", "venue")
_HOMONYM = re.compile(r"\s\d{4}$")  # of one of several people with a name
_SITE: Final = "https://dblp.org/"
COMPUTING_REPOSITORY: Final = "CoRR"  # how DBLP calls arXiv


def paper_of(record: Element, place: Place) -> Paper | None:
    """The paper of a record; None for the volume and the home page that stand among them."""
    if local(record) in _NO_PAPER:
        return None
    key, volume = record.get("key", ""), content(record.find("volume"))
    venue = next((text for name in _VENUES if (text := content(record.find(name)))), "")
    year, number = content(record.find("year")), month(content(record.find("month")))
    return paper(
        place,
        id=key,
        title=content(record.find("title")),
        names=[author(content(item), item.get("orcid", "")) for item in record.iterfind("author")],
        issued=f"{year}-{number}" if year and number else year,
        venue=venue,
        doi=stated_doi(content(item) for item in record.iterfind("ee")),
        arxiv=volume if venue == COMPUTING_REPOSITORY else "",
        ids=(f"dblp:{key}" if key else "",),
        urls=[
            *(content(item) for item in record.iterfind("ee")),
            *(_SITE + address.removeprefix(_SITE) for item in record.iterfind("url") if (address := content(item))),
        ],
        references=[f"dblp:{text}" for item in record.iterfind("cite") if "/" in (text := content(item))],
        retracted="withdrawn" in record.get("publtype", ""),
    )


def found_of(info: Element, place: Place) -> Paper:
    """The paper of one answer of the search."""
    key, year = content(info.find("key")), content(info.find("year"))
    addresses = [content(item) for item in (*info.iterfind("ee"), *info.iterfind("url"))]
    venue = content(info.find("venue"))
    return paper(
        place,
        id=key,
        title=content(info.find("title")),
        names=[author(content(item)) for item in info.iterfind("authors/author")],
        issued=year,
        venue=venue,
        doi=content(info.find("doi")) or stated_doi(addresses),
        arxiv=content(info.find("volume")) if venue == COMPUTING_REPOSITORY else "",
        ids=(f"dblp:{key}" if key else "",),
        urls=addresses,
    )


def author(name: str, orcid: str = "") -> Author:
    """A person without the number that tells people of one name apart."""
    return Author(name=unnumbered(name), orcid=orcid)


def unnumbered(name: str) -> str:
    """`name` without the number by which DBLP tells people of one name apart, in its BibTeX too."""
    return _HOMONYM.sub("", name)


def stated_doi(addresses: Iterable[str]) -> str:
    """The DOI of the first address that leads to one; "" where none does."""
    return next((found for address in addresses if "doi" in address and (found := doi(address))), "")
