"""Semantic Scholar: pages of the API (search, batch, references, citations, one paper with both) and bulk lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from kg.readers import generic
from kg.readers.fields import Place, paper
from kg.readers.shapes.look import mapping, objects, word
from kg.records import Paper, Skipped

NAME: Final = "semantic_scholar"
_SCHEMES: Final = {"PubMed": "pmid", "PubMedCentral": "pmc", "ACL": "acl", "DBLP": "dblp", "MAG": "mag"}
_BULK: Final = ("corpusid", "citedcorpusid", "authorid")
# a field that only one bulk file has, and what that file's lines are
_NO_PAPERS: Final = {
    "citedcorpusid": "a citation between two papers, and no paper",
    "authorid": "an author, and no paper",
    "sha": "an id of a paper, and no paper",
    "vector": "a paper's embedding, and no paper",
    "content": "a paper's full text, which is not read",
    "text": "a paper's one-line summary, and no paper",
}


def unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The paper inside a line of a references or citations page, or of a list of recommended or daily papers."""
    inner = record.get("citedPaper") or record.get("citingPaper")
    if isinstance(inner, Mapping):
        return inner
    inner = mapping(record.get("paper"))  # elsewhere this may hold pages and the like
    return inner if generic.recognises(inner) else record


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has one of the source's own identifiers."""
    return "paperId" in record or "corpusid" in record


def no_paper(record: Mapping[str, Any]) -> str:
    """What a line of a bulk file is that holds no paper; "" for any other."""
    if record.keys().isdisjoint(_BULK) or record.get("title") or "abstract" in record:
        return ""
    words = next((words for name, words in _NO_PAPERS.items() if name in record), "")
    return f"{words}: of Semantic Scholar's files, papers and abstracts are read" if words else ""


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record; API and bulk files write the same names in different case."""
    access = mapping(record.get("openaccessinfo"))  # of the abstracts file
    known = mapping(record.get("externalIds") or record.get("externalids") or access.get("externalids"))
    own = word(record.get("paperId"))
    corpus = word(record.get("corpusId") or record.get("corpusid") or known.get("CorpusId"))
    journal = mapping(record.get("journal"))
    fields = objects(record.get("s2FieldsOfStudy") or record.get("s2fieldsofstudy"))
    pmc = word(known.get("PubMedCentral"))
    return paper(
        place,
        id=own or (f"corpus:{corpus}" if corpus else ""),
        title=record.get("title"),
        abstract=record.get("abstract"),
        names=objects(record.get("authors")),
        issued=record.get("publicationDate") or record.get("publicationdate") or record.get("year"),
        venue=word(record.get("venue")) or word(journal.get("name")),
        doi=word(known.get("DOI")),
        arxiv=word(known.get("ArXiv")),
        ids=(
            f"corpus:{corpus}" if corpus else "",
            *(
                f"{scheme}:{word(known[name])}"
                for name, scheme in _SCHEMES.items()
                if known.get(name) and name[:6] != "PubMed"
            ),
            f"pmid:{word(known.get('PubMed'))}" if known.get("PubMed") else "",
            f"pmc:PMC{pmc.upper().removeprefix('PMC')}" if pmc else "",
        ),
        urls=(word(record.get("url")),),
        subjects=(word(field.get("category")) for field in fields),
        references=[_reference(item) for item in objects(record.get("references"))],
    )


def neighbours(record: Mapping[str, Any], place: Place) -> Iterator[Paper | Skipped]:
    """The papers that a paper's record holds in full: those it cites, and those that cite it."""
    if not recognises(record):
        return
    place = replace(place, reader=NAME)
    for item in objects(record.get("references")):
        if item.get("title"):
            yield paper_of(item, place)
    for item in objects(record.get("citations")):
        if item.get("title"):
            found = paper_of(item, place)
            yield replace(found, references=(*found.references, _reference(record)))


def _reference(item: Mapping[str, Any]) -> str:
    """The identifier of a paper that most others know it by."""
    known = mapping(item.get("externalIds"))
    doi, arxiv = word(known.get("DOI")), word(known.get("ArXiv"))
    words = f"{word(item.get('title'))}, ({word(item.get('year'))})" if item.get("title") else ""
    return f"doi:{doi}" if doi else f"arxiv:{arxiv}" if arxiv else word(item.get("paperId")) or words
