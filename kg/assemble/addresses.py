"""Addresses of things below the base IRI, and web addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kg.sentences import sentences_of, trimmed

# LaTeX writes "\_"; quotes and the stops of Chinese and Japanese end an address
_ESCAPED = re.compile(r"\\([_%#&~])")
_URL = re.compile(
    r"(?:https?://|(?<![\w@./-])(?=(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co)/))"
    rf"(?:[^\s<>\"{{}}|\\^`\x00-\x1f“”‘’«»。，、；：！？（）「」《》]|{_ESCAPED.pattern})+",
    re.I,
)
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
    for start, end in sentences_of(text) if _URL.search(text) else ():
        sentence = text[start:end]
        says_code = bool(_SAYS_CODE.search(_URL.sub(" ", sentence)))
        for match in _URL.finditer(sentence):
            url = trimmed(_ESCAPED.sub(r"\1", match.group()))
            url = url if "://" in url else "https://" + url  # code hosts are often named without
            if says_code or is_code_host(url):
                code.setdefault(url)
            else:
                pages.setdefault(url)
    for url in given:
        if url.lower().startswith(("http://", "https://")) and not re.search(r"[\s<>\"{}|\\^`]", url):
            (code if is_code_host(url) else pages).setdefault(url)
    return list(code), [p for p in pages if p not in code]
