"""Arrays of JSON, however large: a record at a time is held, and one that cannot be read is passed over."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from kg.readers.files import HEAD_SIZE, MAX_LINE

TOO_DEEP: Final = "not JSON: nested too deeply"
TOO_MANY_DIGITS: Final = "a number of too many digits"
DECODER: Final = json.JSONDecoder()
_BETWEEN: Final = re.compile(r"[ \t\r\n,]*")
_SIGN: Final = re.compile(r'\\.|["\[\]{}]', re.S)
_NUMBER: Final = re.compile(r"[-+.\deE]*")
_STEP: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_NEAR: Final = 16  # letters before the end of a text in which a word or number may be cut off


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands for a record that was passed over."""

    reason: str


def values(stream: BinaryIO) -> Iterator[object]:
    """The items of an array, and of further ones after it; a value beside them is one too.

    Raises:
        ValueError: what follows is no JSON, has no end, or is too long to be held.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text, at, inside = "", 0, False
    whole = False  # whether the text goes to the end of the stream
    while True:
        at = _after_blanks(text, at)
        if text[at : at + 1] == "[]"[inside]:
            at, inside = at + 1, not inside
            continue
        found = _value(text, at, whole=whole)
        if found:
            value, at = found
            yield value
        elif whole:
            break
        else:
            held = len(text) - at
            if held > MAX_LINE:
                raise ValueError(f"one record of more than {MAX_LINE >> 20} MB")
            # twice as much as is held, since a record that was cut off is read from its start again
            more = stream.read(min(max(HEAD_SIZE, held), MAX_LINE + 1 - held))
            text, at, whole = text[at:] + decoder.decode(more, final=not more), 0, not more
    if inside:
        raise ValueError("not JSON: the array has no end")


def _after_blanks(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, *, whole: bool) -> tuple[object, int] | None:
    """The value that starts at a place, and where it ends; None where nothing does, or more text is needed.

    Raises:
        ValueError: no value starts there, whatever may follow.
    """
    if at == len(text):
        return None
    try:
        value, end = DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        if whole or not (error.msg.startswith("Unterminated") or error.pos > len(text) - _NEAR):
            raise ValueError(f"not JSON: {error.msg}: {text[error.pos : error.pos + 20]!r}") from error
        return None
    except RecursionError:
        return _passed_over(text, at, TOO_DEEP, whole=whole)
    except ValueError:
        return _passed_over(text, at, TOO_MANY_DIGITS, whole=whole)
    goes_on = isinstance(value, int | float) and end > len(text) - _NEAR  # "1." and ".5" make one number
    return None if goes_on and not whole else (value, end)


def _passed_over(text: str, at: int, reason: str, *, whole: bool) -> tuple[Unread, int] | None:
    """What stands for a number, or for a record of which the end can be told by its brackets alone."""
    if text[at] not in "{[":
        number = _NUMBER.match(text, at)
        end = number.end() if number else at
        return (Unread(reason), end) if whole or end < len(text) else None
    depth, quoted = 0, False
    for sign in _SIGN.finditer(text, at):
        if sign[0] == '"':
            quoted = not quoted
        elif not quoted:
            depth += _STEP.get(sign[0], 0)
            if depth <= 0:
                return Unread(reason), sign.end()
    if whole:
        raise ValueError(reason)
    return None
