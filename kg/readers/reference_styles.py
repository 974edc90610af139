"""One reference as papers list it, taken apart: APA, IEEE, MLA, Chicago, Harvard, Vancouver, Springer, ACL, plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Final

from kg.readers.reference_people import CAPITAL, INITIAL, are_pairs, are_people, are_short, parted

_YEAR: Final = r"(?:1[6-9]|20)\d\d"
# the styles; each has people, most a year beside them, and then a title
_QUOTED = re.compile(
    rf"(?P<people>[^\"“”]+?)[,:]? (?:\((?P<year>{_YEAR})[a-z]?\)[.,:]? |(?P<bare>{_YEAR})[.,] )?"
    r"(?:\"(?P<one>[^\"]+)\"|“(?P<two>[^”]+)”)[,.]?(?P<rest>.*)"
)
_BRACKETS = re.compile(
    rf"(?P<people>[^()]+?(?: \([Ee]ds?\.\))?\.?),? \((?P<year>{_YEAR}|n\.d\.|in press)[a-z]?(?:, [^()]*)?\)"
    r"(?P<end>[.,:]?) (?P<rest>.+)"
)
_BARE = re.compile(rf"(?P<people>.+?(?:\.|(?=,))),? (?P<year>{_YEAR})[a-z]?[.,:] (?P<rest>.+)")
_COLON = re.compile(r"(?P<people>[^:]+?(?:[A-Z]\.|et al\.?|Jr\.)): (?P<rest>.+)")
_STOP = re.compile(rf"\. (?!{CAPITAL}\.(?:[ ,-]|$)|& |and |et al\b)")  # before a title

_SOON: Final = r" [A-Z][\w &]*[,(.]? ?\d| [A-Z][a-z]{1,7}\. "  # a venue: what else follows a question is its subtitle
_TITLE = re.compile(
    rf"(?P<quote>['‘\"“])(?P<quoted>.+?)[,.]?['’\"”][,.]? |(?P<title>.+?(?:[?!](?= In\b|{_SOON})|\.(?= |$)|$))"
)
_EDITED = re.compile(r"[^()]{1,300}(?:\(eds?\.\),?|, editors?\.)\s+", re.I)
# a venue ends before them
_NUMBERS = re.compile(r"[,.;]? ?(?:\(|\d(?!\d*(?:st|nd|rd|th)\b)|\bvol\b|\bno\.|\bpp?\.|\bpages\b|\babs/)", re.I)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{8}[.;]) ")  # a shorter word may be one of an abbreviated name
_DATED = re.compile(rf"(?<![\d./:–-]){_YEAR}(?![\d/–-]|\.\d)")
_ADDRESS = re.compile(r"(?:\bURL:? ?)?https?://\S+|\bdoi:? ?10\.\S+", re.I)
_IN = re.compile(rf"^(?:In:? )?(?:{_YEAR} )?", re.I)
_PUBLISHED = re.compile(rf" \([^()]*\b{_YEAR}\)$")  # "Book of Fog (Quay Press, 1999)"
_DATE = re.compile(rf",(?: [A-Z][a-z]{{2,8}})? {_YEAR}[a-z]?$")
_NO_VENUE = re.compile(r"available(?: at)?|retrieved from|accessed|in press|preprint(?: at)?|proc(?:eedings)?", re.I)
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


def _quoted(text: str) -> Reference | None:
    found = _QUOTED.fullmatch(text)
    if not found or not are_people(found["people"]):
        return None
    year = found["year"] or found["bare"] or _year(found["rest"])
    return _checked(found["people"], (found["one"] or found["two"]).rstrip(",. "), year, found["rest"])


def _bracketed(text: str) -> Reference | None:
    """People (year). Title. Prose has no stop behind its year, and people without initials."""
    found = _BRACKETS.fullmatch(text)
    if not found or not are_people(found["people"]) or not (found["end"] or INITIAL.search(found["people"])):
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
    stops = list(islice(_STOP.finditer(text), _MOST_STOPS))
    for stop, after in zip_longest(stops, stops[1:]):
        people, rest = text[: stop.start()], text[stop.end() :]
        pieces = parted(people)
        short, initial = are_short(pieces) or are_pairs(pieces), bool(INITIAL.search(f"{people[-2:]}."))
        if not are_people(people) or (initial and not short):
            continue
        if initial and after and are_people(longer := text[: after.start()]):
            if len(parted(longer)) > len(pieces):
                continue  # "Eli D. Moss, Dee F. Fern. Fog": a middle name
            return None
        found = _titled(people + "." * are_pairs(pieces), _year(rest), rest)
        if found and (len(pieces) > 1 or short or INITIAL.search(people) or not are_people(found.title)):
            return found
    return None


def _titled(people: str, year: str, rest: str) -> Reference | None:
    found = _TITLE.match(rest)
    if not found:
        return None
    return _checked(people, (found["quoted"] or found["title"]).rstrip(". "), year, rest[found.end() :])


def _checked(people: str, title: str, year: str, rest: str) -> Reference | None:
    """The reference, where its parts are such as references have."""
    title = _PUBLISHED.sub("", title) if _year(rest) else _DATE.sub("", _PUBLISHED.sub("", title))
    whole = title[:1].isupper() or title[:1].isdigit() or not title[:1].isascii()
    words = any(map(str.isalpha, title)) and "http" not in title
    if not year or not whole or not words or not 2 < len(title) < _LONGEST_TITLE:
        return None
    if not people.endswith(("al.", "Jr.")) and not INITIAL.search(people[-3:]):
        people = people.rstrip(".")
    return Reference(people=people, title=title, year=year, venue=_venue(rest))


def _venue(rest: str) -> str:
    """What stands between title and numbers, without editors and publisher."""
    text = _EDITED.sub("", _IN.sub("", _ADDRESS.sub("", rest).strip(" .,")), count=1)
    text = _NUMBERS.split(text, maxsplit=1)[0].strip(" ,.;:")
    text = text if text.count(". ") > 1 else _SENTENCE.split(text, maxsplit=1)[0].strip(" ,.;:")
    return "arXiv" if text.lower().startswith("arxiv") else "" if _NO_VENUE.fullmatch(text) else text


def _year(text: str) -> str:
    """The last year that stands in a text and is no part of a number, a range of pages or an address."""
    found = _DATED.findall(_ADDRESS.sub("", text))
    return found[-1] if found else ""
