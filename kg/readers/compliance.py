"""What every reader owes its users, as one check that the project's tests run, and those of other packages may run."""

from __future__ import annotations

import io
from collections.abc import Iterator

from kg.readers.files import HEAD_SIZE, File, Found, Head, Note
from kg.readers.registry import Reader
from kg.readers.streams import utf8
from kg.records import Paper, Skipped

_CUTS = 12  # places at which a sample is cut off
_ODD = (b"\x00", b"\xff\xfe", "\u2028".encode(), b"\r", b"{", b"}", b'"', b"<", b"&x;", b"\n\n", b"@", b"%")


def file_of(data: bytes, name: str = "sample") -> File:
    """A file that holds `data`, as readers are given it."""
    with utf8(io.BufferedReader(io.BytesIO(data))) as start:
        head = Head(start.read(HEAD_SIZE), whole=len(data) < HEAD_SIZE)
    return File(name=name, head=head, open=lambda: utf8(io.BufferedReader(io.BytesIO(data))))


def failings(reader: Reader, sample: bytes) -> Iterator[str]:
    """What `reader` does wrong with a sample of its format; nothing for a good reader.

    A sample must hold one good record at least. Whatever the reader raises but ValueError passes through.
    """
    file = file_of(sample)
    if not reader.recognises(file.head):
        yield "does not recognise its sample"
        return
    found = list(reader.read(file))
    papers = [item for item in found if isinstance(item, Paper)]
    if not papers:
        yield "finds no paper in its sample"
    for paper in papers:
        yield from _wrong(paper)
    if found != list(reader.read(file_of(sample))):
        yield "reads the same bytes twice in two ways"
    for other in (b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.7\n", b"Plain words about nothing.\n"):
        if reader.recognises(file_of(other).head):
            yield f"takes {other[:12]!r} for its format"
    for spoilt in _spoilt(sample):
        _survives(reader, spoilt)


def _wrong(paper: Paper) -> Iterator[str]:
    if not paper.id:
        yield "a paper without an id"
    if len(paper.sources) != 1 or (paper.sources[0].line is None and paper.sources[0].record is None):
        yield f"{paper.id}: not one source with a line or record"
    for text in (paper.title, paper.abstract, paper.author_string, paper.venue):
        if text != text.strip() or "\n" in text or "\r" in text:
            yield f"{paper.id}: text with line breaks or white space around it: {text[:40]!r}"
    if paper.doi != paper.doi.lower() or "doi.org" in paper.doi:
        yield f"{paper.id}: a DOI out of form: {paper.doi}"
    if paper.date and not paper.date[:4].isdigit():
        yield f"{paper.id}: a date out of form: {paper.date}"


def _spoilt(sample: bytes) -> Iterator[bytes]:
    """The sample cut off, and with odd bytes put in."""
    step = max(1, len(sample) // _CUTS)
    for at in range(step, len(sample), step):
        yield sample[:at]
        yield from (sample[:at] + odd + sample[at:] for odd in _ODD)


def _survives(reader: Reader, data: bytes) -> None:
    """Read what may be broken; a reader ends in findings or in ValueError."""
    file = file_of(data)
    if not reader.recognises(file.head):
        return
    try:
        for item in reader.read(file):
            if not isinstance(item, Paper | Skipped | Note):
                raise TypeError(f"{reader.name} yields {type(item).__name__}")
    except ValueError:
        return


__all__ = ["Found", "failings", "file_of"]
