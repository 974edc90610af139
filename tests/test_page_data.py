"""The page without a browser: its layout, its blocks, what may run in it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

from kg.export.html import page
from kg.export.layout import layout
from kg.export.page_data import page_data
from kg.export.page_nodes import AUTHOR
from tests.page_graphs import EVIL, graph, small, synthetic

BASE = "https://w3id.org/scikg/id/"


def structure(html: str) -> dict:
    block = re.search(r'id="structure">([^<]*)<', html)
    assert block
    return json.loads(zlib.decompress(base64.b64decode(block[1])))


@pytest.fixture(scope="module")
def html() -> str:
    return page(small(), base_iri=BASE, title=f"Ours {EVIL}")


def test_nothing_from_the_input_is_markup(html: str):
    assert EVIL not in html
    assert "<img" not in html
    assert "<svg" not in re.sub(r"<script>.*?</script>", "", html, flags=re.S)


def test_nothing_is_loaded(html: str):
    outside = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", outside)
    assert "default-src 'none'" in html


def test_policy_knows_every_script_and_no_other(html: str):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.S)
    allowed = set(re.findall(r"'sha256-([^']+)'", policy[1].split(";")[1]))
    assert allowed == {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
    assert "unsafe" not in policy[1]
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", re.sub(r"<script>.*?</script>", "", html, flags=re.S))


def test_all_rows_are_in_the_page(html: str):
    found = structure(html)
    assert sorted(found["nodes"]["id"]) == sorted(
        [f"paper/p{n}" for n in (1, 2, 3, 4)]
        + [f"entity/{e}" for e in ("rmt", "imagenet", "classification", "accuracy", "seer", "evil")]
        + [f"author/{a}" for a in ("ash", "birch", "evil")]
    )
    assert found["edges"]["id"].split("\n")[:9] == [f"s{n}" for n in range(1, 10)]
    assert EVIL in found["nodes"]["name"]


def test_edges_to_what_is_no_node_are_left_out():
    lost = ("statement/x", "paper/p", "uses", "entity/none", "", 0.5, 1, True)
    found = structure(page(graph(statements=[lost]), base_iri=BASE))
    assert found["edges"]["s"] == []


def test_an_empty_graph_has_a_page():
    assert structure(page(graph(), base_iri=BASE))["nodes"]["id"] == []


def test_same_graph_same_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib; from kg.export.html import page; from tests.page_graphs import synthetic\n"
        f"print(hashlib.sha256(page(synthetic(300, 900), base_iri={BASE!r}).encode()).hexdigest())"
    )
    root = Path(__file__).parent.parent
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_large_nodes_do_not_overlap_and_topics_lie_apart():
    data = page_data(synthetic(1000, 3000, topics=8), base_iri=BASE)
    leading = np.argsort(-data.radius * (data.kind != AUTHOR), kind="stable")[:100]
    places, radius = data.places[leading].astype(float), data.radius[leading]
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    room = radius[:, None] + radius[None]
    np.fill_diagonal(far, np.inf)
    assert (far > room * 0.95).all()


def test_regions_of_topics_do_not_cover_one_another():
    group = np.repeat(np.arange(6), 80)
    ends = np.array([(a, (a * 7 + 3) % 480) for a in range(480)])
    found = layout(group, np.full(480, 5.0), ends, np.ones(480))
    for n, region in enumerate(found.regions):
        inside = [
            np.hypot(*(found.places[m] - [region.x, region.y])) < min(region.outline)
            for m in np.flatnonzero(group != n)
        ]
        assert not any(inside)


def test_leading_nodes_are_spread_over_their_topic():
    """What is drawn first must not be one heap: a quarter of the nodes reaches nearly as far as all."""
    group = np.zeros(1000, dtype=np.int64)
    ends = np.array([(0, n) for n in range(1, 1000)])
    places = layout(group, np.full(1000, 4.0), ends, np.ones(999)).places
    assert places[:60].std() > 0.6 * places.std()


def test_bytes_a_node_stay_small():
    """50,000 nodes and 200,000 edges have to stay under 40 MB: here a hundredth of both, without the scripts."""
    html = page(synthetic(500, 2000), base_iri=BASE)
    data = sum(len(block) for block in re.findall(r'<script type="[a-z/]+" id="[^"]*">([^<]*)<', html))
    assert data < 400_000


def test_authors_stand_around_their_papers_and_on_none(html: str):
    nodes = structure(html)["nodes"]
    spots = list(zip(nodes["x"], nodes["y"], strict=True))
    assert len(set(spots)) == len(spots)
