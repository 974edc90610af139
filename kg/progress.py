"""How far a build is: stage, rate, time left and memory; and how long each stage took."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.memory import peak_memory

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


def span(seconds: float) -> str:
    """A duration for people.

    >>> span(7.2), span(75), span(4000)
    ('7 s', '1 min 15 s', '1 h 6 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


@dataclass(slots=True)
class Progress:
    """Tells `say` how far a build is."""

    say: Say = silent
    every: float = 0.5  # seconds between two lines of a stage, at least
    stages: bool = True  # whether to tell of each new stage, too
    times: dict[str, float] = field(default_factory=dict)  # stage -> seconds
    _stage: str = ""
    _began: float = 0.0
    _first: tuple[int, float] | None = None
    _told: float = 0.0

    def stage(self, name: str = "", note: str = "") -> None:
        """End the running stage and begin the stage `name`; without a name the build is done."""
        now = time.monotonic()
        if self._stage:
            self.times[self._stage] = self.times.get(self._stage, 0.0) + now - self._began
        self._stage, self._began, self._first, self._told = name, now, None, now
        if name and self.stages:
            self.say(f"{name} {note}".rstrip())

    def step(self, done: int, total: int) -> None:
        """Tell that `done` of `total` papers are done; the rate counts from the first call on."""
        now = time.monotonic()
        if self._first is None:
            self._first = (done, now)
        elif now - self._told >= self.every:
            self._told = now
            rate = (done - self._first[0]) / max(now - self._first[1], 1e-9)
            left = f", {span((total - done) / rate)} left" if rate else ""
            self.say(f"{self._stage} {done} of {total}, {rate:.1f} a second{left}, {peak_memory()} MB")

    def summary(self) -> str:
        """The time of each stage, and the peak of memory."""
        parts = [f"{name} {seconds:.1f} s" for name, seconds in self.times.items()]
        return f"{', '.join(parts)}; {sum(self.times.values()):.1f} s in all, {peak_memory()} MB at most"
