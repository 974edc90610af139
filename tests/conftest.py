"""What several tests need: the shared folder, a small corpus of ours, one build of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from spacy.language import Language

ROOT = Path(__file__).parent.parent

PAPERS = [
    {
        "id": "a1",
        "title": "RetNet: Retentive Networks for Language Modeling",
        "abstract": "We propose Retentive Network (RetNet), a sequence model for language modeling. "
        "RetNet is based on linear attention. Unlike the Transformer, it has a recurrent form. "
        "RetNet reaches a perplexity of 17.2 on WikiText-103 and outperforms the Transformer. "
        "Code is at https://github.com/example/retnet.",
        "authors": ["Ada Ash", {"name": "Bo Birch", "orcid": "0000-0002-1825-0097"}],
        "year": 2023,
        "venue": "Journal of Sequences",
        "doi": "10.5555/a1",
    },
    {
        "id": "a2",
        "title": "Retentive Networks Meet Vision: RMT",
        "abstract": "We introduce RMT, a vision backbone that combines RetNet with "
        "convolutional neural networks (CNNs). "
        "RMT achieves 84.1% Top1-acc on ImageNet-1k for image classification. "
        "In future work we plan to apply RMT to video object segmentation.",
        "authors": ["Cy Cedar", "A. Ash"],
        "year": 2024,
        "references": ["10.5555/a1"],
        "subjects": ["CV"],
    },
    {
        "id": "a3",
        "title": "A Study of </script><img src=x onerror=alert(1)> Convolutional Networks",
        "abstract": "We evaluate convolutional neural networks on ImageNet-1k for image classification. "
        "The CNN reaches 76.5% Top1-acc on ImageNet-1k.",
        "authors": ["Dee Dogwood"],
        "date": "2022-05-03",
        "subjects": ["CV", "LG"],
    },
]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real files; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("SCIKG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("needs the folder of real files: set SCIKG_SHARED")
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three papers of ours as JSON Lines."""
    path = tmp_path_factory.mktemp("corpus") / "papers.jsonl"
    path.write_text("".join(json.dumps(p) + "\n" for p in PAPERS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The out folder of a build of `corpus`."""
    from kg.build import build

    out = tmp_path_factory.mktemp("built") / "out"
    build([corpus], out)
    return out


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser for the tests of one module."""
    from tests.page_browser import browser

    with browser(tmp_path_factory.mktemp("profile"), width=1280, height=860) as driver:
        yield driver


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small graph."""
    from kg.export.html import write_html
    from kg.options import BASE_IRI
    from tests.page_graphs import small

    path = tmp_path_factory.mktemp("page") / "kg.html"
    write_html(small(), path, base_iri=BASE_IRI)
    return path


@pytest.fixture(scope="module")
def rdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`small()` with a task and with papers of two topics, in an out folder."""
    from tests.rdf_graph import out_folder, small, with_row, written

    graph = small().with_column("papers", "topic", {"paper/a%2F.": "topic/t2"})
    row = ("entity/vision", "vision", "Task", ["Task"], [], [], [], 1, None, "topic/t2", None, None)
    graph = with_row(graph, "entities", row)
    for number, (subject, predicate, target) in enumerate(
        [
            ("paper/p1", "addresses", "entity/vision"),
            ("paper/p1", "evaluatesOn", "entity/imagenet"),
            ("paper/a%2F.", "evaluatesOn", "entity/imagenet"),
            ("paper/p1", "mentions", "entity/rmt"),
            ("paper/p1", "mentions", "entity/vision"),
        ]
    ):
        graph = with_row(graph, "statements", (f"statement/x{number}", subject, predicate, target, "", 0.9, 1, True))
    folder = out_folder(tmp_path_factory.mktemp("query") / "out")
    return written(folder, graph)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline that is used by default."""
    from kg.nlp import load_pipeline

    return load_pipeline("default", threads=2)


@pytest.fixture(scope="session")
def small() -> Language:
    """The small pipeline."""
    from kg.nlp import load_pipeline

    return load_pipeline("small")
