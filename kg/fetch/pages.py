"""The pages of an answer: from disk as far as they are there, then from the source."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import FetchError
from kg.fetch.asking import PATIENCE, UnansweredError
from kg.fetch.source import Access, Page, Source
from kg.places import whole

_LATER: Final = 2.5  # pauses until a busy source is asked again, then twice as many each time


class Pages:
    """The pages of the answer to one query. Each is kept in `folder`; `fresh` removes those that are there first.

    Attributes:
        asked: pages that the source was asked for.
        kept: pages that were on disk already.
        cost: of the pages asked for.
    """

    def __init__(
        self, source: Source, query: str, folder: Path, access: Access, *, fresh: bool, say: Callable[[str], None]
    ) -> None:
        self._source, self._query, self._access = source, query, access
        self._folder, self._fresh = folder, fresh
        self._say = say
        self._pause = source.pause if access.pause is None else access.pause
        self.asked = self.kept = 0
        self.cost = 0.0

    def __iter__(self) -> Iterator[Page]:
        if self._fresh:
            _forget(self._folder)  # all at once, or a fetch that is cut off would later mix pages of two answers
        token, number = self._source.first, 0
        while True:
            number += 1
            path = self._folder / f"{number:05}.json"
            page = _kept(path)
            if page is None:
                page = self._ask(token)
                if page.records:  # an empty answer may be another one tomorrow
                    _keep(path, page)
            else:
                self.kept += 1
            yield page
            if page.following in ("", token) or not page.records:
                return
            token = page.following

    def _ask(self, token: str) -> Page:
        if self.asked:
            time.sleep(self._pause)
        page = self._answered(token)
        self.asked += 1
        self.cost += page.cost
        return page

    def _answered(self, token: str) -> Page:
        """The page; it is asked for again where the source is busy, or where it fails after it has answered before."""
        wait = _LATER * self._pause
        left = self._access.retries
        while True:
            try:
                return self._source.page(self._query, token, self._access)
            except UnansweredError as error:
                wait = max(2 * wait, error.wait)
                unreachable = not error.status and not self.asked
                if not left or unreachable or error.final or wait > PATIENCE:
                    raise
                self._say(f"no answer: {error.reason}; asking again in {wait:.0f} s")
            time.sleep(wait)
            left -= 1


def _kept(path: Path) -> Page | None:
    """The page on disk; None where there is none, or where it is broken or empty."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Page(records=list(data["records"]), following=str(data["following"])) if data["records"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _forget(folder: Path) -> None:
    """Remove the pages on disk."""
    for path in folder.glob("*.json"):
        try:
            path.unlink()
        except OSError as error:
            raise FetchError(f"cannot remove {path}: {error.strerror}") from error


def _keep(path: Path, page: Page) -> None:
    try:
        with whole(path) as part:
            text = json.dumps({"records": page.records, "following": page.following}, ensure_ascii=False)
            part.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise FetchError(f"cannot write {path}: {error.strerror}; XDG_CACHE_HOME names another cache folder") from error
