"""What the server and its workers send to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MB: Final = 1 << 20
MOST_BYTES: Final = 64 * MB  # of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query to run: SPARQL text, or the name of a shipped one with its parameters, or an IRI to describe."""

    sparql: str = ""
    named: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    explain: bool = False
    iri: str = ""
    base_iri: str = ""  # IRIs that begin with it have a page here
    accept: str = ""
    max_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP answer."""

    status: int
    media_type: str
    body: bytes


def text(status: int, message: str) -> Reply:
    """A reply of plain text."""
    return Reply(status=status, media_type="text/plain; charset=utf-8", body=(message + "\n").encode())
