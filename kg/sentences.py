"""Text -> sentences, as offsets; and addresses without the punctuation that a sentence puts behind them."""

from __future__ import annotations

import re

# A full stop after one of these ends no sentence.
_ABBREVIATED = frozenset(
    [
        "e.g",
        "i.e",
        "et",
        "al",
        "cf",
        "vs",
        "resp",
        "fig",
        "figs",
        "eq",
        "eqs",
        "sec",
        "tab",
        "no",
        "approx",
        "ca",
        "etc",
        "dr",
        "prof",
        "st",
        "w.r.t",
        "a.k.a",
        "u.s",
        "u.k",
        "i.i.d",
    ]
)
_MAY_END = frozenset(["al", "etc", "resp", "no", "u.s", "u.k", "i.i.d"])  # they end one before a word that opens one
_OPENS = (
    r"(?:We|Our|This|These|The|In|It|Its|To|Here|However|Moreover|Furthermore|Additionally|Finally|Thus|Hence|"
    r"Experiments|Results|Specifically)\b"
)
_OPENER = re.compile(rf"{_OPENS}|On\b")
_COINED = r"[a-z]+\d*[A-Z]|[a-z]{2,}\d+[a-z]"  # mBERT, wav2vec: as good as a capital
ESCAPED = re.compile(r"\\([_%#&~])")  # as LaTeX writes them in an address
# A web address in a text; without a scheme, one that is surely none but an address. Quotes and the stops of Chinese and
# Japanese end it.
ADDRESS = re.compile(
    r"(?:https?://|(?<![\w@./-])(?:www\.|(?=(?:github|gitlab|huggingface|bitbucket|sourceforge|zenodo)\.(?:com|co|org|net)/)))"
    rf"(?:[^\s<>\"{{}}|\\^`\x00-\x1f“”‘’«»。，、；：！？（）「」《》]|{ESCAPED.pattern})+",
    re.I,
)
_NAME_BEFORE = re.compile(r"(?:[A-Z]|[a-z]\.)[\w./-]*$")  # DerivBase.Ru, github.com/one.Two
# The first character is tried before what stands behind it, which is four times as fast as the other way round.
_STOP = re.compile(
    r"[.!?…\s](?:"
    rf"(?<![.!?…][.!?…])(?<=[.!?…])[.!?…]*[)\]\"'”’]*\s+(?=[\"'“‘(\[$]*(?:[^\Wa-z_]|{_COINED}))"
    rf"|(?:(?<=[^\W\d_][^\W\d_][.!?])|(?<=[)\]%\d][.!?]))(?=(?:On|{_OPENS})\s)"  # the blank behind it is forgotten
    r"|(?:(?<=[a-z]{2}[.!?])|(?<=[)\]%][.!?]))(?=(?:[A-Z][a-z]+|A)[\s,-])"  # and before any word that opens one
    r"|(?<!\s\s)(?<=\s)\s*(?=[•‣▪◦●■]\s)"  # a bullet, as pasted from a list
    r")"
)


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets, without white space around.

    A sentence ends at a stop that white space and a capital, a digit or a quote
    follow, unless an abbreviation or a single initial stands before the stop;
    "etc.", "et al." and an initial end it too where "We", "The" and the like follow. White space may be missing behind
    a plain word: "is safe.Twelve patients" are two.

    >>> text = "It reaches 84.1 % (cf. Tab. 2). We like it."
    >>> [text[s:e] for s, e in sentences_of(text)]
    ['It reaches 84.1 % (cf. Tab. 2).', 'We like it.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - 40) : stop.start()].rsplit(None, 1)
        last = before[-1].strip("([\"'").lower() if before else ""
        initial = len(last) == 1 and last.isalpha() and last != "i"
        goes_on = not (initial or last in _MAY_END) or not _OPENER.match(text, stop.end())
        if text[stop.start()] == "." and (last in _ABBREVIATED or initial) and goes_on:
            continue
        glued = not text[stop.end() - 1].isspace() and not _OPENER.match(text, stop.end())
        if glued and before and _NAME_BEFORE.search(before[-1]):
            continue
        found.append((start, stop.start() + len(stop.group().rstrip())))
        start = stop.end()
    tail = text[start:].rstrip()
    if tail:
        found.append((start, start + len(tail)))
    return [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in found if text[s:e].strip()]


def trimmed(url: str) -> str:
    """An address without the punctuation that a sentence puts behind it."""
    url = url.rstrip(".,;:!?'\"*_~$")
    while url and url[-1] in ")]}" and url.count(url[-1]) > url.count({")": "(", "]": "[", "}": "{"}[url[-1]]):
        url = url[:-1].rstrip(".,;:!?'\"")
    return url
