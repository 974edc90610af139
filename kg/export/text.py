"""The one sanitiser of all writers: what no reader of our files should have to meet.

A text keeps its length, so that offsets into it stay right.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from kg.sentences import trimmed

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), lone surrogates and the delete character:
# RDF could hold some of them as escapes, but not every tool downstream reads them back.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_C1: Final = re.compile("[\x80-\x9f]")
# A spreadsheet runs a cell that begins with one of these as a formula
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_NOT_IRI: Final = re.compile(r'[\x00-\x20\x7f<>"{}|\\^`\ud800-\udfff\ufffe\uffff]|%(?![0-9A-Fa-f]{2})')


def clean(text: str) -> str:
    r"""`text` with U+FFFD for each character that XML or UTF-8 cannot take.

    >>> clean("one\x1b[31m") == "one\ufffd[31m"
    True
    """
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)  # the test is cheap, the search is not


def printable(text: str) -> str:
    r"""`text` as a terminal may have it: `clean`, and without the C1 controls, which XML allows and a terminal obeys.

    >>> printable("one\x9b31m") == "one\ufffd31m"
    True
    """
    return text if text.isprintable() else _C1.sub("\ufffd", clean(text))


def cell(text: str) -> str:
    """`text` as a CSV cell that no spreadsheet runs: formulas get a leading apostrophe, numbers stay.

    >>> cell("=HYPERLINK(1)"), cell("-0.5"), cell("BERT")
    ("'=HYPERLINK(1)", '-0.5', 'BERT')
    """
    text = clean(text)
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def iri(text: str) -> str:
    """`text` with every character that an IRI may not hold percent-encoded (RFC 3987, section 3.1).

    >>> iri("https://example.org/a b|100%")
    'https://example.org/a%20b%7C100%25'
    """
    return _NOT_IRI.sub(lambda m: quote(m[0].encode("utf-8", "replace"), safe=""), text)


def address(text: str) -> str:
    """The http(s) address that `text` is, without a sentence's final punctuation; "" for anything else.

    >>> address("https://github.com/a/b)."), address("javascript:alert(1)")
    ('https://github.com/a/b', '')
    """
    return _web(iri(trimmed(text.strip())))


def identifier(text: str) -> str:
    """The http(s) or urn IRI that `text` is, to its last character; "" for anything else.

    >>> identifier("urn:x:bert"), identifier("http://example.org/A_(b)"), identifier("javascript:alert(1)")
    ('urn:x:bert', 'http://example.org/A_(b)', '')
    """
    text = iri(text.strip())
    return text if text.startswith("urn:") else _web(text)


def _web(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:  # an address such as "http://[::1"
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""
