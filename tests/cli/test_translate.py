"""`grade translate`: what has to be translated, and what is still missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return numpy_course(tmp_path / "course")


def test_the_catalogue_is_written_and_what_is_missing_ends_with_1(course: Path) -> None:
    done = grade_here("translate", "tiny", "--lang", "zh", at=course)
    assert done.returncode == 1 and "not translated" in done.stdout
    (catalogue,) = (course / "solutions" / "tiny").rglob("*.po")
    assert str(catalogue.relative_to(course)) in done.stdout
    assert "next: fill in the catalogue" in done.stdout
    mine = catalogue.read_text(encoding="utf-8").replace('msgstr ""', 'msgstr "x"', 2)
    catalogue.write_text(mine, encoding="utf-8")
    grade_here("translate", "tiny", "--lang", "zh", at=course)
    assert 'msgstr "x"' in catalogue.read_text(encoding="utf-8"), "what was translated stays"


def test_a_language_that_nobody_speaks_is_refused(course: Path) -> None:
    done = grade_here("translate", "tiny", "--lang", "xx", at=course)
    assert done.returncode == 2 and "zh" in done.stderr
    assert not list((course / "solutions" / "tiny").rglob("*.po"))
