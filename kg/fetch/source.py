"""What a source is, how it is reached, and one page of its answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_KEYS = {"openalex": "OPENALEX_API_KEY", "semanticscholar": "S2_API_KEY"}  # environment variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is reached; `server` and `pause` replace the source's own."""

    mail: str = ""
    keys: Mapping[str, str] | None = None  # by the name of the source
    server: str = ""
    pause: float | None = None  # seconds between pages
    retries: int = 3

    @classmethod
    def from_environment(cls) -> Access:
        """Keys of `OPENALEX_API_KEY` and `S2_API_KEY`, and the mail address of `SCIKG_MAIL`, for sources that ask."""
        keys = {source: os.environ.get(name, "") for source, name in _KEYS.items()}
        return cls(mail=os.environ.get("SCIKG_MAIL", ""), keys=keys)

    def key(self, source: str) -> str | None:
        """The key for a source, or None."""
        return (self.keys or {}).get(source) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an answer."""

    records: list[Any]  # as the source writes them
    following: str = ""  # the token of the next page, "" at the end
    cost: float = 0.0  # in the source's money


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of papers."""

    page: Callable[[str, str, Access], Page]  # query, token of the page, access -> the page
    first: str  # the token of the first page
    page_size: int
    pause: float  # seconds between pages
