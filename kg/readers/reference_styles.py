"""One reference as papers list it, taken apart: APA, IEEE, MLA, Chicago, Harvard, Vancouver, Springer, ACL, plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.readers.fields import OTHERS

_YEAR: Final = r"(?:1[6-9]|20)\d\d"
_CAPITAL: Final = r"[^\W\d_a-z]"
_PARTICLE: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ben|ter|ten|zu|zur|y|['’]t)"
_WORD: Final = rf"(?:[dlO]['’]|[ae]l-)?{_CAPITAL}[\w.'’-]*"
_NAME = re.compile(rf"(?:{_PARTICLE} ){{0,3}}{_WORD}(?: (?:{_PARTICLE}|{_WORD})){{0,5}}")
_BETWEEN = re.compile(r",? (?:and|&|\.\.\.|…) |[,;] (?:& |and |\.\.\. |… )?")
_INITIAL = re.compile(rf"(?:^|[ .-]){_CAPITAL}\.")
_INITIALS = re.compile(rf"(?:{_CAPITAL}\.?[ -]?){{1,4}}")
_EDITORS = re.compile(r",? \(?[Ee]ds?\.?\)?$")
_SHORT = re.compile(rf"(?:{_PARTICLE} ){{0,3}}{_CAPITAL}[\w'’-]+(?: {_CAPITAL}[\w'’-]+)? {_CAPITAL}{{1,3}}(?: Jr)?")

# the styles; each has people, most a year beside them, and then a title
_QUOTED = re.compile(
    rf"(?P<people>[^\"“”]+?)[,:]? (?:\((?P<year>{_YEAR})[a-z]?\)[.,:]? |(?P<bare>{_YEAR})\. )?"
    r"(?:\"(?P<one>[^\"]+)\"|“(?P<two>[^”]+)”)[,.]?(?P<rest>.*)"
)
_BRACKETS = re.compile(
    rf"(?P<people>[^()]+?(?: \([Ee]ds?\.\))?\.?),? \((?P<year>{_YEAR}|n\.d\.|in press)[a-z]?(?:, [^()]*)?\)"
    r"(?P<end>[.,:]?) (?P<rest>.+)"
)
_BARE = re.compile(rf"(?P<people>.+?(?:\.|(?=,))),? (?P<year>{_YEAR})[a-z]?[.,:] (?P<rest>.+)")
_COLON = re.compile(r"(?P<people>[^:]+?(?:[A-Z]\.|et al\.?|Jr\.)): (?P<rest>.+)")
_STOP = re.compile(r"\. ")

_TITLE = re.compile(r"(?P<quote>['‘\"“])(?P<quoted>.+?)[,.]?['’\"”][,.]? |(?P<title>.+?(?:[?!](?= )|\.(?= |$)|$))")
_EDITED = re.compile(r"[^()]{1,300}\(eds?\.\),?\s+", re.I)
_NUMBERS = re.compile(r"[,.;]? ?(?:\(|\d|\bvol\b|\bno\.|\bpp?\.|\bpages\b|\babs/)", re.I)  # a venue ends before them
_SENTENCE = re.compile(r"(?<=[^\W\d_]{7}[.;]) ")  # a shorter word may be one of an abbreviated name
_DATED = re.compile(rf"(?<![\d./:–-]){_YEAR}(?![\d/–-]|\.\d)")
_ADDRESS = re.compile(r"https?://\S+|\bdoi:? ?10\.\S+", re.I)
_IN = re.compile(rf"^(?:In:? )?(?:{_YEAR} )?", re.I)
_NO_VENUE: Final = ("available", "available at", "retrieved from", "accessed", "in press")
_MOST_STOPS: Final = 120  # in a list of people
_LONGEST: Final = 3000
_LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference says of a work."""

    people: str
    title: str
    year: str
    venue: str = ""


def reference(text: str) -> Reference | None:
    """The parts of a reference; None where the text is none, or could be read in two ways.

    >>> found = reference("Moss, E., & Fern, D. (2021). Fog horns. Journal of Harbours, 7(2), 1-12.")
    >>> found and (found.people, found.title, found.year, found.venue)
    ('Moss, E., & Fern, D.', 'Fog horns', '2021', 'Journal of Harbours')
    >>> reference("Moss and Fern (2021) say that horns are loud. So do we.")
    """
    if len(text) > _LONGEST:
        return None
    return _quoted(text) or _bracketed(text) or _bare(text) or _with_colon(text) or _plain(text)


