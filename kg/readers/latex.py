"""LaTeX in bibliographies as Unicode: accents, dashes and symbols; formulas stay as they are written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}~]|--|``|''")
_BARE = re.compile(r"(?<!\\)([%&#_$])")  # in a bibliography these are letters, in LaTeX they are commands
_MATH = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
_FONTS = ("em", "bf", "it", "tt", "sc", "rm", "sf", "sl", "itshape", "bfseries", "small", "large", "noopsort")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SPACE = re.compile(r"\s+")


def decoded(text: str) -> str:
    r"""`text` without LaTeX's commands and braces, white space folded.

    >>> decoded("{B}ERT by M{\\\"u}ller -- 50% of $O(n^2)$")
    'BERT by Müller – 50% of $O(n^2)$'
    """
    text = _SPACE.sub(" ", text).strip()
    if not _SPECIAL.search(text):
        return text
    pieces, end = [], 0
    for formula in _MATH.finditer(text):
        pieces += [_escaped(text[end : formula.start()]), formula[0]]
        end = formula.end()
    pieces.append(_escaped(text[end:]))
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        plain = str(_decoder().latex_to_text("".join(pieces)))
    except (LatexWalkerError, IndexError, AttributeError, TypeError, ValueError, RecursionError):
        return text  # broken LaTeX is still text
    return _SPACE.sub(" ", plain).strip()


def _escaped(text: str) -> str:
    """`text` between formulas, with commands made of what is meant as letters."""
    text = _HREF.sub(r"\2 <\1>", text).replace("/~", "/\\textasciitilde{}").replace("^", "\\textasciicircum{}")
    return _BARE.sub(r"\\\1", text)


@cache
def _decoder() -> LatexNodes2Text:
    """The decoder, which leaves unknown commands as they are rather than dropping them."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    known.add_context_category("fonts", macros=[MacroTextSpec(name, "") for name in _FONTS], prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: node.latex_verbatim()))
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", strict_latex_spaces=False)
