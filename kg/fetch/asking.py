"""Asking a source: what its client library raises becomes one line that says what to do, and when to ask again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

from kg.errors import FetchError

SILENCE: Final = 60.0  # seconds that a source may be silent; two of the libraries would wait for ever
PATIENCE: Final = 120.0  # seconds; a source that asks to wait for longer is asked another time
_BUSY: Final = (429, 500, 502, 503, 504)
_REFUSING: Final = ("BadQueryParametersException", "ObjectNotFoundException", "QueryError")  # have no status


class UnansweredError(FetchError):
    """A page that did not come.

    Attributes:
        reason: in a few words.
        status: of HTTP, 0 where there was no answer or none that can be read.
        wait: the seconds that the source asks for, 0.0 where it does not.
        final: whether to ask again is of no use.
    """

    def __init__(self, host: str, reason: str, *, status: int = 0, wait: float = 0.0, final: bool = False) -> None:
        self.reason, self.status, self.wait, self.final = reason, status, wait, final
        kept = "What came so far is kept: the same command goes on from there"
        if final:
            told = f"{host} refuses the question: {reason}. Change the query, or the key"
        elif wait > PATIENCE:
            told = f"{host} asks to be left alone for {wait:.0f} s. {kept}"
        else:
            told = f"no answer from {host}: {reason}. {'' if status else 'Is there a network? '}{kept}"
        super().__init__(told)


@contextmanager
def installed() -> Iterator[None]:
    """Say what to install where a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise FetchError(f"{error.name} is not installed: pip install 'scikg[fetch]'") from error


@contextmanager
def asking(host: str) -> Iterator[None]:
    """Turn what a library raises into one line; their errors have no base in common, and odd answers raise any."""
    try:
        yield
    except Exception as error:  # as said
        raise unanswered(host, error) from error


def unanswered(host: str, error: Exception) -> UnansweredError:
    """What `error` means, or the error below it that says more."""
    below = list(_below(error))
    refusing = [e for e in below if type(e).__name__ in _REFUSING]
    status = next((s for s in map(_status, below) if s), 0)
    # what has a status tells most, then what the system said, and else what the error was said to come from
    telling = (
        refusing
        or [e for e in below if _status(e)]
        or [e for e in below if isinstance(e, OSError) and e.strerror]
        or [e for e in (error.__cause__, error) if isinstance(e, Exception)]
    )
    words = (" ".join(_told(e).split("For more information")[0].split()).strip(" .")[:200] for e in telling)
    reason = next(filter(None, words), type(error).__name__)
    if status in _BUSY:
        reason = f"{status} {HTTPStatus(status).phrase}"
    final = bool(refusing) or (status >= 400 and status not in _BUSY)
    return UnansweredError(host, reason, status=status, wait=max(map(_wait, below)), final=final)


def _told(error: Exception) -> str:
    """The words of an error; of the system's alone what it says, without number and address."""
    if isinstance(error, OSError) and error.strerror:
        return os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror  # below 0: a look-up
    return str(error)


def _below(error: BaseException | None) -> Iterator[Exception]:
    """The error, what it was raised for, and so on down."""
    while isinstance(error, Exception):
        yield error
        error = error.__cause__ or error.__context__


def _status(error: Exception) -> int:
    """The HTTP status that an error carries, in one of the places where the libraries put it."""
    for holder, name in ((getattr(error, "response", None), "status_code"), (error, "status_code"), (error, "status")):
        found = getattr(holder, name, None)
        if isinstance(found, int):
            return found
    told = re.search(r"HTTP status (\d{3})", str(error))
    return int(told[1]) if told else 0


def _wait(error: Exception) -> float:
    """The seconds of a Retry-After header (RFC 9110, section 10.2.3): a number or a date."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None) or {}
    told = str(headers.get("Retry-After", "")).strip()
    if re.fullmatch(r"\d{1,9}", told, re.ASCII):
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
