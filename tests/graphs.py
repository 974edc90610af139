"""Small graphs for the tests of the analyses: papers, and who says what of which entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.graph import Graph, frame
from kg.records import digest

Said = tuple[str, str, str, str]  # (the paper that says it, subject, predicate, object)


def graph_of(
    papers: Mapping[str, Mapping[str, object]],
    entities: Mapping[str, str],
    says: Sequence[Said] = (),
    *,
    citations: Sequence[tuple[str, str]] = (),
    results: Sequence[Mapping[str, object]] = (),
    subjects: Sequence[str] = (),
) -> Graph:
    """A graph; keys are bare ("p1", "RetNet"), `entities` gives the type, "name|alias" the aliases.

    Each saying gets one sentence of evidence. Keys of `papers` give title, abstract, date and authors.
    """
    names = {full.split("|")[0]: full.split("|") for full in entities}

    def node(key: str) -> str:
        return "paper/" + key if key in papers else "entity/" + key.lower().replace(" ", "-")

    rows: dict[tuple[str, str, str], set[str]] = {}
    for paper, subject, predicate, target in says:
        rows.setdefault((subject, predicate, target), set()).add(paper)
    statements, support, evidence = [], [], []
    for (s, p, o), by in rows.items():
        name = "statement/" + digest(node(s), p, node(o), "")
        statements.append((name, node(s), p, node(o), "", 0.9, len(by), True))
        for paper in sorted(by):
            quote = f"{s} {p} {o}."
            sentence = "evidence/" + digest(paper, quote)
            support.append((name, sentence, node(paper), 0.9))
            evidence.append((sentence, node(paper), "abstract", 0, len(quote), quote))
    count = {key: {p for p, *ends in says if key in ends} for key in names}
    years = {k: int(str(v["date"])[:4]) for k, v in papers.items() if v.get("date")}
    return Graph(
        papers=frame("papers", [_paper(node(k), k, v) for k, v in papers.items()]),
        authors=frame("authors", [(a, a[7:], "", [a[7:]]) for a in sorted(_authors(papers))]),
        entities=frame(
            "entities",
            [
                (
                    node(key),
                    key,
                    entities["|".join(forms)],
                    [entities["|".join(forms)]],
                    forms[1:],
                    [],
                    [],
                    len(count[key]),
                    min((years[p] for p in count[key] if p in years), default=None),
                    "",
                    None,
                    None,
                )
                for key, forms in names.items()
            ],
        ),
        statements=frame("statements", statements),
        support=frame("support", support),
        evidence=frame("evidence", evidence),
        results=frame("results", [_result(r, i, node) for i, r in enumerate(results)]),
        citations=frame("citations", [(node(a), node(b)) for a, b in citations]),
        topics=frame("topics", [("topic/" + s, s, "subject", s, "", 1) for s in subjects]),
        quarantine=frame("quarantine", []),
    )


def _authors(papers: Mapping[str, Mapping[str, object]]) -> set[str]:
    return {a for v in papers.values() for a in _list(v.get("authors"))}


def _list(value: object) -> list[str]:
    return ["author/" + str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _paper(node: str, key: str, of: Mapping[str, object]) -> tuple[object, ...]:
    title, abstract = of.get("title", key), of.get("abstract", "")
    head = (node, key, title, abstract, _list(of.get("authors")), "", of.get("date", ""), "", "", "")
    return (*head, [], [], [], [], [], [], False, False, False, "", None)


def _result(of: Mapping[str, object], number: int, node: object) -> tuple[object, ...]:
    at = {k: node(of[k]) if of.get(k) else "" for k in ("paper", "method", "on", "metric")}  # type: ignore[operator]  # a str
    texts = (of.get("method", ""), of.get("on", ""), of.get("metric", ""), of["value"], of.get("unit", ""))
    return (f"result/{number}", *at.values(), *texts, 0.9, "", True, [], of.get("gain", False))
