"""A whole build grows about as its input does: no stage may fall back to pairs of everything."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.growth import annotated, exponent, measure

SIZES = (400, 2400)
STEEPEST = 1.45  # with room for a busy machine; twice the work a doubling would be 1, all pairs 2


def test_no_stage_grows_much_faster_than_the_papers(tmp_path: Path) -> None:
    rows = []
    for size in SIZES:
        (tmp_path / str(size)).mkdir()
        rows.append(measure(annotated(size), tmp_path / str(size), jobs=1)[0])
    steep = {
        stage: (rows[0][stage], rows[1][stage])
        for stage in rows[0]
        if rows[1][stage] > 1 and exponent(rows[0][stage], rows[1][stage], SIZES) > STEEPEST
    }
    assert not steep
