"""What an extraction depends on, as a hash: the text, and everything of the pipeline that reads it."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from kg.nlp import pipeline_folder
from kg.records import Paper, digest

_CODE = ("nlp", "sentences.py", "vocab.py")
_LIBRARIES = ("numpy", "onnxruntime", "spacy")


def pipeline_digest(name: str) -> str:
    """A hash over the pipeline's files, the code that runs them, and the libraries that do the arithmetic.

    Raises:
        PipelineError: there is no such pipeline.
    """
    home = Path(__file__).parent.parent
    total = hashlib.sha256(" ".join(version(x) for x in _LIBRARIES).encode())
    for root, pattern in ((pipeline_folder(name), "*"), *((home / part, "*.py") for part in _CODE)):
        for file in sorted(root.rglob(pattern)) if root.is_dir() else [root]:
            if file.is_file() and file.suffix != ".pyc":
                total.update(file.name.encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def key(paper: Paper, pipeline: str) -> str:
    """What the extraction of `paper` by the pipeline of that digest is kept under, whatever the paper's id."""
    return digest(pipeline, paper.title, paper.abstract, paper.language, length=32)
