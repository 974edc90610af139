"""LaTeX in bibliographies as Unicode: accents, dashes and symbols; formulas stay as they are written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.readers.markup import untagged

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}~]|--|``|''")
_BARE = re.compile(r"(?<!\\)([%&#_$])")  # in a bibliography these are letters, in LaTeX they are commands
_POWER = re.compile(r"(?<!\\)\^")  # and so is this one; after a backslash it is an accent
_TWICE = re.compile(r"\\([\"'`^~=.])(\\[\"'`^~=.](?:{\\?[A-Za-z]}|\\?[A-Za-z]))")  # both accents of ễ, without braces
_ABOUT = re.compile(r"(?:^|(?<=[\s/(]))~(?![\s\\])")  # "~50", "/~home": no space that must not break, as in "Fig.~1"
_MATH = re.compile(r"(?<!\\)(?:\$\$[^$]*\$\$|\$[^$]*(?<!\\)\$|\\\((?:[^\\]|\\[^()])*\\\)|\\\[(?:[^\\]|\\[^\[\]])*\\\])")
_FIRST: Final = 0xF0000  # of the letters without a meaning that stand for formulas
_MOST: Final = 0xFFF0
_PLACE = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _MOST)}]")
_CALL = re.compile(r"\\([A-Za-z]+)\*?\s*(?={)")
_RAISED = re.compile(r"\\textsuperscript\s*{(?=[{\s]*(?:[-+−\d]|\\textminus))")  # 10^{-3} is not 10-3
_MARKED = re.compile(r"[<&]")
_FONT_TAG = re.compile(r"</?(?:b|i|u|em|strong|tt|span|p)>", re.I)  # also one that is alone
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\[A-Za-z\"'`^~=.]")
_SPACE = re.compile(r"\s+")
_FONTS = ("em", "bf", "it", "tt", "sc", "rm", "sf", "sl", "itshape", "bfseries", "small", "large", "noopsort")
_SILENT = ("noindent", "protect", "xspace", "label", "color", "-", "/", "@")
# what the decoder does not know, or knows as a letter that only looks like it
_SYMBOLS: Final = {
    **{"textless": "<", "textgreater": ">", "textbar": "|", "textunderscore": "_", "textasciicircum": "^"},
    **{"textbraceleft": "{", "textbraceright": "}", "textminus": "−", "textquotesingle": "'", "textquotedbl": '"'},
    **{"par": " ", "linebreak": " ", "newline": " ", "url": "%s"},
}


def decoded(text: str) -> str:
    r"""`text` without LaTeX's commands and braces and, outside formulas, without tags and entities; white space folded.

    >>> decoded("{B}ERT by M{\\\"u}ller -- 50% of $O(n^2)$"), decoded("{\\textless}b{\\textgreater}R{\\^o}le")
    ('BERT by Müller – 50% of $O(n^2)$', 'Rôle')
    >>> decoded("<p>CO<sub>2</sub> \\&amp;&nbsp;$a<b>c$</p>"), decoded("a < b, x & y")
    ('CO2 & $a<b>c$', 'a < b, x & y')
    """
    text = _SPACE.sub(" ", text).strip()
    special, marked = _SPECIAL.search(text), _MARKED.search(text)
    if not special and not marked:
        return text
    text = _PLACE.sub("", text)
    formulas = _MATH.findall(text)[:_MOST]
    places = map(chr, range(_FIRST, _FIRST + _MOST))
    plain = _MATH.sub(lambda _: next(places), text, count=_MOST)
    plain = _decoded(plain) if special else plain
    plain = _FONT_TAG.sub("", untagged(plain))
    return _SPACE.sub(" ", _PLACE.sub(lambda place: formulas[ord(place[0]) - _FIRST], plain)).strip()


def prose(text: str) -> str:
    r"""`text` decoded where it has an accent or a command in LaTeX outside its formulas, else letter by letter.

    >>> prose("Schr\\\"odinger's {0,1} -- a"), prose("{0,1} -- 90\\% of $\\alpha$")
    ("Schrödinger's 0,1 – a", '{0,1} -- 90\\% of $\\alpha$')
    """
    return decoded(text) if _COMMAND.search(_MATH.sub("", text)) else text


def address(text: str) -> str:
    r"""A DOI or URL without LaTeX's escapes; its tildes and hyphens are letters.

    >>> address("10.1000/a--b{\\_}c"), address("http://a.b/~c")
    ('10.1000/a--b_c', 'http://a.b/~c')
    """
    return "--".join(map(decoded, text.split("--"))) if "\\" in text or "{" in text else text


def _decoded(text: str) -> str:
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        return str(_decoder().latex_to_text(_escaped(text)))
    except (LatexWalkerError, IndexError, AttributeError, TypeError, ValueError, RecursionError):
        return text  # broken LaTeX is still text


def _escaped(text: str) -> str:
    """`text` with commands made of what is meant as letters, and without names of commands that nobody knows."""
    text = _TWICE.sub(r"\\\1{\2}", _HREF.sub(r"\2 <\1>", text))
    text = _ABOUT.sub(r"\\textasciitilde{}", _RAISED.sub("{^", text))
    text = _CALL.sub(lambda call: call[0] if call[1] in _known() else "", text)
    return _BARE.sub(r"\\\1", _POWER.sub(r"\\textasciicircum{}", text))


@cache
def _known() -> frozenset[str]:
    """The names of the commands of which it is known what their braces hold."""
    from pylatexenc.latexwalker import get_default_latex_context_db

    ours = (*_FONTS, *_SILENT, *_SYMBOLS)
    contexts = (get_default_latex_context_db(), _decoder().latex_context)
    return frozenset((*ours, *(macro.macroname for context in contexts for macro in context.iter_macro_specs())))


@cache
def _decoder() -> LatexNodes2Text:
    """The decoder, which leaves unknown commands as they are rather than dropping them."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    ours = {**dict.fromkeys((*_FONTS, *_SILENT), ""), **_SYMBOLS}
    known = get_default_latex_context_db()
    known.add_context_category("ours", macros=[MacroTextSpec(*macro) for macro in ours.items()], prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_unknown))
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", strict_latex_spaces=False)


def _unknown(node: Any, l2tobj: LatexNodes2Text) -> str:  # noqa: ANN401  # named as pylatexenc calls them
    """A command without a text of its own: what its braces hold, else as it is written."""
    given = [part for part in (node.nodeargd and node.nodeargd.argnlist) or () if part is not None]
    return str(l2tobj.nodelist_to_text(given[-1:]) if given else node.latex_verbatim())
