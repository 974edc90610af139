"""What a paper takes of its records, where they differ.

The id is the first record's; everything else is from the published version before preprints, then in input order, but
the longest abstract, the most authors and the most exact date of the same year. Identifiers, subjects, addresses and
identified references are united. A record with its own extraction gives the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.readers.fields import distinct
from kg.readers.identifiers import is_preprint
from kg.records import Paper

_KNOWN: Final = re.compile(r"(?:doi|arxiv|openalex|pmid|pmc):\S+$")


def united(records: Sequence[Paper]) -> Paper:
    """The paper that several records of one work make, by the rule at the top of this module."""
    first = records[0]
    if len(records) == 1:
        return first
    ranked = sorted(records, key=lambda record: not record.doi or is_preprint(record.doi))
    given = next((record for record in records if record.given), None)
    title = next((record.title for record in ranked if record.title), "")
    abstract = max((record.abstract for record in ranked), key=len)
    people = max(ranked, key=lambda record: len(record.authors))
    return Paper(
        id=first.id,
        title=given.title if given else title,
        abstract=given.abstract if given else abstract,
        sources=tuple(source for record in records for source in record.sources),
        authors=people.authors,
        author_string=people.author_string or _first(ranked, "author_string"),
        date=_date(ranked),
        venue=_first(ranked, "venue"),
        doi=_first(ranked, "doi"),
        arxiv=_first(ranked, "arxiv"),
        ids=distinct(value for record in records for value in (*record.ids, *_other_doi(record, ranked))),
        urls=distinct(value for record in records for value in record.urls),
        subjects=distinct(value for record in records for value in record.subjects),
        references=_references(ranked),
        has_code=any(record.has_code for record in records),
        retracted=any(record.retracted for record in records),
        language=_language(records, abstract or title),
        given=replace(given.given, paper=first.id) if given and given.given else None,
    )


def _references(ranked: Sequence[Paper]) -> tuple[str, ...]:
    """Those of the record that states most, and what the others state by identifier: words differ between sources."""
    most = max(ranked, key=lambda record: len(record.references))
    known = (value for record in ranked for value in record.references if _KNOWN.match(value))
    return distinct((*most.references, *known))


def _first(records: Sequence[Paper], name: str) -> str:
    return next((str(value) for record in records if (value := getattr(record, name))), "")


def _other_doi(record: Paper, ranked: Sequence[Paper]) -> tuple[str, ...]:
    """The DOI of a preprint beside that of its published version, and ids that other records go by."""
    best = _first(ranked, "doi")
    return (f"doi:{record.doi}",) if record.doi and record.doi != best else ()


def _date(ranked: Sequence[Paper]) -> str:
    """The first date, or one more exact of the same year."""
    best = _first(ranked, "date")
    return max((record.date for record in ranked if record.date[:4] == best[:4]), key=len, default=best)


def _language(records: Sequence[Paper], text: str) -> str:
    """The language of the record whose text was taken."""
    return next((record.language for record in records if text in (record.abstract, record.title)), "")
