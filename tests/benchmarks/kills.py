"""Builds that are killed at random moments and run again: does each give the bytes of one that was left alone?

    python -m tests.benchmarks.kills PAPERS... [--times 20] [--seed 0]

Each time: a build from nothing is ended by SIGKILL at a moment drawn evenly from the time that a whole build
takes, the out folder is looked at (none, or whole), and the same command is run to its end. Prints a line a time;
the exit code is 1 where any bytes differ.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def killed(command: list[str], out: Path, after: float, whole: dict[str, bytes]) -> tuple[str, bool]:
    """What a build that is ended after `after` seconds leaves, and whether the next one gives `whole`."""
    running = subprocess.Popen([*command, str(out)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        running.wait(after)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
    left = "nothing" if not out.exists() else "all" if contents(out) == whole else "part"
    subprocess.run([*command, str(out)], check=True, capture_output=True)
    return left, left != "part" and contents(out) == whole


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    moments = random.Random(args.seed)
    command = [sys.executable, "-m", "kg", "build", *map(str, args.papers), "-o"]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        subprocess.run([*command, f"{name}/whole"], check=True, capture_output=True)
        took = time.monotonic() - began
        whole = contents(Path(name) / "whole")
        for n in range(args.times):
            after = moments.uniform(0, took)
            left, same = killed(command, Path(name) / "out", after, whole)
            wrong += not same
            then = "the same bytes" if same else "OTHER BYTES"
            print(f"{n + 1:2d}: killed after {after:4.1f} of {took:.1f} s, left {left}, then {then}", flush=True)
            shutil.rmtree(Path(name) / "out")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
