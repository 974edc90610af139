"""PubMed XML: the articles, and the books and their chapters, of an EFetch answer or of the yearly baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, month, paper
from kg.readers.markup import content
from kg.records import Author, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NAME: Final = "pubmed_xml"
_SCHEMES: Final = (("pubmed", "pmid:"), ("doi", "doi:"), ("pmc", "pmc:"))


def paper_of(article: Element, place: Place) -> Paper:
    """The paper of an article; the parts of a structured abstract with their labels."""
    document = article.find("BookDocument")
    if document is not None:
        return _chapter(document, place)
    citation = article.find("MedlineCitation")
    about = citation.find("Article") if citation is not None else None
    if citation is None or about is None:
        return paper(place, title="")
    number = content(citation.find("PMID"))
    kinds = {content(kind) for kind in about.iterfind("PublicationTypeList/PublicationType")}
    retracted = any(item.get("RefType") == "RetractionIn" for item in citation.iterfind("CommentsCorrectionsList/*"))
    return paper(
        place,
        id=f"pmid:{number}" if number else "",
        title=content(about.find("ArticleTitle")) or content(about.find("VernacularTitle")),
        abstract=" ".join(_parts(about)),
        names=[_author(item) for item in about.iterfind("AuthorList/Author")],
        issued=_date(about),
        venue=content(about.find("Journal/Title")),
        doi=next(iter(_ids(article, "doi")), "") or content(about.find("ELocationID[@EIdType='doi']")),
        ids=(f"pmid:{number}" if number else "", *(f"pmc:{value}" for value in _ids(article, "pmc"))),
        subjects=[content(item) for item in citation.iterfind("KeywordList/Keyword")]
        + [content(item) for item in citation.iterfind("MeshHeadingList/MeshHeading/DescriptorName")],
        references=[
            name for item in article.iterfind("PubmedData/ReferenceList//Reference") if (name := _reference(item))
        ],
        retracted=retracted or "Retracted Publication" in kinds,
        language=content(about.find("Language")),
    )


def _chapter(document: Element, place: Place) -> Paper:
    """The paper of a book's chapter, or of a book."""
    number = content(document.find("PMID"))
    known = {item.get("IdType", ""): content(item) for item in document.iterfind("ArticleIdList/ArticleId")}
    people = document.findall("AuthorList/Author")
    title = content(document.find("ArticleTitle"))
    book = content(document.find("Book/BookTitle"))
    return paper(
        place,
        id=f"pmid:{number}" if number else "",
        title=title or book,
        abstract=" ".join(_parts(document)),
        names=[_author(item) for item in people or document.iterfind("Book/AuthorList[@Type='authors']/Author")],
        issued=_day(document.find("ContributionDate")) or _day(document.find("Book/PubDate")),
        venue=book if title else "",
        doi=known.get("doi", ""),
        ids=(f"pmid:{number}" if number else "",),
        subjects=[content(item) for item in document.iterfind("KeywordList/Keyword")],
        references=[name for item in document.iterfind("ReferenceList//Reference") if (name := _reference(item))],
        language=content(document.find("Language")),
    )


def _parts(about: Element) -> Iterator[str]:
    for part in about.iterfind("Abstract/AbstractText"):
        label, text = part.get("Label", ""), content(part)
        if text:
            yield f"{label}: {text}" if label and label != "UNLABELLED" else text


def _author(item: Element) -> Author:
    name = " ".join(content(item.find(part)) for part in ("ForeName", "LastName", "Suffix")).split()
    orcid = content(item.find("Identifier[@Source='ORCID']"))[-19:]
    return Author(name=" ".join(name) or content(item.find("CollectiveName")), orcid=orcid)


def _date(about: Element) -> str:
    """The day of the issue, else that of the electronic article, else the year in words as "2015 Nov-Dec"."""
    issued = _day(about.find("Journal/JournalIssue/PubDate")) or _day(about.find("ArticleDate"))
    return issued or content(about.find("Journal/JournalIssue/PubDate/MedlineDate"))[:4]


def _day(found: Element | None) -> str:
    """The date, as exact as it is stated; "" without a year."""
    if found is None:
        return ""
    year, number, day = content(found.find("Year")), month(content(found.find("Month"))), content(found.find("Day"))
    return f"{year}-{number}-{day}" if year and number and day else f"{year}-{number}" if year and number else year


def _ids(article: Element, kind: str) -> list[str]:
    return [content(item) for item in article.iterfind(f"PubmedData/ArticleIdList/ArticleId[@IdType='{kind}']")]


def _reference(item: Element) -> str:
    """An identifier of a reference, else its words."""
    known = {name.get("IdType"): content(name) for name in item.iter("ArticleId")}
    found = next((prefix + known[kind] for kind, prefix in _SCHEMES if known.get(kind)), "")
    return found or content(item.find("Citation"))
