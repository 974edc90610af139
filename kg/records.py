"""The data types that flow from stage to stage: frozen, with tuples, compared by value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a record was read. `file` is relative to the input given; `line` or `record` is 1-based."""

    file: str
    line: int | None = None
    record: int | None = None
    id: str = ""
    reader: str = ""

    @property
    def place(self) -> str:
        """`file:line` for messages."""
        return f"{self.file}:{self.line if self.line is not None else self.record or 0}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person as a source writes the name."""

    name: str
    orcid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a paper's `field` ("title" or "abstract"); offsets in code points, `end` exclusive."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntity:
    """A thing that one paper names: `name` is its fullest form, all forms copied from the text."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str
    role: str = "mentioned"
    confidence: float = 1.0
    mentions: tuple[Span, ...] = ()
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelation:
    """A triple that one paper states; `head` and `tail` are names of its entities, or PAPER."""

    head: str
    predicate: str
    tail: str
    confidence: float = 1.0
    evidence: tuple[Span, ...] = ()
    modality: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundResult:
    """A number that one paper reports. Empty strings where the text names nothing."""

    method: str
    on: str
    metric: str
    value: str
    unit: str = ""
    confidence: float = 1.0
    evidence: tuple[Span, ...] = ()
    modality: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read from one paper's title and abstract; `fault` is why nothing could be."""

    paper: str
    entities: tuple[FoundEntity, ...] = ()
    relations: tuple[FoundRelation, ...] = ()
    results: tuple[FoundResult, ...] = ()
    fault: str = ""


def marked(found: Extraction, least: float) -> Extraction:
    """`found` with `below` on what is less sure than `least`, and on triples of entities that are."""
    if least <= 0:
        return found
    low = {e.name for e in found.entities if e.below or e.confidence < least}
    return replace(
        found,
        entities=tuple(replace(e, below=e.name in low) for e in found.entities),
        relations=tuple(
            replace(r, below=r.below or r.confidence < least or r.head in low or r.tail in low) for r in found.relations
        ),
        results=tuple(replace(r, below=r.below or r.confidence < least) for r in found.results),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One scholarly work. `date` is ISO, as exact as the source ("2023", "2023-08", "2023-08-01")."""

    id: str
    title: str
    abstract: str = ""
    sources: tuple[Source, ...] = ()
    authors: tuple[Author, ...] = ()
    author_string: str = ""
    date: str = ""
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    ids: tuple[str, ...] = ()  # further identifiers as "scheme:value", e.g. "openalex:W123"
    urls: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    has_code: bool = False
    retracted: bool = False
    language: str = ""  # "" is taken for English
    given: Extraction | None = None  # what the record itself brought
    fault: str = ""  # why what it brought cannot be used; only an extraction of our own can then

    @property
    def year(self) -> int | None:
        """The year of `date`."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None

    def field(self, name: str) -> str:
        """The text that a `Span` of this paper counts in."""
        return self.title if name == "title" else self.abstract

    def quote(self, span: Span) -> str:
        """The words of `span`."""
        return self.field(span.field)[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A record or file that was left out, and why."""

    file: str
    line: int | None
    reason: str

    @property
    def place(self) -> str:
        """`file:line` for messages, the file alone where all of it is meant."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One name of one paper's entity."""

    paper: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Names that were joined into one entity, why, and how sure that is."""

    names: tuple[str, ...]
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Two names that one paper gives to one thing and that were kept apart; how likely they are one all the same."""

    paper: str
    names: tuple[str, str]  # of this entity, of the other one
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing over all papers. `id` is its address below the base IRI, as in "entity/imagenet"."""

    id: str
    type: str
    types: tuple[tuple[str, int], ...]
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()
    broader: tuple[str, ...] = ()  # ids of wider things
    same_as: tuple[str, ...] = ()  # IRIs elsewhere


def digest(*parts: str, length: int = 12) -> str:
    """The first hex digits of a SHA-256 over `parts`: the ids of what has no name of its own."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's content in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
