"""The names of a BibTeX field, as Given Family: in BibTeX's forms, BibLaTeX's, and the commonest wrong one."""

from __future__ import annotations

import re

from kg.readers.fields import folded
from kg.readers.latex import decoded

_PART = re.compile(r"(given|prefix|family|suffix)\s*=\s*(.*)", re.I | re.S)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ ~-]?){1,4}")
_CUT = re.compile(r",?(?: and)? et\.? al\.?(?= and |$)", re.I)  # which BibTeX takes for given names
_LINEAGE = re.compile(r"(?:[JS]n?r|I{1,3}|IV|VI{0,3}|\d(?:st|nd|rd|th))\.?", re.I)


def people(value: str) -> tuple[list[str], bool]:
    """The names in a field, and whether one of them had too many commas and was read as a list.

    >>> people("Moss, Eli and {Harbour Team, Quay Two} and given=Dee, prefix=de, family=Fern and others")
    (['Eli Moss', 'Harbour Team, Quay Two', 'Dee de Fern', 'others'], False)
    >>> people("Moss, E., Fern, D. K., Reed, B."), people("Eli Moss, Dee Fern, and Bo Reed")
    ((['E. Moss', 'D. K. Fern', 'B. Reed'], True), (['Eli Moss', 'Dee Fern', 'Bo Reed'], True))
    >>> people("Moss, Eli et al.")
    (['Eli Moss', 'others'], False)
    """
    from pybtex.bibtex.utils import split_name_list, split_tex_string

    found: list[str] = []
    listed = False
    for name in split_name_list(_CUT.sub(" and others", folded(value))):
        pieces = [piece for piece in split_tex_string(name, ",") if piece]
        if len(pieces) == 3 and _LINEAGE.fullmatch(pieces[2]):
            pieces[1:] = pieces[2], pieces[1]  # "Moss, Eli, Jr."
        if parts := dict(_part(piece) for piece in pieces if _PART.match(piece)):
            found.append(" ".join(parts[key] for key in ("given", "prefix", "family", "suffix") if parts.get(key)))
        elif _is_list(pieces, cut=name.endswith(",")):
            found += _each(pieces)
            listed = True
        elif pieces:
            found.append(_whole(pieces))
    names = [decoded(name) for name in found]
    return [name for name in names if name], listed


def _part(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def _is_list(pieces: list[str], *, cut: bool) -> bool:
    """Whether commas part people; `cut` is whether one stands before an "and"."""
    if len(pieces) == 3:
        return not _LINEAGE.fullmatch(pieces[1])
    return len(pieces) > 3 or (cut and len(pieces) == 2 and all(" " in piece for piece in pieces))


def _each(pieces: list[str]) -> list[str]:
    """The people of a list: a family's name goes with the initials behind it."""
    if len(pieces) % 2 == 0 and not any(" " in piece for piece in pieces):
        return [f"{given} {family}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
    found: list[str] = []
    for piece in pieces:
        if found and _INITIALS.fullmatch(piece):
            found[-1] = f"{piece} {found[-1]}"
        else:
            found.append(piece)
    return found


def _whole(pieces: list[str]) -> str:
    """Given, von, family and Jr of one name."""
    from pybtex.database import Person

    name = Person(", ".join(pieces))
    parts = (name.first_names, name.middle_names, name.prelast_names, name.last_names, name.lineage_names)
    return " ".join(word for part in parts for word in part)
