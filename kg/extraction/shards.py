"""Extractions on disk: Parquet files with the columns `key` and `extraction` (JSON), both strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from kg.errors import GraphError
from kg.places import whole
from kg.records import Extraction

FOLDER: Final = "extracted"  # in an out folder
_A_SHARD: Final = 1024  # papers of a finished shard, about

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Extraction).decode


def write_shard(rows: Iterable[tuple[str, Extraction]], path: Path) -> None:
    """Write one shard whole or not at all, its rows in the order of their keys."""
    import polars as pl  # not needed to say what a shard is

    made = sorted((key, _encode(found).decode("utf-8")) for key, found in rows)
    frame = pl.DataFrame(made, schema={"key": pl.String, "extraction": pl.String}, orient="row")
    with whole(path) as part:
        frame.write_parquet(part, compression="zstd", statistics=False)


def kept(folder: Path, wanted: set[str]) -> Iterator[tuple[str, Extraction]]:
    """The extractions of the keys in `wanted`, from all shards of a folder; a damaged shard holds none."""
    import polars as pl

    for path in sorted(folder.glob("*.parquet")):
        try:
            rows = pl.read_parquet(path).filter(pl.col("key").is_in(list(wanted))).rows()
            yield from [(key, _decode(text)) for key, text in rows]
        except (OSError, pl.exceptions.PolarsError, msgspec.MsgspecError):
            continue  # the papers are read again


def finish(found: Mapping[str, Extraction], folder: Path) -> None:
    """Write `found` as shards of about a thousand, by the first bits of the key: content alone decides the bytes.

    Raises:
        GraphError: the disk says no.
    """
    bits = max(0, (len(found) // _A_SHARD).bit_length())
    shards: list[list[tuple[str, Extraction]]] = [[] for _ in range(1 << bits)]
    for key, extraction in found.items():
        shards[int(key[:8], 16) >> (32 - bits)].append((key, extraction))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, rows in enumerate(shards):
            write_shard(rows, folder / f"{number:04d}.parquet")
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({error.strerror or error}); is the disk full?") from None
