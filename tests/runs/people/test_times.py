"""Times of receipt are found under the name that a spreadsheet was made to keep."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.runs.people.times import read_given_times


@pytest.mark.parametrize("cell", ["00123_a", '="00123_a"', '"=""00123_a"""', ' "=""00123_a""" '])
def test_a_name_with_kept_zeros_has_its_time(tmp_path: Path, cell: str) -> None:
    table = tmp_path / "received.csv"
    table.write_text(f"student,received\n{cell},2026-11-24T10:00:00+08:00\n")
    assert read_given_times(table) == {"00123_a": datetime(2026, 11, 24, 2, tzinfo=UTC)}
