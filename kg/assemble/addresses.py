"""Addresses of things below the base IRI, and web addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kg.sentences import ADDRESS, ESCAPED, sentences_of, trimmed

_CODE_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "sourceforge.net",
    "huggingface.co",
    "gitee.com",
    "git.io",
    "github.io",
)
_SIGNS = ("://", "www.", ".com/", ".co/", ".org/", ".net/")  # each address has one; the search for one is slow
_SAYS_CODE = re.compile(
    r"\b(?:codes?(?![- ](?:switch|mix))|implementation|repository|software|"
    r"source(?![- ](?:languages?|domains?|texts?|sentences?)\b))\b",
    re.I,
)


def paper_node(identifier: str) -> str:
    """The address of a paper; its id is percent-encoded whole.

    >>> paper_node("doi:10.1/x")
    'paper/doi%3A10.1%2Fx'
    """
    return "paper/" + quote(identifier.encode("utf-8", "surrogatepass"), safe="")


def is_code_host(url: str) -> bool:
    """Whether an address stands on a host that keeps code."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return any(host == h or host.endswith("." + h) for h in _CODE_HOSTS)


def addresses(text: str, given: Iterable[str]) -> tuple[list[str], list[str]]:
    """The addresses of a text and of its source: those of code, and the others, each once."""
    code: dict[str, None] = {}
    pages: dict[str, None] = {}
    lower = text.lower()
    may_have = any(sign in lower for sign in _SIGNS)
    for start, end in sentences_of(text) if may_have and ADDRESS.search(text) else ():
        sentence = text[start:end]
        says_code = bool(_SAYS_CODE.search(ADDRESS.sub(" ", sentence)))
        for match in ADDRESS.finditer(sentence):
            url = trimmed(ESCAPED.sub(r"\1", match.group()))
            bare = "://" not in url  # as code hosts are often named
            url = "https://" + url if bare else url
            if is_code_host(url) or (says_code and not bare):
                code.setdefault(url)
            elif not bare:
                pages.setdefault(url)
    for url in given:
        if url.lower().startswith(("http://", "https://")) and not re.search(r"[\s<>\"{}|\\^`]", url):
            (code if is_code_host(url) else pages).setdefault(url)
    return list(code), [p for p in pages if p not in code]
