"""BibTeX and BibLaTeX, also the ACL Anthology's, and those of Scopus and Web of Science with their references."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from kg.counting import plural
from kg.readers import dblp
from kg.readers.bibtex_entries import START, Entry, entries
from kg.readers.bibtex_names import people
from kg.readers.fields import Place, folded, month, paper, whole_title
from kg.readers.files import File, Found, Head, Note
from kg.readers.identifiers import arxiv, doi
from kg.readers.latex import address, decoded
from kg.readers.web_of_science import cited
from kg.records import Paper, Skipped

NAME: Final = "bibtex"
Volumes: TypeAlias = Mapping[str, Entry]

_NO_PAPER: Final = frozenset({"proceedings", "mvproceedings", "periodical", "set", "xdata"})
_VOLUME = re.compile(r"@\s*(?:mv)?(?:proceedings|book|collection|reference|string)\b", re.I)
_IN_VOLUME: Final = frozenset({"inproceedings", "conference", "incollection", "inbook", "inreference"})
_VENUES: Final = ("journal", "journaltitle", "booktitle", "school", "institution", "series")
_SUBJECTS: Final = ("author_keywords", "keywords", "keyword", "keywords-plus")
_PREPRINTS: Final = ("journal", "journaltitle", "volume", "number", "note", "howpublished")
_PREPRINT = re.compile(r"arxiv|(?:pre|e-?)prints?\b|abs/|cs[./]", re.I)
_DAY = re.compile(r"^\d{4}(?:-\d\d){1,2}")
_LINE_END = re.compile(r"\.\s*\n")
_REFERENCE_END = re.compile(r"(?<!&amp);\s")
_LISTED = "a name with too many commas, read as a list of names"
_DBLP: Final = "DBLP:"  # how its keys begin
_NAMED: Final = 5  # lines, of entries with the same fault


def recognises(head: Head) -> bool:
    """Whether a line starts an entry with a key and a field."""
    return any(START.match(line) for line in head.lines) and "=" in head.text


def read(file: File) -> Iterator[Found]:
    """One paper an entry, at its first line; volumes, comments and the like are none, wherever they stand."""
    volumes = {item.key.lower(): item for item in entries(file, _VOLUME) if isinstance(item, Entry) and item.key}
    faults: dict[str, list[int]] = defaultdict(list)
    for entry in entries(file):
        if isinstance(entry, Skipped):
            yield entry
        elif entry.kind not in _NO_PAPER:
            names, listed = people(entry.fields.get("author", ""))
            for fault in (*entry.faults, *[_LISTED] * listed):
                faults[fault].append(entry.line)
            names = [dblp.unnumbered(name) for name in names] if _is_dblps(entry) else names
            yield _paper(entry, _volume(entry, volumes), names)
    yield from (Note(f"{fault}: {_lines(numbers)}") for fault, numbers in faults.items())


def _lines(numbers: list[int]) -> str:
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    return f"{plural(len(numbers), 'line')} {', '.join(map(str, numbers[:_NAMED]))}{more}"


def _volume(entry: Entry, volumes: Volumes) -> dict[str, str]:
    """The fields that an entry takes from its volume: the one that it names, else the file's only proceedings."""
    named = volumes.get(folded(entry.fields.get("crossref")).lower())
    dated = any(entry.fields.get(name) for name in ("year", "date"))
    if entry.kind in _IN_VOLUME and not dated and not any(entry.fields.get(name) for name in ("booktitle", "crossref")):
        only = [volume for volume in volumes.values() if volume.kind == "proceedings"]
        named = only[0] if len(only) == 1 else None
    if named is None:
        return {}
    wanted = ("booktitle",) if dated else ("booktitle", "year", "month", "date")
    fields = {name: named.fields[name] for name in wanted if name in named.fields}
    return {"booktitle": named.fields.get("title", "")} | fields if entry.kind in _IN_VOLUME else fields


def _paper(entry: Entry, volume: dict[str, str], names: list[str]) -> Paper:
    given = volume | entry.fields
    shown = given.get("howpublished", "")
    words = [word for name in _SUBJECTS for word in re.split(r"[;,]", decoded(given.get(name, "")))]
    return paper(
        Place(line=entry.line),
        id=entry.key,
        title=whole_title(decoded(given.get("title", "")), decoded(given.get("subtitle", ""))),
        abstract=decoded(given.get("abstract", "")),
        names=names,
        issued=_date(given),
        venue=next((decoded(given[name]) for name in _VENUES if given.get(name)), ""),
        doi=address(given.get("doi", "")),
        arxiv=_arxiv(given),
        ids=(
            f"pmid:{given['pmid']}" if given.get("pmid") else "",
            f"dblp:{entry.key.removeprefix(_DBLP)}" if entry.key.startswith(_DBLP) else "",
            *_own_keys(given),
        ),
        urls=(address(given.get("url") or shown * shown.startswith(("http", "\\url"))),),
        subjects=words,
        references=_references(given),
        language=decoded(given.get("langid") or given.get("language", "")),
    )


def _is_dblps(entry: Entry) -> bool:
    """Whether DBLP wrote the entry, also where its key is another now."""
    return entry.key.startswith(_DBLP) or entry.fields.get("bibsource", "").lower().startswith("dblp")


def _arxiv(given: Mapping[str, str]) -> str:
    """The arXiv id that an entry states as its eprint, or in the fields where reference managers put it."""
    scheme = given.get("archiveprefix") or given.get("eprinttype", "arxiv")
    eprint = arxiv(given.get("eprint", "")) if scheme.lower() == "arxiv" else ""
    stated = (text for name in _PREPRINTS if _PREPRINT.match(text := given.get(name, "")))
    return eprint or next(filter(None, map(arxiv, stated)), "")


def _references(given: Mapping[str, str]) -> list[str]:
    """What Scopus writes after one another and Web of Science in lines: a DOI, else as these cite the work."""
    scopus = [decoded(item) for item in _REFERENCE_END.split(given.get("references", ""))]
    lines = [decoded(item).rstrip(".") for item in _LINE_END.split(given.get("cited-references", ""))]
    return [
        *(f"doi:{found}" if (found := doi(item)) else item for item in scopus if not item.isdigit()),
        *(cited(item) for item in lines if item),
    ]


def _own_keys(given: Mapping[str, str]) -> list[str]:
    """How other records of Web of Science cite this one, by its journal's name and by the short one."""
    family, _, rest = decoded(re.split(r"\sand\s", given.get("author", ""), maxsplit=1)[0]).partition(",")
    initials = "".join(word if word.isupper() else word[0] for word in re.findall(r"\w+", rest))
    year, volume, pages = (decoded(given.get(name, "")) for name in ("year", "volume", "pages"))
    journals = [decoded(given.get(name, "")) for name in ("journal", "journal-iso")]
    if "unique-id" not in given or not all((family, year, volume, pages)):
        return []
    page = re.split(r"\W", pages, maxsplit=1)[0].upper().removeprefix("P")
    return [cited(f"{family} {initials}, {year}, {name}, V{volume}, P{page}") for name in journals if name]


def _date(given: Mapping[str, str]) -> str:
    """The date of BibLaTeX, else year, month and day."""
    if _DAY.match(given.get("date", "")):
        return given["date"]
    year = decoded(given.get("year", "") or given.get("date", ""))
    number = month(decoded(given.get("month", ""))) if given.get("month") else 0
    day = given.get("day", "")
    return f"{year}-{number}" + (f"-{day}" if day.isdigit() else "") if year and number else year
