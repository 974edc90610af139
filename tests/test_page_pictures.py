"""The static pictures of the report."""

from __future__ import annotations

from xml.etree import ElementTree

from kg.export.pictures import methods_svg, topics_svg
from tests.page_graphs import EVIL, graph, row, small, synthetic

SVG = "{http://www.w3.org/2000/svg}"


def test_topics_are_discs_that_do_not_overlap():
    root = ElementTree.fromstring(topics_svg(synthetic(400, 1200, topics=7)))  # noqa: S314  # our own
    discs = [c for c in root.iter(f"{SVG}circle") if c.get("class") != "ground"]
    assert len(discs) == 7
    places = [(float(c.get("cx")), float(c.get("cy")), float(c.get("r"))) for c in discs]
    for n, (x, y, r) in enumerate(places):
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + s - 2) ** 2 for a, b, s in places[:n])


def test_names_of_topics_lie_inside_the_picture_and_not_on_one_another():
    """Small discs side by side with names that are wider than they are."""
    topics = [
        row(
            "topics", id=f"topic/{n}", name="W" * 24 + f"{n}, multivariate data visualization", kind="community", size=1
        )
        for n in range(30)
    ]
    papers = [row("papers", id=f"paper/{n}", title=f"T{n}", topic=f"topic/{n % 30}") for n in range(600)]
    root = ElementTree.fromstring(topics_svg(graph(topics=topics, papers=papers)))  # noqa: S314  # our own
    texts = [(t, float(t.get("font-size"))) for t in root.iter(f"{SVG}text")]
    boxes = [(float(t.get("x")), float(t.get("y")), len(t.text) * f * 0.28, f / 2) for t, f in texts]
    assert len(boxes) > 20
    for n, (x, y, w, h) in enumerate(boxes):
        assert w <= x <= float(root.get("width")) - w
        assert not any(abs(x - a) < w + v - 4 and abs(y - b) < h + u - 2 for a, b, v, u in boxes[:n])


def test_without_topics_there_is_no_picture():
    assert topics_svg(small()) == ""


def test_a_name_is_text():
    topic = row("topics", id="topic/e", name=EVIL, kind="community", size=2)
    svg = topics_svg(graph(topics=[topic]))
    assert "<img" not in svg
    assert ElementTree.fromstring(svg).find(f"{SVG}circle/{SVG}title").text.startswith("</script>")  # noqa: S314  # our own


def test_methods_have_a_dot_for_each_year_in_which_papers_name_them():
    svg = methods_svg(small())
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own
    titles = {t.text for t in root.iter(f"{SVG}title")}
    assert titles == {"1 in 2023", "1 in 2024", "1 in 2021"}
    assert "RMT" in svg


def test_one_year_is_no_development():
    assert methods_svg(graph()) == ""
