"""The report's part on what may come next."""

from __future__ import annotations

from html import escape

from kg.analysis.prediction import Prediction, prediction
from kg.report.marks import number, p, table
from kg.report.source import Part, Source


def guesses(source: Source) -> Part:
    """Pairs of things that may be named together next, and how good such guesses were."""
    lead = "Pairs of things that no paper names together yet, those first that the next papers likeliest do."
    found = prediction(source.graph)
    body = p("Too few papers are dated to tell.") if found is None else _next(source, found) + _tested(found)
    return Part(key="next", title="What may come next", lead=lead, body=body)


def _next(source: Source, found: Prediction) -> str:
    names = source.names
    rows = [(escape(names[a]), escape(names[b]), number(f"{chance:.2f}", "prediction")) for a, b, chance in found.next]
    note = "The score puts pairs in order and is no probability: of such guesses few come true, as the test shows."
    return table(("one", "other", "score"), rows, "No pair is left open.") + p(note)


def _tested(found: Prediction) -> str:
    """How well each way of guessing would have done in the past."""
    lead = (
        f"Tested on the past: from papers up to {found.year}, which of {found.pairs:,} open pairs came together later? "
        f"{found.hits:,} did. An area of 0.5 is guessing blindly, 1 is perfect. Each simple sign is scored as well."
    )
    rows = [
        (
            escape(s.name),
            number(f"{s.auc:.3f}", "prediction"),
            number(f"{s.precision:.4f}", "prediction"),
            number(s.first_hundred, "prediction"),
        )
        for s in sorted(found.scores, key=lambda s: -s.auc)
    ]
    head = ("way of guessing", "area under the curve", "average precision", "right in the first 100")
    return "<h3>How good such guesses were</h3>" + p(lead) + table(head, rows, "No way was tried.")
