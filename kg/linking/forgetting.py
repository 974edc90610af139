"""What linking remembers of names while it runs, and letting go of it."""

from __future__ import annotations

from kg import names
from kg.linking import abbreviations, acquaintances, clues, numbers, spelling


def forget() -> None:
    """Empty what linking remembers of each name it has taken apart: hundreds of MB after a large corpus."""
    for module in (abbreviations, acquaintances, clues, names, numbers, spelling):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
