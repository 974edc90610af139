"""Reading lists in Markdown: items that link to papers, as `- [Title](address) - Authors` in "awesome" lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.readers.fields import OTHERS, Place, folded, paper
from kg.readers.files import File, Found, Head
from kg.readers.identifiers import normal_id
from kg.readers.reference_people import INITIAL, are_people, parted, people_of

NAME: Final = "link_list"
_ITEM = re.compile(r"^(\s*)(?:[-*+]|\d{1,4}[.)])\s+(?=\S)")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((\S{1,2000}?)\)")
_PAPERS = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)|doi\.org/10\.\d+|aclanthology\.org|openreview\.net/(?:forum|pdf)|dl\.acm\.org/doi"
    r"|proceedings\.mlr\.press|papers\.n(?:eur)?ips\.cc|openaccess\.thecvf\.com|ieeexplore\.ieee\.org/(?:abstract/)?document"
    r"|link\.springer\.com/(?:article|chapter)|sciencedirect\.com/science/article|nature\.com/articles|biorxiv\.org/content"
    r"|semanticscholar\.org/paper|pubmed\.ncbi\.nlm\.nih\.gov|huggingface\.co/papers|jmlr\.org/papers)\W|\.pdf$",
    re.I,
)
_BOLD = re.compile(r"\*\*([^*]+)\*\*|__([^_]+)__")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_MARKS = re.compile(r"[*_`]+|<[^<>]*>")
_APART = re.compile(r" [-–—|:] |(?<!\b[A-Z])[.;:](?: |$)|[()|]|, (?=(?:19|20)\d\d\b)|\n")
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d-])")
_FEWEST_WORDS: Final = 2  # of a title: "[pdf]" and "[arXiv]" are links, no titles
_FEWEST: Final = 2
_SHARE: Final = 0.6  # of a list's items that are papers
_MOST_LINES: Final = 100  # of one item


def recognises(head: Head) -> bool:
    """Whether most items of a list have a title and a link to a paper."""
    items = [item for _, item in _items(enumerate(head.lines, start=1)) if "](#" not in item]
    good = sum(_title(item) is not None for item in items)
    return good >= max(_FEWEST, _SHARE * len(items))


def read(file: File) -> Iterator[Found]:
    """One paper an item, at its first line, without abstract; items that only lead to other pages are told."""
    for number, item in _items(file.lines()):
        title = _title(item)
        if title:
            yield _paper(title, item, Place(line=number))
        elif "](http" in item:
            yield Place(line=number).skipped("an item without title and link to a paper")


def _items(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The items of the outermost lists, each with what is indented below it."""
    begun, parts, depth = 0, [""], 0
    for number, line in lines:
        mark = _ITEM.match(line)
        indent = len(line) - len(line.lstrip())
        if begun and line.strip() and indent <= depth:
            yield begun, "\n".join(parts)
            begun = 0
        if mark and not begun:
            begun, parts, depth = number, [line[mark.end() :]], indent
        elif begun and line.strip() and len(parts) < _MOST_LINES:
            parts.append(line[mark.end() :] if mark else line.strip())
    if begun:
        yield begun, "\n".join(parts)


def _title(item: str) -> tuple[str, int] | None:
    """The title and where it ends: the text of a link to a paper, else what is bold or quoted beside such a link."""
    links = [link for link in _LINK.finditer(item) if _PAPERS.search(link[2]) and not link[0].startswith("!")]
    for found in (*links, *_BOLD.finditer(item), *_QUOTED.finditer(item)) if links else ():
        text = folded(_MARKS.sub("", found[1] or "")).strip("[] .,")
        if len(text.split()) >= _FEWEST_WORDS:
            return text, found.end()
    return None


def _paper(title: tuple[str, int], item: str, place: Place) -> Found:
    """The paper; its day is the year in the item, else the month in a number of arXiv."""
    links = [link[2] for link in _LINK.finditer(item) if link[2].startswith("http")]
    papers = [link for link in links if _PAPERS.search(link)]
    rest = _MARKS.sub("", _LINK.sub("", item[title[1] :]))
    years = _YEAR.findall(_MARKS.sub("", _LINK.sub("", item)))
    number = next((own for link in papers if (own := normal_id(link)).startswith("arxiv:")), "")
    return paper(
        place,
        title=title[0],
        names=people_of(people) if (people := _people(_APART.split(rest))) else (),
        issued=years[-1] if years else f"20{number[6:8]}-{number[8:10]}" if number[6:10].isdigit() else "",
        urls=links,
    )


def _people(pieces: Sequence[str]) -> str:
    """The first piece that is several people, or one with others or with initials: two words may be a venue."""
    for piece in map(folded, pieces):
        several = len(parted(piece)) > 1 or OTHERS.search(piece) or INITIAL.search(piece)
        if several and are_people(piece) and all(" " in name or INITIAL.search(name) for name in parted(piece)):
            return piece
    return ""
