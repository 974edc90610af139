"""The report's parts on time and on what is missing: adoption, bursts, leaderboards, gaps, guesses."""

from __future__ import annotations

from html import escape

from kg.analysis.evolution import events, stages
from kg.analysis.gaps import Disagreement, disagreements, matrix, never_compared
from kg.analysis.leaderboards import Leaderboard, leaderboards
from kg.analysis.prediction import prediction
from kg.analysis.trends import adoption, papers_by_year
from kg.report import plots
from kg.report.marks import figure, listing, many, number, p, sentences, table, with_unit
from kg.report.parts import SHOWN, Part, Source


def spread(source: Source) -> Part:
    """Adoption and bursts of entities, topics through time."""
    names = source.names
    found = adoption(source.graph)
    dated = sum(papers_by_year(source.graph).values())
    lead = (
        "When things were first named, how many papers a year name them, and when that was much more than usual: in "
        f"the {many(dated, 'dated paper')} of this set. A paper without a date, or outside the set, is not seen."
    )
    if not found or len(source.years) < 2:
        return Part(key="time", title="Through time", lead=lead, body=p("Too few papers are dated to tell."))
    curves = [(names[a.entity], a.counts) for a in found[:6]]
    each = f"each of the {len(curves)} most named things" if len(curves) > 1 else "the most named thing"
    drawn = plots.lines(curves, source.years, "Papers a year that name the most named things")
    body = figure(drawn, f"Papers a year that name {each}.", "adoption")
    bursts = [(names[a.entity], int(b.start), int(b.end), b.weight) for a in found for b in a.bursts]
    if bursts:
        top = sorted(sorted(bursts, key=lambda b: (-b[3], b))[:20], key=lambda b: (b[1], b[2], b[0]))
        body += figure(
            plots.spans(top, source.years, "Bursts"),
            "Bursts: years in which a thing was named at least about twice as often as over all years (Kleinberg).",
            "bursts",
        )
    rows = [
        (escape(names[a.entity]), number(a.first, "adoption"), escape(names[a.first_paper]), number(a.half, "adoption"))
        for a in found[:SHOWN]
    ]
    body += table(("thing", "first named", "in", "half of its papers by"), rows, "No thing is named often enough.")
    return Part(key="time", title="Through time", lead=lead, body=body + told(source))


def told(source: Source) -> str:
    """What happened to topics between periods."""
    through = stages(source.graph, seed=source.seed)
    words = {"born": "New", "merged": "Joined", "split": "Parted", "died": "Gone"}
    rows = [
        (
            words[e.kind],
            number(e.year, "evolution"),
            "<br>".join(map(escape, e.before)),
            "<br>".join(map(escape, e.after)),
        )
        for kind in ("born", "merged", "split", "died")
        for e in [e for e in events(through) if e.kind == kind][:8]
    ]
    if not rows:
        return ""
    spans = ", ".join(f"{s[0].period[0]} to {s[0].period[1]}" for s in through if s)
    head = "<h3>How topics come, join and part</h3>" + p(f"Topics of each period by itself, then matched: {spans}.")
    return head + table(("what", "from", "before", "after"), rows, "Nothing changed.")


def boards(source: Source) -> Part:
    """Leaderboards, over time where papers are dated."""
    found = leaderboards(source.graph)[:8]
    body = "".join(board(source, b) for b in found) or p("No data set has three comparable numbers of two papers.")
    lead = (
        "Numbers that papers report on the same data with the same measure. Set-ups may differ: read the sentences "
        "before comparing."
    )
    return Part(key="leaderboards", title="Leaderboards", lead=lead, body=body)


def board(source: Source, found: Leaderboard) -> str:
    """One leaderboard."""
    names = source.names
    title = f"{names[found.on]}: {found.metric}"
    who = [names.get(e.method, "its own method") if e.method else "not named" for e in found.entries]
    points = [(e.year, e.value, w) for e, w in zip(found.entries, who, strict=True) if e.year is not None]
    drawn = ""
    if len({year for year, *_ in points}) > 1:
        caption = f"{title} by year; {'more' if found.rising else 'less'} is better; the line is the best so far."
        if len(points) < len(who):
            caption += f" Only the {len(points)} of {len(who)} numbers whose papers are dated can stand here."
        drawn = figure(plots.board(points, found.rising, title), caption, "leaderboards")
    rows = [
        (
            number(with_unit(e.text), "leaderboards"),
            escape(w if not e.method.startswith("paper/") else "the paper's own method"),
            escape(names[e.paper]),
            str(e.year or ""),
            sentences(source.quotes[x] for x in e.evidence),
        )
        for e, w in list(zip(found.entries, who, strict=True))[:10]
    ]
    return f"<h3>{escape(title)}</h3>{drawn}" + table(
        ("number", "method", "paper", "year", "said where"), rows, "No numbers."
    )


