"""What stands above and below the line, written on it: 10^-3 for ten to the minus three, CO2 for the gas."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

_NS = r"(?:\w{1,9}:)?"
_LEAF = rf"<{_NS}m[ino]\b[^<>]*>[^<>]*</{_NS}m[ino]>\s*"
_POWER = re.compile(
    rf"<{_NS}msup\b[^<>]*>\s*({_LEAF})(?:<{_NS}mrow\b[^<>]*>\s*)?((?:{_LEAF})+)(?:</{_NS}mrow>\s*)?</{_NS}msup>", re.I
)
_TAGGED = {
    kind: re.compile(rf"<{_NS}{kind}\b[^<>]*>([^<>]*)</{_NS}{kind}\s*>", re.I) for kind in ("sub", "sup")
}  # in this order, since a power may stand on an index
_LEFT = re.compile(rf"</?{_NS}su[bp]\b[^<>]*>", re.I)
_DOCUMENT = re.compile(r"\\begin\{document\}([^\\]*(?:\\(?!(?:begin|end)\{document\})[^\\]*)*)\\end\{document\}")
_SIGNS = "+-−–±"
_OPEN = "([{=~≈/,-−–"  # nothing stands on these: what follows is an isotope's number or a note's
_MARK = re.compile(r"(?:st|nd|rd|th|TM|SM|[®™℠°*†‡§¶′″]+)$")
_ONE = re.compile(rf"[{_SIGNS}]?\w+(?:[.,]\d+)?[{_SIGNS}]?$|[{_SIGNS}]$")


def scripts(text: str, without: Callable[[str], str]) -> str:
    """`text` with its tags for powers and indices written on the line; `without` removes all other tags."""
    text = without(_POWER.sub(r"\1<sup>\2</sup>", text))
    for kind, pattern in _TAGGED.items():
        text = pattern.sub(partial(_placed, kind), text)
    return _LEFT.sub("", text)


def _placed(kind: str, found: re.Match[str]) -> str:
    start, end = found.span()
    return script(kind, found.string[max(0, start - 1) : start], html.unescape(found[1]), found.string[end : end + 1])


def script(kind: str, before: str, inner: str, after: str) -> str:
    """A power as ^ and its text, an index as its text alone, with _ where it would become part of a number.

    >>> script("sup", "10", "-3", " m"), script("sup", " ", "13", "C"), script("sup", "100", "th", "")
    ('^-3', '13', 'th')
    >>> script("sub", "CO", "2", " "), script("sub", "x1", "2", ""), script("sub", "log", "2", "8")
    ('2', '_2', '_2 ')
    """
    inner = inner.strip()
    if not inner:
        return ""
    runs_on = inner[-1].isdigit() and after[:1].isdigit()
    last = before[-1:]
    if kind == "sub":
        sign = inner[0] in _SIGNS
        runs_in = (last.isdigit() and (sign or inner[0].isdigit())) or (sign and len(inner) > 1)
        return f"{'_' if runs_in or runs_on else ''}{inner}{' ' if runs_on else ''}"
    if not last or last.isspace() or last in _OPEN or _MARK.match(inner):
        return inner
    return f"^{inner if _ONE.match(inner) else f'({inner})'}{' ' if runs_on else ''}"


def formula(tex: str) -> str:
    r"""A formula's TeX without the document and the dollars around it.

    >>> formula(r"\documentclass[12pt]{minimal}\begin{document}$$x^2$$\end{document}")
    'x^2'
    """
    found = _DOCUMENT.search(tex)
    return (found[1] if found else tex).strip().strip("$").strip()
