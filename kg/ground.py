"""Names without places -> mentions and evidence: for records that a person or another tool has annotated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.records import Extraction, FoundEntity, FoundRelation, FoundResult, Paper, Span
from kg.saying import plainness
from kg.sentences import sentences_of
from kg.vocab import PAPER, PREDICATE_ROLE, ROLE_PREDICATE


def find(paper: Paper, forms: Sequence[str]) -> tuple[Span, ...]:
    """Where `forms` stand in title and abstract as whole words, in text order."""
    found = set()
    for field in ("title", "abstract"):
        for form in forms:
            if form:
                for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", paper.field(field)):
                    found.add((field != "title", field, match.start(), match.end()))
    return tuple(Span(field=f, start=s, end=e) for _, f, s, e in sorted(found))


def sentence_at(paper: Paper, span: Span, sentences: Sequence[tuple[int, int]] | None = None) -> Span:
    """The whole sentence of a mention; a title is one sentence. `sentences` are the abstract's, where known already."""
    if span.field == "title":
        return Span(field="title", start=0, end=len(paper.title))
    for start, end in sentences_of(paper.abstract) if sentences is None else sentences:
        if start <= span.start < end:
            return Span(field="abstract", start=start, end=end)
    return span


def ground(paper: Paper, given: Extraction) -> Extraction:
    """`given` with mentions and evidence where it had none."""
    entities = tuple(
        e if e.mentions else replace(e, mentions=find(paper, (e.name, *e.aliases))) for e in given.entities
    )
    where = {form: e for e in entities for form in (*e.aliases, e.name)}
    return Extraction(
        paper=paper.id,
        entities=entities,
        relations=tuple(
            r if r.evidence else replace(r, evidence=_sentences(paper, where, (r.head, r.tail), r.predicate))
            for r in given.relations
        ),
        results=tuple(r if r.evidence else replace(r, evidence=_of_number(paper, r)) for r in given.results),
    )


def _sentences(paper: Paper, where: dict[str, FoundEntity], names: Sequence[str], predicate: str) -> tuple[Span, ...]:
    """The first sentence with all `names`, else the first of each; of the paper itself the one that says it plainly."""
    if PAPER in names and predicate in PREDICATE_ROLE:
        mentions = [m for n in names if n in where for m in where[n].mentions]
        return (plainest(paper, mentions, predicate),) if mentions else ()
    lists = [[sentence_at(paper, m) for m in where[n].mentions] for n in names if n != PAPER and n in where]
    if not lists or not all(lists):
        return ()
    for sentence in sorted(set(lists[0]), key=lambda s: (s.field == "title", s.start)):
        if all(sentence in other for other in lists):
            return (sentence,)
    return tuple(dict.fromkeys(spans[0] for spans in lists))


def _of_number(paper: Paper, result: FoundResult) -> tuple[Span, ...]:
    """The first sentence that holds the value, before its unit too ("3x"); rather one that names the measure."""
    ends = r"\d|[.,]\d" if result.value[-1:].isdigit() else r"\w"
    value = re.compile(rf"(?<![\w.]){re.escape(result.value)}(?!{ends})")
    spans = [
        Span(field=field, start=match.start(), end=match.end())
        for field in ("title", "abstract")
        for match in value.finditer(paper.field(field))
        if match[0]
    ]
    sentences = [sentence_at(paper, span) for span in spans]
    measured = (s for s in sentences if result.metric and result.metric in paper.quote(s))
    return tuple(sentences and [next(measured, sentences[0])])


def entity_evidence(
    paper: Paper, entity: FoundEntity, sentences: Sequence[tuple[int, int]], predicate: str = ""
) -> tuple[Span, ...]:
    """The sentence, of `sentences` of the abstract before the title, of an entity's first mention.

    Of a `predicate` of the paper it is the first of those that say it most plainly (`kg.saying`).
    A name that a record brought and that stands nowhere in its text has the title, or the first sentence, for it.
    """
    if not entity.mentions:
        first = [Span(field="abstract", start=a, end=b) for a, b in sentences[:1]]
        return (Span(field="title", start=0, end=len(paper.title)),) if paper.title else tuple(first)
    return (plainest(paper, entity.mentions, predicate, sentences),)


def plainest(
    paper: Paper, mentions: Sequence[Span], predicate: str, sentences: Sequence[tuple[int, int]] | None = None
) -> Span:
    """The sentence of the mention that says most plainly that `predicate` holds; of equals the first, titles last."""
    role = PREDICATE_ROLE.get(predicate, "")
    found = [
        (m, sentence_at(paper, m, sentences)) for m in sorted(mentions, key=lambda m: (m.field == "title", m.start))
    ]

    def plain(item: tuple[Span, Span]) -> float:
        mention, sentence = item
        start, title = mention.start - sentence.start, sentence.field == "title"
        return plainness(role, paper.quote(sentence), start, start + mention.end - mention.start, title=title)

    return (max(found, key=plain) if role else found[0])[1]


def role_relations(extraction: Extraction) -> tuple[FoundRelation, ...]:
    """The triples of the paper that are written from roles alone: trainsOn, measures."""
    return tuple(
        FoundRelation(head=PAPER, predicate=ROLE_PREDICATE[e.role], tail=e.name, confidence=e.confidence, below=e.below)
        for e in extraction.entities
        if e.role in ("trained", "reported")
    )
