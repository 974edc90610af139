"""The people in one cell of a table or one field of a record, however their names are strung together."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from kg.readers.fields import OTHERS, SUFFIX, folded, turned
from kg.readers.markup import untagged

_SCOPUS_ID = re.compile(r" ?\(\d{6,}\)")
_GLUED = re.compile(r"(?<=[a-zß-ÿ.])(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!La)(?<!Le)(?<!Van)(?=[A-ZÀ-Þ][a-zß-ÿ.])")
_QUOTED: Final = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_LIST = re.compile(rf"\[\s*+(?:(?:{_QUOTED})[\s,]*+)++\]", re.S)
_ITEM = re.compile(_QUOTED, re.S)
_BETWEEN = re.compile(r" ?[;|] ?(?:(?:and|&) )?")
_AND = re.compile(r",? (?:and|&|\.\.\.|…) ")
_DOTTED = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.[ -]?){1,4}")
_BARE = re.compile(r"(?:[A-ZÀ-Þ][ -]?){1,2}")
_INITIALS_LAST = re.compile(r"^(.+?),? (?!Jr|Sr)((?:[A-ZÀ-Þ][a-z]?\.-?){1,4})$")
_PUBMED = re.compile(
    r"^([^a-zß-ÿ]*[a-zß-ÿ].*) (?!(?:II|III|IV|MD)\b)([A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,2})( Jr| Sr| [2-4](?:nd|rd|th))?$"
)
_ONE_FAMILY = re.compile(r"^(?:[a-zß-ÿ]\S* )*\S+ [A-ZÀ-Þ-]+(?: Jr| Sr| \d\w\w)?$")
_TWO_INITIALS = re.compile(r" [A-ZÀ-Þ]{2,3}\.$")
_GROUP = re.compile(r"\b(?:group|team|consortium|collaborat|network|study|investigators|committee)", re.I)


def names(cell: str, *, glued: bool = False) -> list[str]:
    """The names in a cell, each as "Given Family".

    >>> names("Phillips J.C.; Braun R."), names("Ada Lovelace, Charles Babbage"), names("Lovelace, Ada")
    (['J.C. Phillips', 'R. Braun'], ['Ada Lovelace', 'Charles Babbage'], ['Ada Lovelace'])
    >>> names("Reed B, Fern DA."), names("Reed, B., Fern, D. A., & Moss, E."), names("Bo Reed, Dee Fern, and Eli Moss")
    (['B Reed', 'DA Fern'], ['B. Reed', 'D. A. Fern', 'E. Moss'], ['Bo Reed', 'Dee Fern', 'Eli Moss'])
    >>> names("Vivek K. PallipuramMohammad Bhuiyan", glued=True)
    ['Vivek K. Pallipuram', 'Mohammad Bhuiyan']
    """
    cell = _SCOPUS_ID.sub("", folded(untagged(cell)))
    if glued:
        return _GLUED.sub("\n", cell).split("\n")
    pieces = listed(cell)
    if not pieces:
        apart = _BETWEEN.split(OTHERS.sub("", cell))
        pieces = _strung(*apart) if len(apart) == 1 else [part for piece in apart for part in piece.split(" and ")]
    pieces = [piece.strip(" ,") for piece in pieces]
    return initials_first([turned(piece) for piece in pieces if any(map(str.isalpha, piece))])


def listed(cell: str) -> list[str]:
    """The texts of a list as JSON and Python write it, ["a", 'b']; none where the cell is no such list."""
    if not _LIST.fullmatch(cell):
        return []
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        found = [re.sub(r"\\(.)", r"\1", item[1:-1]) for item in _ITEM.findall(cell)]
    return [item for item in found if isinstance(item, str)]


def _strung(cell: str) -> list[str]:
    """The people of a cell in which commas or "and" stand between them, and commas perhaps within a name too."""
    parts = _AND.split(cell)
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        return parts  # "Moss, Eli and Fern, Dee"
    return [name for part in parts for name in _by_commas(part)]


def _by_commas(part: str) -> list[str]:
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) == 2 and _is_family(pieces[0]):
        return [part]  # "Moss, Eli" and "van Fern, Dee"
    found: list[str] = []
    for piece in pieces:
        if found and SUFFIX.fullmatch(piece):
            found[-1] += f", {piece}" if "," in found[-1] else f" {piece}"
        elif found and "," not in found[-1] and _are_initials(piece, found[-1]):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found


def _is_family(piece: str) -> bool:
    return " " not in piece or piece[0].islower()


def _are_initials(piece: str, before: str) -> bool:
    return bool(_DOTTED.fullmatch(piece) or (_is_family(before) and _BARE.fullmatch(piece)))


def initials_first(people: Sequence[str]) -> list[str]:
    """The names turned that end in initials; without full stops where all do, as "Reed B, Fern D." has them.

    >>> initials_first(["Moss E.", "van Fern D.A.", "Eli Reed"])
    ['E. Moss', 'D.A. van Fern', 'Eli Reed']
    """
    ends = len(people) > 1 or any(map(_TWO_INITIALS.search, people))
    bare = [*people[:-1], *(person.removesuffix("." * ends) for person in people[-1:])]
    persons = [person for person in bare if not _GROUP.search(person)]
    if all(map(_PUBMED.match, persons)) and any(map(_ONE_FAMILY.match, persons)):
        return [_PUBMED.sub(r"\2 \1\3", person) for person in bare]
    return [_INITIALS_LAST.sub(r"\2 \1", person) for person in people]
