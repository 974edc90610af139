"""A `Paper` from what a source says: the one place where text, dates, names and ids get their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.readers.identifiers import arxiv as arxiv_id
from kg.readers.identifiers import arxiv_of_doi, normal_id
from kg.readers.identifiers import doi as bare_doi
from kg.readers.language import language as language_of
from kg.readers.markup import untagged
from kg.records import Author, Extraction, Paper, Skipped, Source, digest

_BREAK = re.compile(r"\r\n|\r|\n")
_FOLD = re.compile(r"\s+")
_DATE = re.compile(r"^\s*((?:1\d|20|21)\d\d)(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_MONTH_FIRST = re.compile(r"^\s*(?:(\d{1,2})/|([A-Za-z]{3,9})\.? )(\d{4})\s*$")
_RETRACTED = re.compile(r"^\W*retracted(?:\s+article)?\s*[:\].]", re.I)
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd|4th", re.I)  # of a person's name
_WHOLE = ("name", "fullname", "displayname", "literal", "creator")
_PARTS = (
    ("firstname", "givenname", "givennames", "given", "forename", "first"),
    ("middlename", "middle"),
    ("lastname", "familyname", "family", "surname", "last"),
    ("suffix",),
)
_GIVEN_SUFFIX = re.compile(r"^(.+) ((?:Jr|Sr)\.?|2nd|3rd|4th)$")
OTHERS = re.compile(
    r"(?:^|,? |,)(?:(?:and |& )?et\.? al\.?|and others|others)$", re.I
)  # people whom a source leaves out
# what joins the last person of a list to the others, and marks of footnotes where they stand within no word
_MARKS = "[†‡*§¶]++"
_NO_NAME = re.compile(rf"^(?:and|&) (?=\S)|(?<![\w†‡*§¶]){_MARKS}|(?:,? ?{_MARKS})+(?!\w)")
CURATED = ("WOS:", "2-s2.0-", "CCC:")  # how the numbers of databases begin that are ids, wherever they stand
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a record starts: a 1-based line or, in JSON arrays, XML and Parquet, a 1-based record."""

    line: int | None = None
    record: int | None = None
    reader: str = ""  # the shape of the record, where one reader knows several

    def skipped(self, reason: str, file: str = "") -> Skipped:
        """What stands for a record here that is left out; a number that is no line is told by the reason."""
        if self.record is not None:
            inside = f"{reason} (record {self.record} of the line)"
            reason = inside if self.line else f"record {self.record}: {reason}"
        return Skipped(file=file, line=self.line, reason=reason)


def text(value: object) -> str:
    """`value` letter by letter, line breaks made spaces and surrounding white space trimmed; "" for no text."""
    if isinstance(value, bool | None):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return ""
    return (_BREAK.sub(" ", value) if "\n" in value or "\r" in value else value).strip()


def folded(value: object) -> str:
    """`value` with every run of white space made one space, for sources in which white space is layout."""
    return _FOLD.sub(" ", text(value)).strip()


def whole_title(title: str, subtitle: str) -> str:
    """The title with the subtitle that a source gives apart, unless the title has it already.

    >>> whole_title("Fog in AI", "I"), whole_title("Fog: a study", "A Study"), whole_title("", "A Study")
    ('Fog in AI: I', 'Fog: a study', 'A Study')
    """
    if re.search(rf"(?<!\w){re.escape(subtitle)}(?!\w)", title, re.I):
        return title
    return ": ".join(filter(None, (title.rstrip(": "), subtitle)))


def date(value: object) -> str:
    """`value` as an ISO date as exact as it stands: "2023", "2023-08" or "2023-08-01"; "" where it is none.

    >>> date("2023/8/1"), date(1999), date("2023-13-01"), date("8/2023"), date("Aug. 2023"), date("in press")
    ('2023-08-01', '1999', '2023', '2023-08', '2023-08', '')
    >>> date("9999")  # a century that no paper is of
    ''
    """
    words = text(value)
    if other := _MONTH_FIRST.match(words):
        words = f"{other[3]}-{month(other[1] or other[2])}"
    found = _DATE.match(words)
    if not found:
        return ""
    year, in_year, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if not 1 <= in_year <= 12:
        return year
    return f"{year}-{in_year:02}-{day:02}" if 1 <= day <= _days(int(year), in_year) else f"{year}-{in_year:02}"


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def month(value: str) -> int:
    """The number of a month's English name or of its first three letters; 0 where it is none."""
    word = value.strip().lower()
    return int(word) if word.isascii() and word.isdigit() else MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0


