"""Which reader takes a file: those below in order, then those that other packages bring by entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from kg.errors import ReadError
from kg.readers import (
    anthology_page,
    arxiv_page,
    author_page,
    bibtex,
    dblp_page,
    json_files,
    labelled,
    link_list,
    listing,
    medline,
    parquet,
    proquest,
    pubmed_text,
    refer,
    reference_list,
    ris,
    scholar,
    tables,
    web_of_science,
    xml_files,
)
from kg.readers.files import File, Found, Head

GROUP: Final = "kg.readers"


class ReaderModule(Protocol):
    """What a reader is, a module or any object: a name and two functions.

    `recognises` looks at the head of a file and nothing else. `read` yields in the order of the file a `Paper`
    (made by `kg.readers.fields.paper`) for each record, a `Skipped` for each record that it cannot use, and a
    `Note` for what concerns the whole file. It raises ValueError where nothing more can be read.
    """

    @property
    def NAME(self) -> str:  # noqa: N802  # a constant, as a module has it
        """What `Source.reader` says."""

    def recognises(self, head: Head, /) -> bool:
        """Whether the file is this reader's."""

    def read(self, file: File, /) -> Iterator[Found]:
        """What the file holds."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read files."""

    name: str
    recognises: Callable[[Head], bool]
    read: Callable[[File], Iterator[Found]]


_OWN: Final[tuple[ReaderModule, ...]] = (
    author_page,
    listing,
    json_files,
    xml_files,
    medline,
    pubmed_text,
    web_of_science,
    proquest,
    refer,
    ris,
    anthology_page,
    dblp_page,
    scholar,
    tables,
    bibtex,
    parquet,
    arxiv_page,
    labelled,
    reference_list,
    link_list,
)


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, our own first, then installed ones by name.

    Raises:
        ReadError: an installed reader cannot be loaded.
    """
    from importlib.metadata import entry_points  # slow to load, and needed only when something is read

    found = [Reader(module.NAME, module.recognises, module.read) for module in _OWN]
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            brought: ReaderModule = point.load()
            found.append(Reader(point.name, brought.recognises, brought.read))
        except (ImportError, AttributeError) as error:
            raise ReadError(f"the reader {point.name} ({point.value}) cannot be loaded: {error}") from error
    return tuple(found)


def reader_of(head: Head) -> Reader | None:
    """The first reader that knows the file."""
    return next((reader for reader in readers() if reader.recognises(head)), None)
