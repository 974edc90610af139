"""BibTeX and BibLaTeX, also the ACL Anthology's; pybtex reads each entry, so that one bad entry costs itself only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers.fields import MONTHS, Place, month, paper
from kg.readers.files import File, Found, Head
from kg.readers.latex import decoded
from kg.readers.tagged import chunks
from kg.records import Paper, Skipped

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

NAME: Final = "bibtex"
_ENTRY = re.compile(r"^\s*@\s*([A-Za-z]+)\s*[{(]")
_NO_PAPER: Final = frozenset({"proceedings", "comment", "preamble", "string", "periodical", "set", "xdata", "control"})
_IN_VOLUME: Final = frozenset({"inproceedings", "conference", "incollection"})
_VENUES: Final = ("journal", "journaltitle", "booktitle", "school", "institution", "series")
_DAY = re.compile(r"^\d{4}(?:-\d\d){1,2}")


def recognises(head: Head) -> bool:
    """Whether a line starts an entry with a key and a field."""
    return any(_ENTRY.match(line) for line in head.lines) and "=" in head.text


def read(file: File) -> Iterator[Found]:
    """One paper an entry, at its first line; volumes, comments and the like are none."""
    from pybtex.database.input.bibtex import Parser
    from pybtex.exceptions import PybtexError

    macros: dict[str, str] = {}
    volumes: dict[str, dict[str, str]] = {}
    for number, lines in chunks(file, _ENTRY):
        kind = lines[0].partition("@")[2].partition("{")[0].partition("(")[0].strip().lower()
        if kind in _NO_PAPER and kind not in ("string", "proceedings"):
            continue
        parser = Parser(macros={**_MONTHS, **macros})
        try:
            data = parser.parse_string("\n".join(lines))
        except (PybtexError, ValueError, IndexError, RecursionError) as error:
            yield Skipped(file="", line=number, reason=f"not BibTeX: {' '.join(str(error).split())}")
            continue
        macros.update({name: value for name, value in parser.macros.items() if name not in _MONTHS})
        for key, entry in data.entries.items():
            if kind == "proceedings":
                volumes[key] = dict(entry.fields.items())
            else:
                yield _paper(key, entry, _volume(entry, volumes), Place(line=number))


_MONTHS: Final = {name: name for name in MONTHS}


def _volume(entry: Entry, volumes: dict[str, dict[str, str]]) -> dict[str, str]:
    """The fields that an entry takes from its volume: the one that it names, else the only one above it."""
    named = volumes.get(entry.fields.get("crossref", ""))
    bare = not any(entry.fields.get(name) for name in ("year", "date", "booktitle", "crossref"))
    if bare and len(volumes) == 1 and entry.type in _IN_VOLUME:
        named = next(iter(volumes.values()))
    fields = {name.lower(): str(value) for name, value in (named or {}).items()}
    return {name: fields[name] for name in ("booktitle", "year", "month", "date") if name in fields}


def _paper(key: str, entry: Entry, volume: dict[str, str], place: Place) -> Paper | Skipped:
    given: dict[str, str] = volume | {name.lower(): str(value) for name, value in entry.fields.items()}
    title, subtitle = decoded(given.get("title", "")), decoded(given.get("subtitle", ""))
    if not title and not given.get("abstract"):
        return Skipped(file="", line=place.line, reason="neither title nor abstract")
    is_arxiv = given.get("archiveprefix", given.get("eprinttype", "")).lower() == "arxiv"
    eprint = given.get("eprint", "") if is_arxiv else ""
    return paper(
        place,
        id=key,
        title=f"{title}: {subtitle}" if subtitle else title,
        abstract=decoded(given.get("abstract", "")),
        names=[_name(person) for person in entry.persons.get("author", ())],
        issued=_date(given),
        venue=next((decoded(given[name]) for name in _VENUES if given.get(name)), ""),
        doi=given.get("doi", "").replace("\\_", "_"),
        arxiv=eprint or (given.get("journal", "") if "arxiv" in given.get("journal", "").lower()[:6] else ""),
        ids=(f"pmid:{given['pmid']}" if given.get("pmid") else "",),
        urls=(given.get("url", "").replace("\\_", "_").replace("\\%", "%"),),
        subjects=[decoded(word) for word in re.split(r"[;,]", given.get("keywords", ""))],
        language=given.get("langid") or given.get("language", ""),
    )


def _name(person: Person) -> str:
    """Given, von, family and Jr; "others" is none."""
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names, person.lineage_names)
    name = decoded(" ".join(word for part in parts for word in part))
    return "" if name == "others" else name


def _date(given: dict[str, str]) -> str:
    """The date of BibLaTeX, else year, month and day."""
    if _DAY.match(given.get("date", "")):
        return given["date"]
    year = decoded(given.get("year", "") or given.get("date", ""))
    number = month(decoded(given.get("month", ""))) if given.get("month") else 0
    day = given.get("day", "")
    return f"{year}-{number}" + (f"-{day}" if day.isdigit() else "") if year and number else year
