"""XML: arXiv's Atom, PubMed, JATS, Crossref, DBLP, EndNote, OAI, parsed as a stream; declared entities are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Final, TypeAlias
from xml.etree.ElementTree import ParseError  # the error only; parsing is done by defusedxml

from kg.readers import atom, crossref_xml, dblp, endnote, jats, oai, pubmed
from kg.readers.fields import Place
from kg.readers.files import MAX_DOCUMENT, File, Found, Head, Rationed
from kg.readers.markup import local
from kg.records import Paper, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "xml"
Convert: TypeAlias = Callable[["Element", Place], Paper | None]  # None: no paper, and nothing lost

_PUBMED: Final = frozenset({"PubmedArticle", "PubmedBookArticle"})

# root element -> (elements of one record, how it is read)
_ROOTS: Final[Mapping[str, tuple[frozenset[str], str, Convert]]] = {
    "feed": (frozenset({"entry"}), atom.NAME, atom.paper_of),
    "PubmedArticleSet": (_PUBMED, pubmed.NAME, pubmed.paper_of),
    "PubmedBookArticleSet": (_PUBMED, pubmed.NAME, pubmed.paper_of),
    "PubmedArticle": (_PUBMED, pubmed.NAME, pubmed.paper_of),
    "PubmedBookArticle": (_PUBMED, pubmed.NAME, pubmed.paper_of),
    "article": (frozenset({"article"}), jats.NAME, jats.paper_of),
    "pmc-articleset": (frozenset({"article"}), jats.NAME, jats.paper_of),
    "crossref_result": (frozenset({"query"}), crossref_xml.NAME, crossref_xml.paper_of),
    "doi_records": (frozenset({"doi_record"}), crossref_xml.NAME, crossref_xml.paper_of),
    "doi_record": (frozenset({"doi_record"}), crossref_xml.NAME, crossref_xml.paper_of),
    "dblp": (dblp.WORKS, dblp.NAME, dblp.paper_of),
    "dblpperson": (dblp.WORKS, dblp.NAME, dblp.paper_of),
    "OAI-PMH": (frozenset({"record"}), oai.NAME, oai.paper_of),
    "result": (frozenset({"info"}), dblp.NAME, dblp.found_of),
    "xml": (frozenset({"record"}), endnote.NAME, endnote.paper_of),
}
_INSIDE: Final[Mapping[str, str]] = {"result": "<hits", "xml": "<record"}  # of roots that others have too
_ERROR: Final = "arxiv.org/api/errors"  # in the id of an entry that says what was wrong with a question
_REFUSED: Final[Mapping[str, str]] = {
    "RDF": "RDF/XML is not read, since its entities can hang any reader: give the papers as JSON Lines",
    "eSearchResult": "a list of ids without papers: fetch their records with EFetch, or save them as PubMed format",
}
_START = re.compile(
    r"\s*+(?:(?:<\?[^>]*+>|(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*+(?:\[.*?\])?\s*+>))\s*+)*+<(?:[\w.-]+:)?([\w.-]+)", re.S
)
_UTF16 = re.compile(r"<\?xml[^>]{0,80}encoding=.utf-?16", re.I)  # what it was before it was made UTF-8
_DEEPEST: Final = 200
_LETTERS: Final = {name: chr(code) for name, code in name2codepoint.items()}  # &uuml; of a DTD that is not read


def recognises(head: Head) -> bool:
    """Whether the document's root is a known one."""
    found = _START.match(head.text)
    return bool(found) and found[1] in (*_ROOTS, *_REFUSED) and _INSIDE.get(found[1], "") in head.text  # type: ignore[index]  # not None


def read(file: File) -> Iterator[Found]:
    """One paper for each element that holds a record, with its number in the document."""
    found = _START.match(file.head.text)
    root = found[1] if found else ""
    if root in _REFUSED:
        yield Skipped(file="", line=None, reason=_REFUSED[root])
        return
    names, reader, convert = _ROOTS[root]
    encoding = "utf-8" if _UTF16.match(file.head.text) else None
    try:
        with file.open() as stream:
            for number, element in enumerate(_elements(Rationed(stream, MAX_DOCUMENT), names, encoding), start=1):
                paper = convert(element, Place(record=number, reader=reader))
                if paper is not None:
                    yield _usable(paper, Place(record=number))
    except LookupError as error:
        raise ValueError(f"not XML that can be read: {error}") from error
    except ParseError as error:
        yield Skipped(file="", line=error.position[0], reason=f"not XML: {error}")


def _usable(paper: Paper, place: Place) -> Paper | Skipped:
    if _ERROR in paper.id:
        return place.skipped(f"an error that arXiv answered: {paper.abstract}")
    return paper


def _elements(stream: Rationed, names: frozenset[str], encoding: str | None) -> Iterator[Element]:
    """The elements of some names, each thrown away after use, so that memory does not grow with the file.

    Raises:
        ValueError: the document declares entities, or is nested too deeply.
    """
    from defusedxml import ElementTree

    open_elements: list[Element] = []
    parser = ElementTree.DefusedXMLParser(encoding=encoding, forbid_entities=True, forbid_external=True)
    parser.entity.update(_LETTERS)
    events = ElementTree.iterparse(stream, events=("start", "end"), parser=parser)
    for event, element in events:
        if event == "start":
            open_elements.append(element)
            if len(open_elements) > _DEEPEST:
                raise ValueError(f"elements nested more than {_DEEPEST} deep")
            continue
        open_elements.pop()
        if local(element) in names and all(local(above) not in names for above in open_elements):
            yield element
            stream.refill()
            element.clear()
            if open_elements:
                open_elements[-1].remove(element)
