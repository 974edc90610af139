"""What can be done with a finished out folder: open its page, write it in another format."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from kg.errors import ExportError, GraphError
from kg.folder import MANIFEST, manifest
from kg.places import whole


def page_of(out: str | Path) -> Path:
    """The graph page of an out folder.

    Raises:
        GraphError: there is none.
    """
    manifest(Path(out))
    page = (Path(out) / "kg.html").absolute()
    if not page.is_file():
        raise GraphError(f"{page}: is missing; run `kg build` again")
    return page


def tables_of(out: str | Path) -> Path:
    """The folder of an out folder's tables.

    Raises:
        GraphError: the folder holds no build.
    """
    manifest(Path(out))
    return Path(out) / "tables"


def open(out: str | Path = "out") -> Path:  # the command's name
    """Open the graph page in the browser; returns its path.

    Raises:
        GraphError: there is none.
    """
    page = page_of(out)
    webbrowser.open(page.as_uri())
    return page


def export(
    to: str,
    out: str | Path = "out",
    path: str | Path | None = None,
    *,
    base_iri: str = "",
    abstracts: bool | None = None,
    licence: str = "",
) -> bytes:
    """The graph of an out folder in the format `to`, or b"" if it is written to `path`.

    `base_iri` and `abstracts` are as in the build unless they are given. RDF states the IRI `licence` if one is given.

    Raises:
        KgError: no build there, an unknown format, or a path that cannot be written.
    """
    from kg.export import write  # polars and the format's own libraries
    from kg.export.provenance import provenance_of
    from kg.graph import Graph

    _check_export(to, path, licence)
    built = manifest(Path(out))
    graph = Graph.load(tables_of(out))
    try:
        base = base_iri or str(built["options"]["base_iri"])
        with_abstracts = bool(built["options"].get("abstracts", True)) if abstracts is None else abstracts
        made = provenance_of(built, licence)
    except (KeyError, TypeError, AttributeError):
        raise GraphError(f"{Path(out) / MANIFEST}: does not tell how it was built; run `kg build` again") from None
    write_to = partial(write, graph, format=to, base_iri=base, abstracts=with_abstracts, provenance=made)
    if path is not None:
        write_to(Path(path))
        return b""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / ("export.zip" if to == "csv" else "export")
        write_to(target)
        return target.read_bytes()


def _check_export(to: str, path: str | Path | None, licence: str) -> None:
    from kg.export import FORMATS, RDF
    from kg.export.terms import absolute

    if to not in FORMATS:
        raise ExportError(f"unknown format {to!r}; known are {', '.join(FORMATS)}", misuse=True)
    if licence:
        absolute(licence, "licence", "https://creativecommons.org/licenses/by/4.0/")
        if to not in RDF:
            raise ExportError(f"a licence is stated in RDF alone ({', '.join(RDF)}), not in {to}", misuse=True)
    if path is not None and (Path(path) / MANIFEST).exists():
        raise ExportError(f"{path}: is an out folder, which --from names; -o names the file to write")


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write lines to `path`, as a whole or not at all; its folder is made if needed.

    Raises:
        ExportError: the path cannot be written.
    """
    try:
        with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from None
