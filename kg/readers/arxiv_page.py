"""Pages of arXiv, copied and pasted: search results, lists of a day or month, single papers; and arXiv's daily mail."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, folded, month, paper
from kg.readers.files import File, Found, Head, Note
from kg.readers.people import names
from kg.readers.tagged import Fields, chunks
from kg.records import Paper, Skipped

NAME: Final = "arxiv_page"
_ID: Final = r"arXiv:(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_CATEGORY: Final = (
    r"(?:(?:cs|math|stat|eess|econ|q-bio|q-fin|physics|astro-ph|cond-mat|nlin)\.[A-Za-z-]{2,10}"
    r"|quant-ph|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|astro-ph|cond-mat)"
)
_LINKS: Final = r"\[\s?(?:pdf|ps|html|other|view)\b[^\[\]]*\]"
_REMARK: Final = r"\((?:cross-list|replaced|\*cross-listing)[^()]*\)"
_DOI: Final = r"doi\s*(10\.\S++)"
# what may stand with the number, in its line or in those below it
_BESIDE: Final = rf"(?:{_LINKS}|{_REMARK}|{_CATEGORY}|\([a-z-]+\)|{_DOI}|\*)"
_START = re.compile(
    rf"^\s*(?:\[?\d{{1,5}}[\].]?\s+)?{_ID}(?:\s+{_BESIDE})*\s*$|^\s*\[Submitted on (?P<day>\d.*)\]",
)
_BESIDE_ALL = re.compile(rf"^{_BESIDE}(?:\s+{_BESIDE})*$")
_BUTTON = re.compile(r"^(?:View PDF|HTML \(experimental\)|TeX Source|Other Formats|view license)$")
_LABEL = re.compile(
    r"^\s*(Title|Authors?|Abstract|Comments|Subjects|Categories|Submitted|Date|Journal[ -]ref(?:erence)?"
    r"|(?:Related )?DOI|Report[ -](?:number|no)|(?:ACM|MSC)[ -][Cc]lass(?:es)?|License|Cite as)"
    r"(?: \([^()]*\))?(?::\s*|(?<=Submitted) (?=\d))"
)
_AUTHORS = re.compile(r"\s*Authors?:")
_SUBJECTS = re.compile(rf"^.*\({_CATEGORY}\)\s*;?$")
# what stands between papers and below the last one
_END = re.compile(
    r"^(?:(?:New|Cross|Replacement) (?:submissions|lists)\b.*|(?:Cross-lists|Replacements) for .*"
    r"|Total of \d+ entries.*|\[ ?(?:total of|showing) .*|Showing (?:up to|new listings|\d).*|Search v\d.*"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d{1,2} [A-Z][a-z]+ \d{2,4}\b.*|\[\d{1,5}\]|\d{1,3}\.|-{20,}|\\\\ \(.*"
    r"|Submission history|Focus to learn more|Access Paper.*|Links to:.*|About|Previous)$"
)
_MAIL: Final = r"\\"  # the line above an abstract
_CUT = re.compile(r",?\s*(?:et al\.?\s*)?\(\d+ (?:additional|more) authors? not shown\)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")  # affiliations
_CODE = re.compile(rf"\b{_CATEGORY}(?![\w-])")
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2,8}),? (\d{4})")
_FIRST = re.compile(r"\bv1 submitted (.*)")
_NUMBER = re.compile(r"(?:.*/)?(\d\d)(\d\d)")
_NEAR: Final = 5  # lines below a number in which something shows that it stands on a page of arXiv's


def recognises(head: Head) -> bool:
    """Whether a number stands with links to the paper or above its title, or a page tells when it was submitted."""
    for at, line in enumerate(head.lines):
        if (label := _LABEL.match(line)) and label[1] == "Title":
            return False  # records that somebody wrote, with the number below the title
        if found := _START.match(line):
            near = [below.strip() for below in head.lines[at + 1 : at + 1 + 2 * _NEAR] if below.strip()]
            shown = any(re.match(_LINKS, below) or _LABEL.match(below) for below in near[:_NEAR])
            if found["day"] or re.search(_LINKS, line) or shown:
                return True
    return False


def read(file: File) -> Iterator[Found]:
    """One paper a number, at its line; the page of one paper may have its number in a line of its own above."""
    excerpts, above = 0, ""
    for line, lines in chunks(file, _START):
        head, found = _START.match(lines[0]), _fields(lines)
        number = (head and head["id"]) or above
        above = number if len(found) == 1 else ""
        if above:
            continue
        excerpts += bool(found["abstract"]) and found["abstract"][-1].endswith("▽ More")
        yield _paper(number, found, Place(line=line))
    if excerpts:
        yield Note(f"abstracts that the page cuts off before a click on “More”, kept as they stand: {excerpts}")


def _fields(lines: list[str]) -> Fields:
    """The lines below each label; those before the first one are of "", and what stands beside a number of "beside"."""
    found: Fields = defaultdict(list, {"beside": lines[:1]})
    named = any(_AUTHORS.match(line) for line in lines)
    now = ""
    for line in map(str.strip, lines[1:]):
        if _END.match(line):
            break
        if label := _LABEL.match(line):
            now, line = re.split("[ -]", label[1].lower())[0].rstrip("s"), line[label.end() :]
        elif line == _MAIL:
            now, line = "abstract", ""
        elif now == "subject" and found[now] and not _SUBJECTS.match(line):
            now = "abstract"
        elif now == "title" and found[now] and not named:
            now = ""
        if line and not _BUTTON.match(line):
            found["beside" if not now and _BESIDE_ALL.match(line) else now].append(line)
    return found


def _paper(number: str, found: Fields, place: Place) -> Paper | Skipped:
    free = found[""]
    title, people = " ".join(found["title"]), folded(" ".join(found["author"]))
    if not title:
        title, free = (" ".join(free), []) if people else (" ".join(free[:1]), free[1:])
    if not people:
        people, free = folded(" ".join(free[:1])), free[1:]
    if not title:
        return place.skipped("a number of arXiv without a title")
    beside = " ".join(found["beside"])
    cited, badge = re.search(_ID, " ".join(found["cite"])), re.search(_DOI, beside)
    number = number or (cited["id"] if cited else "")
    return paper(
        place,
        title=title,
        abstract=_abstract(" ".join(found["abstract"] or free)),
        names=[*names(_IN_BRACKETS.sub("", _CUT.sub("", people))), *["et al."] * bool(_CUT.search(people))],
        issued=_date(" ".join((*found["submitted"], *found["date"])) or beside) or _date_of(number),
        venue=" ".join(found["journal"]),
        doi=" ".join((*found["doi"], *found["related"])) or (badge[1] if badge else ""),
        arxiv=number,
        ids=(f"arxiv:{number.lower()}" if number else "",),
        subjects=_CODE.findall(" ".join((beside, *found["subject"], *found["categorie"]))),
    )


def _abstract(text: str) -> str:
    """The whole abstract where the page has an excerpt too; without the words that are clicked on."""
    shown, _, whole = text.partition("▽ More")
    return (whole.strip() or shown).replace("△ Less", "").strip()


def _date(told: str) -> str:
    """The day on which the first version was sent."""
    first = _FIRST.search(told)
    day = _DAY.search(first[1] if first else told)
    return f"{day[3]}-{month(day[2])}-{day[1]}" if day else ""


def _date_of(number: str) -> str:
    """The month in which arXiv gave the number."""
    found = _NUMBER.match(number)
    return f"{'19' if int(found[1]) > 90 else '20'}{found[1]}-{found[2]}" if found else ""
