"""JATS, the full text of a journal's article (PubMed Central, PLOS): front matter and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, month, paper, whole_title
from kg.readers.markup import content, heading, local
from kg.records import Author, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NAME: Final = "jats"
_DATES: Final = ("epub", "ppub", "pub", "collection")
_OTHER_ABSTRACTS: Final = frozenset(
    {"graphical", "teaser", "executive-summary", "toc", "plain-language-summary", "editor"}
)


def paper_of(article: Element, place: Place) -> Paper:
    """The paper of an article."""
    about = article.find("front/article-meta")
    if about is None:
        return paper(place, title="")
    known = {item.get("pub-id-type", ""): content(item) for item in about.iterfind("article-id")}
    pmc = known.get("pmc", "") or known.get("pmcid", "")
    return paper(
        place,
        id=f"pmid:{known['pmid']}" if known.get("pmid") else "",
        title=whole_title(*(content(about.find(f"title-group/{name}")) for name in ("article-title", "subtitle"))),
        abstract=_abstract(about),
        names=[_author(item) for item in about.iterfind("contrib-group/contrib[@contrib-type='author']")],
        issued=_date(about),
        venue=content(article.find("front/journal-meta//journal-title")),
        doi=known.get("doi", ""),
        ids=(f"pmid:{known['pmid']}" if known.get("pmid") else "", f"pmc:PMC{pmc.removeprefix('PMC')}" if pmc else ""),
        subjects=[content(item) for item in about.iterfind("kwd-group/kwd")]
        or [
            content(item)
            for item in about.iterfind("article-categories//subj-group[@subj-group-type='Discipline']/subject")
        ],
        references=[_reference(item) for item in article.iterfind("back//ref-list//ref")],
        retracted=article.get("article-type") == "retracted-article",
        language=article.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
    )


def _abstract(about: Element) -> str:
    """The paper's abstract, its headings as "Heading: "; neither graphical ones nor summaries for laymen."""
    found = next(
        (item for item in about.iterfind("abstract") if item.get("abstract-type") not in _OTHER_ABSTRACTS), None
    )
    return " ".join(blocks(found)) if found is not None else ""


def blocks(element: Element) -> Iterator[str]:
    """The paragraphs of an abstract and the headings of its parts, in order."""
    for child in element:
        if local(child) == "sec":
            yield from blocks(child)
        elif local(child) in ("title", "label"):
            if title := heading(content(child)):
                yield title
        elif text := content(child):
            yield text


def _author(item: Element) -> Author:
    parts = ("name/prefix", "name/given-names", "name/surname", "name/suffix")
    name = " ".join(content(item.find(part)) for part in parts).split()
    orcid = content(item.find("contrib-id[@contrib-id-type='orcid']"))[-19:]
    return Author(name=" ".join(name) or content(item.find("collab")), orcid=orcid)


def _date(about: Element) -> str:
    """The day of the first publication that is stated."""
    dates = {item.get("pub-type") or item.get("date-type") or "": item for item in about.iterfind("pub-date")}
    found = next((dates[kind] for kind in _DATES if kind in dates), next(iter(dates.values()), None))
    if found is None:
        return ""
    year, number, day = content(found.find("year")), month(content(found.find("month"))), content(found.find("day"))
    return f"{year}-{number}-{day}" if number and day else f"{year}-{number}" if number else year


def _reference(item: Element) -> str:
    """An identifier of a reference, else its words as "Authors, Title, (Year) Journal"."""
    known = {name.get("pub-id-type"): content(name) for name in item.iter("pub-id")}
    for kind in ("doi", "pmid"):
        if known.get(kind):
            return f"{kind}:{known[kind]}"
    title = content(next(item.iter("article-title"), None))
    if not title:
        return content(item)
    names = [content(name) for name in item.iter("surname")]
    year, journal = content(next(item.iter("year"), None)), content(next(item.iter("source"), None))
    return ", ".join((*names, title.rstrip("."), f"({year}) {journal}".strip()))