def are_people(text: str) -> bool:
    """Whether a text is names and nothing else."""
    return all(_NAME.fullmatch(piece) for piece in parted(text))


def parted(people: str) -> list[str]:
    """What stands between commas and "and" in a list of people: names, or families and initials."""
    return _BETWEEN.split(OTHERS.sub("", _EDITORS.sub("", people)).strip(" ,;"))


def _quoted(text: str) -> Reference | None:
    found = _QUOTED.fullmatch(text)
    if not found or not are_people(found["people"]):
        return None
    year = found["year"] or found["bare"] or _year(found["rest"])
    return _checked(found["people"], (found["one"] or found["two"]).rstrip(",. "), year, found["rest"])


def _bracketed(text: str) -> Reference | None:
    """People (year). Title. Prose has no stop behind its year, and people without initials."""
    found = _BRACKETS.fullmatch(text)
    if not found or not are_people(found["people"]) or not (found["end"] or _INITIAL.search(found["people"])):
        return None
    return _titled(found["people"], found["year"], found["rest"])


def _bare(text: str) -> Reference | None:
    found = _BARE.fullmatch(text)
    return _titled(found["people"], found["year"], found["rest"]) if found and are_people(found["people"]) else None


def _with_colon(text: str) -> Reference | None:
    found = _COLON.fullmatch(text)
    return _titled(found["people"], _year(text), found["rest"]) if found and are_people(found["people"]) else None


def _plain(text: str) -> Reference | None:
    """People. Title. Venue, year. A title that could be people needs people that could be no title."""
    for stop in islice(_STOP.finditer(text), _MOST_STOPS):
        people, rest = text[: stop.start()], text[stop.end() :]
        pieces = parted(people)
        short = all(map(_SHORT.fullmatch, pieces)) or _are_pairs(pieces)
        if not are_people(people) or (_INITIAL.search(f"{people[-2:]}.") and not short):
            continue
        found = _titled(people + "." * _are_pairs(pieces), _year(rest), rest)
        if found and (len(pieces) > 1 or short or _INITIAL.search(people) or not are_people(found.title)):
            return found
    return None


def _are_pairs(pieces: list[str]) -> bool:
    """Whether families and initials take turns, as in "Moss, E., Fern, D. A.": a stop behind them ends the people."""
    families, initials = pieces[::2], pieces[1::2]
    whole = all("." not in family and (" " not in family or family[0].islower()) for family in families)
    return whole and len(families) == len(initials) and all(map(_INITIALS.fullmatch, initials))


def _titled(people: str, year: str, rest: str) -> Reference | None:
    found = _TITLE.match(rest)
    if not found:
        return None
    return _checked(people, (found["quoted"] or found["title"]).rstrip(". "), year, rest[found.end() :])


def _checked(people: str, title: str, year: str, rest: str) -> Reference | None:
    """The reference, where its parts are such as references have."""
    whole = title[:1].isupper() or title[:1].isdigit() or not title[:1].isascii()
    if not year or not whole or not 2 < len(title) < _LONGEST_TITLE or not any(map(str.isalpha, title)):
        return None
    if not people.endswith(("al.", "Jr.")) and not _INITIAL.search(people[-3:]):
        people = people.rstrip(".")
    return Reference(people=people, title=title, year=year, venue=_venue(rest))


def _venue(rest: str) -> str:
    """What stands between title and numbers, without editors and publisher."""
    text = _EDITED.sub("", _IN.sub("", _ADDRESS.sub("", rest).strip(" .,")), count=1)
    text = _SENTENCE.split(_NUMBERS.split(text, maxsplit=1)[0], maxsplit=1)[0].strip(" ,.;:")
    return "arXiv" if text.lower().startswith("arxiv") else "" if text.lower() in _NO_VENUE else text


def _year(text: str) -> str:
    """The last year that stands in a text and is no part of a number, a range of pages or an address."""
    found = _DATED.findall(_ADDRESS.sub("", text))
    return found[-1] if found else ""
