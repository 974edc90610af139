"""What a report should say of the papers that were read: what they miss, and what is kept but not extracted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.counting import counted
from kg.records import Paper


def remarks(papers: Sequence[Paper]) -> list[str]:
    """One sentence for each thing that is true of some of the papers."""
    bare = sum(not paper.abstract for paper in papers)
    untitled = sum(not paper.title for paper in papers)
    languages = Counter(paper.language for paper in papers if paper.language)
    retracted = sum(paper.retracted for paper in papers)
    dois = Counter(paper.doi for paper in papers if paper.doi)
    shared = sum(count for count in dois.values() if count > 1)
    ranked = sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))
    foreign = f"in other languages than English ({', '.join(f'{code} {count}' for code, count in ranked)})"
    found = (
        (bare, f"{counted(bare, 'paper')} without an abstract: kept with {_their(bare)} title"),
        (untitled, f"{counted(untitled, 'paper')} without a title: kept with {_their(untitled)} abstract"),
        (
            languages.total(),
            f"{counted(languages.total(), 'paper')} {foreign}: kept, not extracted",
        ),
        (retracted, f"{counted(retracted, 'paper')} retracted: marked"),
        (
            shared,
            f"{counted(shared, 'paper')} with a DOI that others have too, as chapters with their book's: kept apart",
        ),
    )
    return [sentence for count, sentence in found if count]


def _their(count: int) -> str:
    return "its" if count == 1 else "their"
