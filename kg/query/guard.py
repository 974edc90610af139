"""What a query may be: it only reads the data at hand, and its size is bounded.

Oxigraph would follow SERVICE to the network, and 20,000 nested brackets crash the process. It has no switch for either,
so the tokens of the query are checked first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from kg.errors import QueryError

MAX_LENGTH: Final = 50_000  # characters
MAX_TOKENS: Final = 5_000
MAX_DEPTH: Final = 100

# The tokens of SPARQL 1.1, section 19.8, as far as needed to tell keywords from names and texts.
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\x00-\x20]*>)
    |(?P<text>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|\'\'\'(?:\'{0,2}(?:[^'\\]|\\.))*\'\'\'
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:[\w:·%-]|\\[^\w\s]|\.(?=[\w:.%-]))*|_:[\w.-]+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<open>[({\[])|(?P<close>[)}\]])
    |(?P<other>\d+|.)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATE: Final = "this is an update; the data is only read"
_REFUSED: Final = {
    "FROM": "it would choose other data; leave it out, the graph is the default graph",
    **dict.fromkeys(("LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE"), _UPDATE),
}


def tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each token, without white space and comments."""
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield kind, match.group()


def unknown_prefix(sparql: str, known: Collection[str]) -> tuple[str, int] | None:
    """The first prefix that is neither declared before nor `known`, and where the name with it ends, if any."""
    declared, before = set(known), ""
    for match in _TOKEN.finditer(sparql):
        text, kind = match.group(), match.lastgroup
        if kind == "name" and not text.startswith("_:"):
            prefix = text.partition(":")[0]
            if before.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return prefix, match.end()
        before = text if kind != "space" else before
    return None


def check(sparql: str) -> None:
    """Refuse a query that could do more than read.

    Raises:
        QueryError: the query is empty, too long or too deep, or asks for more than to read the data.
    """
    check_text(sparql, "the query")
    if len(sparql) > MAX_LENGTH:
        raise QueryError(f"the query has {len(sparql)} characters; {MAX_LENGTH} are allowed")
    count = depth = 0
    for kind, text in tokens(sparql):
        _check_token(kind, text)
        count += 1
        depth += (kind == "open") - (kind == "close")
        if depth > MAX_DEPTH:
            raise QueryError(f"the query nests more than {MAX_DEPTH} brackets; make it flatter")
        if count > MAX_TOKENS:
            raise QueryError(f"the query has more than {MAX_TOKENS} words and signs; split it")
    if not count:
        raise QueryError("the query is empty; give one such as 'SELECT * { ?paper a kg:Paper } LIMIT 10'")


def check_text(text: str, what: str) -> None:
    """Refuse text that came from a terminal as bytes that are not UTF-8.

    Raises:
        QueryError: `text` has such a byte.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError(f"{what} is not UTF-8; check the encoding of your terminal") from None


def _check_token(kind: str, text: str) -> None:
    # Oxigraph needs no space after a keyword: SERVICESILENT and SERVICEkg:x are calls, too.
    if kind in ("word", "name") and "SERVICE" in text.upper():
        raise QueryError(
            "SERVICE is refused: it would ask another endpoint, and only the data at hand is read "
            "(write a name with 'service' in it as a full IRI)"
        )
    if kind == "word" and text.upper() in _REFUSED:
        raise QueryError(f"{text.upper()} is refused: {_REFUSED[text.upper()]}")
    # `?a<1)SERVICE?x#>` is an IRI to a lexer and a comparison to Oxigraph's parser.
    if kind == "iri" and any(sign in text for sign in "()[]"):
        raise QueryError(f"{text[:80]}: write brackets in an IRI as %28 and %29, or put spaces around < and >")
