"""LaTeX in bibliographies as Unicode: accents, dashes and symbols; formulas stay as they are written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}~]|--|``|''")
_BARE = re.compile(r"(?<!\\)([%&#_^])")  # in a bibliography these are letters, in LaTeX they are commands
_MATH = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
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
        pieces += [_plain(text[end : formula.start()]), formula[0]]
        end = formula.end()
    pieces.append(_plain(text[end:]))
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _plain(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    text = _BARE.sub(r"\\\1", text.replace("/~", "/\\textasciitilde{}").replace("$", "\\$"))
    spaces = len(text) - len(text.lstrip())
    trailing = len(text) - len(text.rstrip())
    return " " * bool(spaces) + str(_decoder().latex_to_text(text)).strip() + " " * bool(trailing)


@cache
def _decoder() -> LatexNodes2Text:
    """The decoder, which leaves unknown commands as they are rather than dropping them."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: node.latex_verbatim()))
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", strict_latex_spaces=False)
