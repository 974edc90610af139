"""No required dependency is under the GPL: reads the licences of everything that `pip install scikg` brings."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_STRICT = re.compile(r"(?<!L)(?<!Lesser )\b(?:A?GPL|GNU (?:Affero )?General Public)", re.I)


def required(name: str, seen: set[str]) -> set[str]:
    """`name` and all that it requires without extras."""
    key = name.lower().replace("_", "-")
    if key in seen:
        return seen
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return seen  # required on other platforms only
    seen.add(key)
    for requirement in found.requires or []:
        if "extra ==" not in requirement:
            match = _NAME.match(requirement)
            if match:
                required(match.group(), seen)
    return seen


def licence(name: str) -> str:
    """What a distribution says of its licence, in short."""
    meta = distribution(name).metadata
    told = [meta.get("License-Expression") or "", *(c for c in meta.get_all("Classifier") or [] if "License" in c)]
    return " ".join(t for t in told if t) or (meta.get("License") or "").strip().split("\n")[0]


def main() -> int:
    """Print the list; 1 where something is under the GPL."""
    bad = [(n, licence(n)) for n in sorted(required("scikg", set())) if _STRICT.search(licence(n))]
    for name, told in bad:
        sys.stdout.write(f"{name}: {told}\n")
    sys.stdout.write(f"{len(required('scikg', set()))} distributions, {len(bad)} under the GPL\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
