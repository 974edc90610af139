"""Text out of marked-up text: tags of JATS, HTML and MathML removed, entities as characters."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from kg.readers.scripts import formula, script, scripts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type only; parsing is done by defusedxml

_TAG = re.compile(
    r"(?!</?(?:\w{1,9}:)?su[bp]\b)(?:</?(?:jats|mml|m|xhtml):[^<>]*>|</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]*)?/?>)", re.I
)
_RAISED_TAG = re.compile(r"</su[bp]>", re.I)
# what stands in it goes on to the next tag of its name and no further, lest a thousand open ones take forever
_HEADING = re.compile(r"<(?:jats:)?title\b[^<>]*>([^<]*(?:<(?!/?(?:jats:)?title\b)[^<]*)*)</(?:jats:)?title\s*>", re.I)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|br|list|list-item|disp-formula|div|li)\b[^<>]*>", re.I)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]*>([^<>]*)</(?:jats:)?tex-math\s*>", re.I)
_MATH = re.compile(r"<(?:\w{1,9}:)?math\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.I)
_SPACE = re.compile(r"\s+")
_OBVIOUS = ("abstract", "summary")
_FOREIGN = frozenset({"tex-math", "annotation", "annotation-xml"})  # a formula's second writing
_RAISED = frozenset({"sup", "sub"})


def without_tags(text: str) -> str:
    """`text` without tags, white space folded; the headings of a structured abstract as "Heading: ".

    >>> without_tags("<jats:title>Abstract</jats:title><jats:p>CO<jats:sub>2</jats:sub> &amp; more</jats:p>")
    'CO2 & more'
    """
    if "<" in text:
        twice = bool(_MATH.search(text))
        text = scripts(_TEX.sub(lambda found: "" if twice else formula(found[1]), text), _without)
    return _SPACE.sub(" ", _characters(html.unescape(text))).strip()


def untagged(text: str) -> str:
    """`text` letter by letter where it has neither tags nor entities, else without them, for sources of plain text.

    >>> untagged("a  b < c"), untagged("<i>Fog</i> at p &lt; 0.05")
    ('a  b < c', 'Fog at p < 0.05')
    """
    return without_tags(text) if _TAG.search(text) or _RAISED_TAG.search(text) or _ENTITY.search(text) else text


def _without(text: str) -> str:
    return _TAG.sub("", _BLOCK.sub(" ", _HEADING.sub(lambda found: f" {heading(found[1])} ", text)))


def _characters(text: str) -> str:
    """`text` with characters for entities that were escaped twice, as "p &amp;lt; 0.05"."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def heading(text: str) -> str:
    """A section's heading as it stands before the section's text; none for "Abstract"."""
    text = _TAG.sub("", text).strip().rstrip(":.")
    return f"{text}:" if text and text.lower() not in _OBVIOUS else ""


def content(element: Element | None) -> str:
    """All text of an element, white space folded."""
    return "" if element is None else _SPACE.sub(" ", _characters(_in_order(element))).strip()


def _in_order(element: Element) -> str:
    """The texts of an element in order, those of `_FOREIGN` ones only where a formula has no other writing."""
    name = local(element)
    if name == "tex-math":
        return formula(element.text or "")
    if name == "msup" and len(element) == 2:
        base, power = (_in_order(child).strip() for child in element)
        return base + script("sup", base, power, "")
    pieces = [element.text or ""]
    for child in element:
        inner = "" if local(child) in _FOREIGN and len(element) > 1 else _in_order(child)
        if local(child) in _RAISED:
            before = next((piece for piece in reversed(pieces) if piece), "")
            inner = script(local(child), before, inner, child.tail or "")
        pieces += (inner, child.tail or "")
    return "".join(pieces)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
