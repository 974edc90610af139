"""The answers in README.md: run `python -m tests.readme` to write them anew over a build of `seeds/`."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ kg (?P<command>(?:[^\n]|\n(?=  ))*)\n(?P<answer>.*?)```", re.S)


def blocks(text: str) -> list[tuple[str, str]]:
    """The commands of a README with the answers that it shows."""
    return [(m["command"], m["answer"]) for m in _BLOCK.finditer(text)]


def answer(command: str, folder: Path) -> str:
    """What `kg COMMAND` prints where `out` is a build of the seeds; trailing blanks taken away."""
    words = shlex.split(command.replace("\n", " "))
    done = subprocess.run([sys.executable, "-m", "kg", *words], cwd=folder, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines()) + "\n"


def write() -> None:
    """Build the seeds and put the answers of today into README.md."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", str(ROOT / "seeds"), "-o", "out"], cwd=folder, check=True)
        text = README.read_text("utf-8")
        for command, old in blocks(text):
            text = text.replace(f"$ kg {command}\n{old}```", f"$ kg {command}\n{answer(command, Path(folder))}```")
        README.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
