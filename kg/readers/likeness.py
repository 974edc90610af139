"""How alike two records are: titles without spelling, authors by family name, abstracts by their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from kg.readers.fields import SUFFIX
from kg.readers.identifiers import is_preprint
from kg.readers.recurring import brief, other_venue, serial
from kg.readers.years import Years, near
from kg.records import Paper

_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(r"<[^<>]{1,40}>|\\[a-zA-Z]+")
_LABEL = re.compile(r"^\W*retracted(?:\s+article)?\W+|(?<!\W)\W*extended\s+abstract\W*$", re.I)
_ORDINAL = re.compile(r"(?:[ivx]+|one|two|three|four|five|six|first|second|third|fourth|fifth|sixth)$")
_SPELLING = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_BEGINNING: Final = 80  # letters of an abstract that only copies share
# Shares of what two records have in common, found on works that libraries hold twice. Titles by their letters in order,
# abstracts by their runs of three words: a follow-up study shares 60 % of its runs with the study before it.
_LIKE_TITLE, _LIKE_WORDS = 0.7, 0.75
_COPIED, _REWRITTEN, _UNRELATED = 0.8, 0.4, 0.1


def plain(text: str) -> str:
    r"""`text` in lower case, letters and digits only, without accents, markup and LaTeX commands.

    >>> plain("Schrödinger's <i>Cat</i>: a Test")
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
    words = [word for word in words if word and not SUFFIX.fullmatch(word)] or [""]
    return words[-1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a record is compared with others."""

    title: str
    words: tuple[str, ...]
    families: tuple[str, ...]
    abstract: str
    beginning: str
    years: Years
    venue: str
    preprint: bool

    @classmethod
    def of(cls, record: Paper) -> Likeness:
        """The likeness of a record."""
        beginning = plain(record.abstract[: 2 * _BEGINNING])[:_BEGINNING]
        label = _LABEL.sub("", record.title)
        title = label if len(label) > len(record.title) // 2 else record.title
        return cls(
            title=plain(title),
            words=tuple(_WORD.findall(title.casefold())),
            families=tuple(filter(None, (family(author.name) for author in record.authors))),
            abstract=record.abstract,
            beginning=beginning if len(beginning) > _BEGINNING // 2 else "",
            years=() if record.year is None else (record.year, record.year),
            venue=record.venue,
            preprint=bool(record.arxiv) or is_preprint(record.doi) or "arxiv" in record.venue.lower(),
        )

    def agrees(self, other: Likeness, years: Years) -> bool:
        """Whether records of one title are one paper: abstract in common, or authors at about the same time.

        Args:
            other: one record of the paper.
            years: the first and the last of all its records.
        """
        both = bool(self.beginning and other.beginning)
        overlap = self.overlap(other) if both else 0.0
        about_then = near(self.years, years)
        copied = overlap >= _COPIED or (overlap >= _REWRITTEN and about_then)
        related = about_then and (overlap >= _UNRELATED or not both)
        if not copied and not (related and self.shares_authors(other)):
            return False
        then = near(self.years, years, 0)
        if serial(self.words):
            return copied and then  # yearly reports have abstracts that are nearly the same
        if copied or self.preprint or other.preprint or not brief(self.words):
            return True
        return then and not other_venue(self.venue, other.venue)

    def agrees_closely(self, other: Likeness, years: Years) -> bool:
        """Whether records of different titles are one paper: abstract in common, and titles and authors near."""
        if not (self.beginning and other.beginning and self.title and other.title and near(self.years, years)):
            return False
        if self.families and other.families and not self.shares_authors(other):
            return False
        least = _REWRITTEN if self.spelt_like(other) else _COPIED
        return (least == _REWRITTEN or self.lengthens(other)) and self.overlap(other) >= least

    def spelt_like(self, other: Likeness) -> bool:
        """Whether the titles differ in nothing or in the spelling of a word; numbers make a series, not a slip."""
        if self.title == other.title:
            return True
        mine, theirs = self._words_apart(other)
        if not mine or not theirs or _counts(mine + theirs) or len(mine) > len(self.words) // 3:
            return False
        return ratio("".join(mine), "".join(theirs)) >= _LIKE_WORDS

    def lengthens(self, other: Likeness) -> bool:
        """Whether one title is the other with words added, as a subtitle, and no number among them."""
        mine, theirs = self._words_apart(other)
        return not (mine and theirs) and not _counts(mine + theirs)

    def _words_apart(self, other: Likeness) -> tuple[list[str], list[str]]:
        mine, theirs = Counter(self.words), Counter(other.words)
        return list((mine - theirs).elements()), list((theirs - mine).elements())

    def shares_authors(self, other: Likeness) -> bool:
        """Whether half of the shorter list of authors stands in the longer one too."""
        mine, theirs = set(self.families), set(other.families)
        return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))

    def overlap(self, other: Likeness) -> float:
        """The share of the shorter abstract's runs of three words that stand in the longer one (Broder 1997)."""
        if self.abstract == other.abstract:
            return float(bool(self.abstract))
        mine, theirs = _runs(self.abstract), _runs(other.abstract)
        return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _counts(words: list[str]) -> bool:
    return any(_ORDINAL.match(word) or _NUMBER.search(word) for word in words)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def ratio(left: str, right: str) -> float:
    """The share of letters that two titles have in common in order (Ratcliff and Obershelp)."""
    matcher = SequenceMatcher(None, left[:300], right[:300], autojunk=False)
    if matcher.real_quick_ratio() < _LIKE_TITLE or matcher.quick_ratio() < _LIKE_TITLE:
        return 0.0
    return matcher.ratio()


def alike_titles(left: Likeness, right: Likeness) -> bool:
    """Whether two titles are the same but for spelling or a slip."""
    return left.spelt_like(right)


def nearly_alike(left: Likeness, right: Likeness) -> bool:
    """Whether anything agrees that records of one global identifier have in common."""
    if not left.title or not right.title or left.title in right.title or right.title in left.title:
        return True
    if left.shares_authors(right) or left.overlap(right) >= _REWRITTEN:
        return True
    return ratio(left.title, right.title) >= _LIKE_TITLE