def gaps(source: Source) -> Part:
    """What is not tried, not compared, and in dispute."""
    graph, names = source.graph, source.names
    body = ""
    found = matrix(graph, "Task", "Data", most=18)
    if found.cells:
        shown = {*found.cells, *found.empty}
        ends = (
            [r for r in found.rows if r in {r for r, _ in shown}],
            [c for c in found.columns if c in {c for _, c in shown}],
        )
        at = {r: i for i, r in enumerate(ends[0])}, {c: j for j, c in enumerate(ends[1])}
        cells = {(at[0][r], at[1][c]): n for (r, c), n in found.cells.items()}
        open_cells = {(at[0][r], at[1][c]) for r, c in found.empty}
        rows, columns = [names[r] for r in ends[0]], [names[c] for c in ends[1]]
        drawn = plots.heat(rows, columns, cells, open_cells, "Tasks by data sets")
        body += figure(drawn, "Papers by task and data set; framed: both common, never together.", "matrix")
    open_pairs = never_compared(graph)
    pairs = [
        (escape(names[u.one]), escape(names[u.other]), escape("; ".join(names[d] for d in u.data))) for u in open_pairs
    ]
    body += "<h3>Never compared</h3>"
    if open_pairs:
        count = number(many(len(open_pairs), "pair"), "never-compared")
        was = "was" if len(open_pairs) == 1 else "were"
        body += f"<p>{count} of methods {was} evaluated on the same data by different papers, and no sentence "
        body += "compares the two.</p>"
    none = "No two methods were evaluated on the same data by different papers without a sentence that compares them."
    body += table(("method", "method", "on"), pairs[:SHOWN], none)
    said = [dispute(source, d) for d in disagreements(graph)[:SHOWN]]
    body += "<h3>Where papers disagree</h3>" + (listing(said) if said else p("Nowhere, as far as could be read."))
    return Part(
        key="gaps",
        title="Gaps and disagreements",
        lead="What none of these papers seems to have tried yet, and where they say different things.",
        body=body,
    )


def dispute(source: Source, found: Disagreement) -> str:
    """One disagreement."""
    names = source.names
    values = listing(f"{number(v, 'disagreements')}: {escape(names[paper])}" for paper, v in found.values)
    about = ", ".join(names[x] for x in found.about)
    lead = "Which is better: " if found.kind == "order" else ""
    return escape(lead + about) + values


def guesses(source: Source) -> Part:
    """What will be tried next, and how good such guesses were."""
    lead = "Pairs of things that no paper names together yet, those first that the next papers likeliest do."
    found = prediction(source.graph)
    if found is None:
        return Part(key="next", title="What may come next", lead=lead, body=p("Too few papers are dated to tell."))
    names = source.names
    rows = [(escape(names[a]), escape(names[b]), number(f"{chance:.2f}", "prediction")) for a, b, chance in found.next]
    body = table(("one", "other", "score"), rows, "No pair is left open.")
    body += p("The score puts pairs in order and is no probability: of such guesses few come true, as the test shows.")
    body += "<h3>How good such guesses were</h3>" + p(
        f"Tested on the past: from papers up to {found.year}, which of {found.pairs:,} open pairs came together later? "
        f"{found.hits:,} did. An area of 0.5 is guessing blindly, 1 is perfect. Each simple sign is scored as well."
    )
    scores = [
        (
            escape(s.name),
            number(f"{s.auc:.3f}", "prediction"),
            number(f"{s.precision:.4f}", "prediction"),
            number(s.first_hundred, "prediction"),
        )
        for s in sorted(found.scores, key=lambda s: -s.auc)
    ]
    head = ("way of guessing", "area under the curve", "average precision", "right in the first 100")
    body += table(head, scores, "No way was tried.")
    return Part(key="next", title="What may come next", lead=lead, body=body)
