"""Identifiers in one normal form each, so that equal works are found equal however a source writes them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

_DOI = re.compile(r"\b(10\.\d{4,9}/(?:[^\s\"<>]|<\d[^\s\"<>]*>)+)", re.I)  # "<17::" is of old DOIs, "<b" of a tag
# what is said to be a DOI may have any prefix, and one in parts: 10.1000.10/123
_DOI_ID = re.compile(r"^(?:doi:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{1,9}(?:\.\d{1,9}){0,3}/\S+)$", re.I)
_ARXIV_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
_ARXIV = re.compile(
    r"^(?:https?://)?(?:www\.|export\.)?(?:(?:arxiv\s+)?(?:pre|e-?)prints?[,:]?\s+)?"
    rf"(?:arxiv(?:\.org/(?:abs|pdf|html)/|:\s*))?(?:abs/)?({_ARXIV_NUMBER})",
    re.I,
)
_ARXIV_DOI = re.compile(rf"^10\.48550/arxiv\.({_ARXIV_NUMBER})", re.I)
_OPENALEX = re.compile(r"^(?:https?://(?:api\.)?openalex\.org/(?:works/)?|openalex:)?(W\d{1,12})$", re.I)
_PMID = re.compile(
    r"^(?:https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/|pmid:\s*)(\d{1,9})/?$", re.I
)
_PMC = re.compile(r"^(?:https?://\S*/|pmcid:\s*|pmc:\s*)?(PMC\d{1,9})(?:\.\d+)?/?$", re.I)
# bioRxiv and medRxiv share their prefix with a publisher's journals and are known by a date or a bare number
_PREPRINT = re.compile(
    r"^10\.(?:48550|21203|31234|31219|20944|26434|36227|22541|2139|12688|14293)/|^10\.1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8}\b",
    re.I,
)


def doi(text: str) -> str:
    """The DOI in `text`, bare and in lower case; "" where there is none.

    >>> doi("https://doi.org/10.1530/EJE.0.1410619"), doi("https://doi.org/10.1002/1097%3C1::AID%3E2.0")
    ('10.1530/eje.0.1410619', '10.1002/1097<1::aid>2.0')
    >>> doi("10.1002/1097(199)1:2&lt;1::AID&gt;2.0")
    '10.1002/1097(199)1:2<1::aid>2.0'
    """
    text = _unescaped(text)
    found = _DOI_ID.match(text.strip()) or _DOI.search(text)
    if not found:
        return ""
    bare = found[1].lower().rstrip(".,;:'")
    # a closing bracket belongs to the DOI only where it was opened in it
    while bare.endswith((")", "]", "}")) and bare.count(bare[-1]) > bare.count(
        {")": "(", "]": "[", "}": "{"}[bare[-1]]
    ):
        bare = bare[:-1].rstrip(".,;:'")
    return bare


def _unescaped(text: str) -> str:
    """`text` with the letters that stand in it as "&lt;", and in an address as "%3C", which is no code elsewhere."""
    text = unescape(text) if "&" in text and ";" in text else text
    return unquote(text) if "%" in text and "doi.org/" in text.lower() else text


def arxiv(text: str) -> str:
    """The arXiv id in `text` without its version; "" where there is none.

    >>> arxiv("http://arxiv.org/abs/1706.03762v5"), arxiv("cs.LG/0702001"), arxiv("arXiv preprint arXiv:1512.03385")
    ('1706.03762', 'cs.lg/0702001', '1512.03385')
    """
    found = _ARXIV.match(text.strip())
    return found[1].lower() if found else ""


def arxiv_of_doi(text: str) -> str:
    """The arXiv id that a bare DOI of arXiv's own stands for; "" for other DOIs.

    >>> arxiv_of_doi("10.48550/arxiv.1706.03762")
    '1706.03762'
    """
    found = _ARXIV_DOI.match(text)
    return found[1].lower() if found else ""


def is_preprint(text: str) -> bool:
    """Whether a bare DOI is a preprint server's."""
    return bool(_PREPRINT.match(text))


def normal_id(text: str) -> str:
    """`text` as "scheme:value" where it is an identifier of a known scheme, else unchanged.

    What is given as a DOI is one to its last character, unlike one that `doi` finds in running text.

    >>> normal_id("https://openalex.org/W2125158795"), normal_id("doi:10.1000/ABC"), normal_id("acl:P19-1001")
    ('openalex:W2125158795', 'doi:10.1000/abc', 'acl:P19-1001')
    """
    text = text.strip()
    if found := _DOI_ID.match(_unescaped(text)):
        bare = found[1].lower()
        own = arxiv_of_doi(bare)
        return f"arxiv:{own}" if own else f"doi:{bare}"
    if "arxiv" in text[:24].lower():
        own = arxiv(text)
        return f"arxiv:{own}" if own else text
    for scheme, pattern in (("openalex", _OPENALEX), ("pmid", _PMID), ("pmc", _PMC)):
        found = pattern.match(text)
        if found:
            return f"{scheme}:{found[1].upper()}"
    return text
