"""How alike two records are: titles without spelling, authors by family name, abstracts by their words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from kg.records import Paper

_MARKUP = re.compile(r"<[^<>]{1,40}>|\\[a-zA-Z]+")
_SPELLING = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w{3,}")
_NAME_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BEGINNING: Final = 80  # letters of an abstract that only copies share
_NEAR_YEARS: Final = 2  # from preprint to print
_SAME_TITLE, _LIKE_TITLE, _LIKE_ABSTRACT = 0.9, 0.6, 0.5


def plain(text: str) -> str:
    r"""`text` in lower case, letters and digits only, without accents, markup and LaTeX commands.

    >>> plain("Schrödinger's <i>Cat</i>: a $\beta$-Test")
    'schrodingerscatatest'
    """
    if "<" in text or "\\" in text:
        text = _MARKUP.sub("", text)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPELLING.sub("", text.casefold())


def family(name: str) -> str:
    """The family name of "Given Family", without accents and in lower case."""
    words = [plain(word) for word in name.split()]
    words = [word for word in words if word and word not in _NAME_SUFFIX] or [""]
    return words[-1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a record is compared with others."""

    title: str
    families: tuple[str, ...]
    abstract: str
    beginning: str
    year: int | None

    @classmethod
    def of(cls, record: Paper) -> Likeness:
        """The likeness of a record."""
        beginning = plain(record.abstract[: 2 * _BEGINNING])[:_BEGINNING]
        return cls(
            title=plain(record.title),
            families=tuple(family(author.name) for author in record.authors),
            abstract=record.abstract,
            beginning=beginning if len(beginning) > _BEGINNING // 2 else "",
            year=record.year,
        )

    def agrees(self, other: Likeness) -> bool:
        """Whether records of one title are one paper: abstract in common, or authors at about the same time."""
        if self.shares_abstract(other):
            return True
        if self.abstract and other.abstract and self.abstract_overlap(other) < _LIKE_ABSTRACT / 2:
            return False
        return self.shares_authors(other) and self.near(other)

    def agrees_closely(self, other: Likeness) -> bool:
        """Whether records of different titles are one paper: abstract in common, and titles and authors near."""
        if not self.title or not other.title:
            return False
        authors = self.shares_authors(other) or not (self.families and other.families)
        alike = ratio(self.title, other.title)
        if self.shares_abstract(other):
            return authors and alike >= _LIKE_TITLE
        if not self.near(other) or not self.shares_authors(other) or alike < _SAME_TITLE:
            return False
        return bool(self.abstract and other.abstract) and self.abstract_overlap(other) >= _LIKE_ABSTRACT

    def near(self, other: Likeness) -> bool:
        """Whether the years do not speak against one paper."""
        return self.year is None or other.year is None or abs(self.year - other.year) <= _NEAR_YEARS

    def shares_authors(self, other: Likeness) -> bool:
        """Whether half of the shorter list of authors stands in the longer one too."""
        mine, theirs = set(self.families) - {""}, set(other.families) - {""}
        return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))

    def shares_abstract(self, other: Likeness) -> bool:
        """Whether the abstracts are copies of each other or nearly so."""
        if not self.beginning or not other.beginning:
            return False
        return self.abstract == other.abstract or self.abstract_overlap(other) >= 2 * _LIKE_ABSTRACT * 0.8

    def abstract_overlap(self, other: Likeness) -> float:
        """The share of the shorter abstract's words that stand in the longer one."""
        mine = set(_WORD.findall(self.abstract.casefold()))
        theirs = set(_WORD.findall(other.abstract.casefold()))
        return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def ratio(left: str, right: str) -> float:
    """The share of letters that two titles have in common in order (Ratcliff and Obershelp)."""
    matcher = SequenceMatcher(None, left[:300], right[:300], autojunk=False)
    if matcher.real_quick_ratio() < _LIKE_TITLE or matcher.quick_ratio() < _LIKE_TITLE:
        return 0.0
    return matcher.ratio()


def alike_titles(left: Likeness, right: Likeness) -> bool:
    """Whether two titles are the same but for spelling or a slip."""
    return left.title == right.title or ratio(left.title, right.title) >= _SAME_TITLE


def nearly_alike(left: Likeness, right: Likeness) -> bool:
    """Whether anything agrees that records of one global identifier have in common."""
    if not left.title or not right.title or left.title in right.title or right.title in left.title:
        return True
    if left.shares_authors(right) or left.shares_abstract(right):
        return True
    return ratio(left.title, right.title) >= _LIKE_TITLE
