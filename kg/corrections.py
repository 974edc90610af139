"""A user's corrections of what the build found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a corrections file asks for."""
