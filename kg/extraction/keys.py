"""What an extraction depends on, as a hash: the text, and everything of the pipeline that reads it."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from kg.records import Paper, digest
from kg.resources import pipeline_folder

# of kg, all that `kg.nlp` imports
_CODE = ("nlp", "errors.py", "names.py", "records.py", "resources.py", "saying.py", "sentences.py", "vocab.py")
_LIBRARIES = ("numpy", "onnxruntime", "spacy")


def pipeline_digest(name: str) -> str:
    """A hash over the pipeline's files, the code that runs them, and the libraries that do the arithmetic.

    Raises:
        PipelineError: there is no such pipeline.
    """
    total = hashlib.sha256(" ".join(version(x) for x in _LIBRARIES).encode())
    for file in (*sorted(pipeline_folder(name).rglob("*")), *code()):
        if file.is_file() and file.suffix != ".pyc":
            total.update(file.name.encode())
            total.update(file.read_bytes())
    return total.hexdigest()


def code() -> list[Path]:
    """The modules of kg that a text is read with."""
    roots = (Path(__file__).parent.parent / part for part in _CODE)
    return [file for root in roots for file in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]


def key(paper: Paper, pipeline: str) -> str:
    """What the extraction of `paper` by the pipeline of that digest is kept under, whatever the paper's id."""
    return digest(pipeline, paper.title, paper.abstract, paper.language, length=32)
