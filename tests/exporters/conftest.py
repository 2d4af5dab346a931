"""The roster of the class that the LMS's tables are of."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.downloads import ROSTER

from grader.exporters.contract import People
from grader.intake.rosters.roster import read_roster
from grader.runs.people.lms_files import people


@pytest.fixture
def roster(tmp_path: Path) -> People:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return people(read_roster(tmp_path / "roster.csv"))
