"""Small pieces of HTML; text from papers is escaped, so that it is never taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from kg.counting import plural

_UNIT = re.compile(r"^([+-]?\d[\d.,]*)(?!x$)([^\W\d_])")


def number(value: object, query: str) -> str:
    """A number that leads to the query that makes it."""
    return f'<a class="n" href="#q-{query}">{escape(str(value))}</a>'


def with_unit(text: str) -> str:
    """A value with a space before a unit that is a word.

    >>> with_unit("5.5BLEU points"), with_unit("84.1%"), with_unit("3x"), with_unit("70")
    ('5.5 BLEU points', '84.1%', '3x', '70')
    """
    return _UNIT.sub(r"\1 \2", text)


def many(count: int, thing: str) -> str:
    """How many of a thing.

    >>> many(1, "paper"), many(1200, "paper")
    ('1 paper', '1,200 papers')
    """
    return f"{count:,} {plural(count, thing)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> str:
    """A table of cells that are HTML already; where there are no rows, the sentence `nothing`."""
    rows = list(rows)
    if not rows:
        return p(nothing)
    top = "".join(f"<th>{escape(h)}</th>" for h in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def listing(items: Iterable[str], ordered: bool = False) -> str:
    """A list of items that are HTML already."""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def sentences(quotes: Iterable[str]) -> str:
    """Quoted sentences behind a mark to open."""
    found = "".join(f"<blockquote>{escape(q)}</blockquote>" for q in quotes)
    return f"<details><summary>sentences</summary>{found}</details>" if found else ""


def p(words: str) -> str:
    """A paragraph of plain words."""
    return f"<p>{escape(words)}</p>"


def figure(drawn: str, caption: str, query: str) -> str:
    """A plot with its caption, and a link to the query of its numbers."""
    link = f'<a href="#q-{query}">query of these numbers</a>'
    return f"<figure>{drawn}<figcaption>{escape(caption)} {link}</figcaption></figure>"