def authors(names: Iterable[object]) -> tuple[Author, ...]:
    """Authors from names, `Author`s or `{name, orcid}`, without marks of footnotes; what has no name is left out.

    >>> [author.name for author in authors(["Eli Moss*,†", "and Dee Fern ‡", "E*Quay Team", "§"])]
    ['Eli Moss', 'Dee Fern', 'E*Quay Team']
    """
    found = []
    for item in names:
        name = folded(_NO_NAME.sub("", OTHERS.sub("", _spelled(item))))
        if name:
            orcid = folded(item.get("orcid")) if isinstance(item, dict) else ""
            told = item.orcid if isinstance(item, Author) else orcid.rsplit("/", 1)[-1].upper()
            found.append(Author(name=name, orcid=told))
    return tuple(found)


def _spelled(item: object) -> str:
    """A name as the record has it, with "et al." where it ends so."""
    return _label(item.name if isinstance(item, Author) else _name(item) if isinstance(item, dict) else item)


def _label(value: object) -> str:
    """A name, a venue or a subject: in one line, and as people write it where the source escapes it for the web."""
    return folded(untagged(text(value)))


def _name(item: Mapping[str, object]) -> str:
    """The name of an object, whole or of its parts, whose keys are written in many ways."""
    keys = {key.replace("_", "").replace("-", "").lower(): value for key, value in item.items()}
    whole = next((folded(keys[key]) for key in _WHOLE if folded(keys.get(key))), "")
    parts = (next((folded(keys[key]) for key in names if folded(keys.get(key))), "") for names in _PARTS)
    return whole or " ".join(filter(None, parts))


def turned(name: str) -> str:
    """Given Family for "Family, Given", also before "et al."; other names unchanged.

    >>> turned("Schmidhuber, Jürgen"), turned("Knuth, Jr., Donald"), turned("Knuth, Donald, Jr."), turned("OpenAI")
    ('Jürgen Schmidhuber', 'Donald Knuth Jr.', 'Donald Knuth Jr.', 'OpenAI')
    >>> turned("Moss, Eli et al."), turned("Moss, et al.")
    ('Eli Moss et al.', 'Moss, et al.')
    """
    if (cut := OTHERS.search(name)) and cut.start():
        return turned(name[: cut.start()]) + name[cut.start() :]
    parts = [part.strip() for part in name.split(",")]
    if not all(parts) or not 2 <= len(parts) <= 3:
        return name.strip()
    if len(parts) == 3:
        family, given, suffix = parts if SUFFIX.fullmatch(parts[2]) else (parts[0], parts[2], parts[1])
    else:
        family, given, suffix = *parts, ""
        if ends := _GIVEN_SUFFIX.match(given):
            given, suffix = ends[1], ends[2]
    return f"{given} {family} {suffix}".strip()


@lru_cache(256)  # merging asks it of one record as often as others have its title
def title_id(title: str) -> str:
    """The id of a paper that is known by its title only."""
    return digest(_FOLD.sub(" ", title).strip().lower())


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """`values` without empty ones and repeats, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def paper(
    place: Place,
    *,
    title: object,
    abstract: object = "",
    id: object = "",
    names: Iterable[object] = (),
    author_string: str = "",
    issued: object = "",
    venue: object = "",
    doi: object = "",
    arxiv: object = "",
    ids: Sequence[str] = (),
    urls: Iterable[str] = (),
    subjects: Iterable[str] = (),
    references: Iterable[str] = (),
    has_code: bool = False,
    retracted: bool = False,
    language: str = "",
    given: Extraction | None = None,
) -> Paper:
    """The paper that a record states, its id by the rule: its own, else DOI, else arXiv id, else of its title."""
    head, body, own = text(title), text(abstract), text(id)
    scheme, _, value = normal_id(own).partition(":")
    links = distinct(text(url).replace("&amp;", "&") for url in urls)
    linked = {scheme: value for scheme, _, value in (normal_id(url).partition(":") for url in links)}
    dois = bare_doi(text(doi)) or (value if scheme == "doi" else linked.get("doi", ""))
    preprint = arxiv_id(text(arxiv)) or arxiv_of_doi(dois) or (value if scheme == "arxiv" else linked.get("arxiv", ""))
    where = _label(venue)
    preprint = preprint or (arxiv_id(where) if where.lower().startswith("arxiv") else "")  # as Google Scholar has it
    name = own or (f"doi:{dois}" if dois else f"arxiv:{preprint}" if preprint else title_id(head or body))
    named = list(names)
    people = authors(named)
    cut = any(OTHERS.search(_spelled(person)) for person in named)
    told = ", ".join(person.name for person in people) + (" et al." if people and cut else "")
    return Paper(
        id=name,
        title=head,
        abstract=body,
        sources=(Source(file="", line=place.line, record=place.record, id=own, reader=place.reader),),
        authors=people,
        author_string=text(author_string) or told,
        date=date(issued),
        venue=where,
        doi=dois,
        arxiv=preprint,
        ids=distinct(ids),
        urls=links,
        subjects=distinct(map(_label, subjects)),
        references=distinct(normal_id(text(reference)) for reference in references),
        has_code=has_code,
        retracted=retracted or bool(_RETRACTED.match(head)),
        language=language_of(head, body, language),
        given=given,
    )
