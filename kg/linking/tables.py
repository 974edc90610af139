"""A user's own table of names and IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTable:
    """IRIs by the normal form of a name."""

    iris: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
