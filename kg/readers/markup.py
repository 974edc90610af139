"""Text out of marked-up text: tags of JATS, HTML and MathML removed, entities as characters."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type only; parsing is done by defusedxml

_TAG = re.compile(r"</?(?:jats|mml|m|xhtml):[^<>]*>|</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]*)?/?>", re.I)
_HEADING = re.compile(r"<(?:jats:)?title[^<>]*>\s*(.*?)\s*</(?:jats:)?title>", re.I | re.S)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|br|list|list-item|disp-formula|div|li)\b[^<>]*>", re.I)
_SPACE = re.compile(r"\s+")
_OBVIOUS = ("abstract", "summary")
_FOREIGN = frozenset({"tex-math", "annotation", "annotation-xml"})  # a formula's second writing


def without_tags(text: str) -> str:
    """`text` without tags, white space folded; the headings of a structured abstract as "Heading: ".

    >>> without_tags("<jats:title>Abstract</jats:title><jats:p>CO<jats:sub>2</jats:sub> &amp; more</jats:p>")
    'CO2 & more'
    """
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub(" ", _HEADING.sub(lambda found: f" {heading(found[1])} ", text)))
    return _SPACE.sub(" ", html.unescape(text)).strip()


def heading(text: str) -> str:
    """A section's heading as it stands before the section's text; none for "Abstract"."""
    text = _TAG.sub("", text).strip().rstrip(":.")
    return f"{text}:" if text and text.lower() not in _OBVIOUS else ""


def content(element: Element | None) -> str:
    """All text of an element, white space folded."""
    if element is None:
        return ""
    return _SPACE.sub(" ", "".join(_in_order(element))).strip()


def _in_order(element: Element) -> list[str]:
    """The texts of an element in order, without those of `_FOREIGN` ones."""
    if local(element) in _FOREIGN:
        return []
    pieces = [element.text or ""]
    for child in element:
        pieces += _in_order(child)
        pieces.append(child.tail or "")
    return pieces


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
