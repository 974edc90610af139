"""The exported RDF as an Oxigraph store: kept on disk in an out folder and used again, else in memory."""

from __future__ import annotations

import contextlib
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, Store

from kg.errors import QueryError
from kg.export.terms import term
from kg.places import MANIFEST, STORE, empty_store
from kg.records import file_digest


def open_store(rdf: Path) -> Store:
    """The store of the file `rdf`.

    Raises:
        QueryError: the file is missing, of a kind that is not known, or broken.
    """
    if rdf.is_dir():
        raise QueryError(f"{rdf}: is a folder; name the RDF file in it, as in {rdf / 'kg.ttl'}")
    if not rdf.is_file():
        raise QueryError(f"{rdf}: no such file; run `kg build INPUT...` first, or name the RDF with --rdf")
    if rdf.name == "kg.ttl" and (rdf.parent / MANIFEST).is_file():  # an out folder; nowhere else do we write
        return _kept(rdf, rdf.parent / STORE / file_digest(rdf)[:16])
    return _loaded(Store(), rdf)


def base_iri(store: Store) -> str:
    """What the IRIs of the data begin with, as the data says of itself; "" where it says nothing, or several things."""
    quads = store.quads_for_pattern(None, term("void:uriSpace"), None)
    found = {q.object.value for q in quads if isinstance(q.object, Literal)}
    return found.pop() if len(found) == 1 else ""


def _kept(rdf: Path, folder: Path) -> Store:
    """The store on disk; it is made where there is none for this content of `rdf`."""
    with contextlib.suppress(OSError, RuntimeError):  # there is none, or it is damaged
        return Store.read_only(str(folder))
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        empty_store(rdf.parent)  # stores of earlier builds
        fresh.mkdir(parents=True)
        store = _loaded(Store(str(fresh)), rdf, lenient=True)
        store.flush()
        del store  # releases the lock
        fresh.rename(folder)
        return Store.read_only(str(folder))
    except (OSError, RuntimeError):  # the folder is read-only, or another process makes the same store
        return _loaded(Store(), rdf)


def _loaded(store: Store, rdf: Path, *, lenient: bool = False) -> Store:
    """`store` with the file loaded; `lenient` checks no IRI, which is a fifth faster and safe for our own files."""
    known = RdfFormat.from_extension(rdf.suffix.lstrip(".").lower())
    if known is None:
        raise QueryError(
            f"{rdf}: {rdf.suffix or 'a file without a suffix'} is no RDF that is known; use .ttl, .nt, .trig or .jsonld"
        )
    try:
        store.bulk_load(path=str(rdf), format=known, lenient=lenient)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{rdf}: is no RDF of the kind that its suffix says ({error})") from None
    return store
