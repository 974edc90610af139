"""Asking a source: any error of its client library becomes one line that says what to do and when to ask again."""

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

SILENCE: Final = 60.0  # seconds without an answer; two of the libraries have no limit of their own
PATIENCE: Final = 120.0  # seconds to wait for a busy source at most
_BUSY: Final = (429, 500, 502, 503, 504)
_REFUSING: Final = ("BadQueryParametersException", "ObjectNotFoundException", "QueryError")  # errors without a status


class UnansweredError(FetchError):
    """A page that did not come.

    Attributes:
        reason: in a few words.
        status: the HTTP status, 0 where there was no answer or it had none.
        wait: the seconds that the source asks to wait, or 0.0.
        final: whether it is useless to ask again.
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
    """Say what to install where a library is missing.

    Raises:
        FetchError: it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise FetchError(f"{error.name} is not installed: pip install 'scikg[fetch]'") from error


@contextmanager
def asking(host: str) -> Iterator[None]:
    """Turn any error of a library into one of ours: they have no common base.

    Raises:
        UnansweredError: the source did not answer as it should.
    """
    try:
        yield
    except Exception as error:
        raise unanswered(host, error) from error


def unanswered(host: str, error: Exception) -> UnansweredError:
    """`error` as one of ours, in the words of the error in its chain that says most."""
    chain = list(_chain(error))
    refusing = [e for e in chain if type(e).__name__ in _REFUSING]
    status = next((s for s in map(_status, chain) if s), 0)
    # an error with a status says most, then one of the system, then the direct cause
    telling = (
        refusing
        or [e for e in chain if _status(e)]
        or [e for e in chain if isinstance(e, OSError) and e.strerror]
        or [e for e in (error.__cause__, error) if isinstance(e, Exception)]
    )
    words = (" ".join(_told(e).split("For more information")[0].split()).strip(" .")[:200] for e in telling)
    reason = next(filter(None, words), type(error).__name__)
    if status in _BUSY:
        reason = f"{status} {HTTPStatus(status).phrase}"
    final = bool(refusing) or (status >= 400 and status not in _BUSY)
    return UnansweredError(host, reason, status=status, wait=max(map(_wait, chain)), final=final)


def _told(error: Exception) -> str:
    """The words of an error; those of the system without number and address."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if error.errno and error.errno > 0:  # the numbers of failed name look-ups are below 0
        return os.strerror(error.errno)
    return error.strerror


def _chain(error: BaseException | None) -> Iterator[Exception]:
    """The error, its cause, the cause of that, and so on."""
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
