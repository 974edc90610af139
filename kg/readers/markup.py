"""Text out of marked-up text: tags of JATS, HTML and MathML removed, entities as characters."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from kg.readers.scripts import formula, script, scripts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type only; parsing is done by defusedxml

_TAG = re.compile(
    r"(?!</?(?:\w{1,9}:)?su[bp]\b)(?:</?(?:jats|mml|m|xhtml):[^<>]*>|</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]*)?/?>)", re.I
)
_LESS = re.compile("<")
# what stands in it goes on to the next tag of its name and no further, lest a thousand open ones take forever
_HEAD: Final = r"(?:(?:jats:)?title|h[1-6])"
_HEADING = re.compile(rf"<{_HEAD}\b[^<>]*>([^<]*(?:<(?!/?{_HEAD}\b)[^<]*)*)</{_HEAD}\s*>", re.I)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|br|list|list-item|disp-formula|div|li)\b[^<>]*>", re.I)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]*>([^<>]*)</(?:jats:)?tex-math\s*>", re.I)
_MATH = re.compile(r"<(?:\w{1,9}:)?math\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.I)
# in plain text "<" is a sign of mathematics too: tags are only those of these names
_MARK = re.compile(
    r"<(/?)((?:jats|mml|m|xhtml):[a-z][\w.-]*|[ibup]|em|strong|br|su[bp]|span|div|italic|bold|underline|small|font|tt|sc|a"
    r"|h[1-6]|[uo]l|li|list|list-item|title|sec|inline-formula|disp-formula|tex-math|math|semantics|annotation"
    r"|m(?:[ino]|row|su[bp]|subsup|frac|text|style|sqrt|over|under|underover|fenced|table|t[rd]))(?:\s[^<>]*)?/?>",
    re.I,
)
_ALONE: Final = frozenset({"br", "p"})
_WORDS = re.compile(r"<(?:br|p)\s+(?![a-z][\w:-]{0,30}\s*=)[^\s/>]", re.I)  # "x<p and q>r": no attributes
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

    >>> untagged("a  b < c"), untagged("<i>Fog</i> at p &lt; 0.05"), untagged("for n<i and j>k we have a<b>c")
    ('a  b < c', 'Fog at p < 0.05', 'for n<i and j>k we have a<b>c')
    """
    marks = _marks(text) if "<" in text else set()
    if not marks and not _ENTITY.search(text):
        return text
    return without_tags(_LESS.sub(lambda sign: "<" if sign.start() in marks else "&lt;", text))


def _marks(text: str) -> set[int]:
    """Where in a plain text tags stand: those that are closed, those that close, and breaks."""
    found: set[int] = set()
    opened: dict[str, list[int]] = {}
    for tag in _MARK.finditer(text):
        name = tag[2].lower()
        if _WORDS.match(tag[0]):
            continue
        if not tag[1] and name not in _ALONE and not tag[0].endswith("/>"):
            opened.setdefault(name, []).append(tag.start())
            continue
        found.add(tag.start())
        if before := opened.get(name):
            found.add(before.pop())
    return found


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
