"""scikg: knowledge graphs from scholarly abstracts, every triple with its sentence.

The commands of `kg` as functions: `kg.build(["papers.bib"], out="out")`, `kg.extract(...)`, `kg.query(...)`,
`kg.show(...)`, `kg.open(...)`, `kg.export(...)`, `kg.diff(...)`, `kg.evaluate(...)`. Each name is imported when it is
first used, so `import kg` is cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import BuildReport, build
    from kg.diff import Difference, diff
    from kg.errors import KgError
    from kg.evaluate import evaluate
    from kg.extraction import extract
    from kg.graph import Graph
    from kg.options import BuildOptions
    from kg.outputs import export, open
    from kg.query import query
    from kg.records import Entity, Extraction, Paper
    from kg.show import show

_HOMES = {
    "BuildOptions": "options",
    "BuildReport": "build",
    "Difference": "diff",
    "Entity": "records",
    "Extraction": "records",
    "Graph": "graph",
    "KgError": "errors",
    "Paper": "records",
    "build": "build",
    "diff": "diff",
    "evaluate": "evaluate",
    "export": "outputs",
    "extract": "extraction",
    "open": "outputs",
    "query": "query",
    "show": "show",
}
__all__ = [
    "BuildOptions",
    "BuildReport",
    "Difference",
    "Entity",
    "Extraction",
    "Graph",
    "KgError",
    "Paper",
    "build",
    "diff",
    "evaluate",
    "export",
    "extract",
    "open",
    "query",
    "show",
]


class _Package(ModuleType):
    """A package in which importing the submodule `kg.build` does not replace the function `kg.build`."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module's attributes are of any type
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(f"kg.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
