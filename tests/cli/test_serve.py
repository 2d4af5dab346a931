"""What `grade serve` cannot be started with is one sentence."""

from pathlib import Path

import pytest
from support.classes import NOON, handed_in, tiny_course
from support.commands import grade_here

from grader.gradebook.sqlite import SqliteGradebook


@pytest.mark.parametrize(
    "behind",
    ["nonsense", "https://[", "http://a.example", "https://a.example/grade", "https://a.example:x"],
)
def test_an_address_that_no_browser_can_see_is_told(tmp_path: Path, behind: str) -> None:
    course = tiny_course(tmp_path / "course")
    book = SqliteGradebook(course / "gradebook.sqlite")
    book.add(handed_in("ada"), key="k", recorded=NOON)
    book.close()
    done = grade_here("serve", "--behind", behind, at=course)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith(f"grade: --behind {behind} is no address")
    assert done.stderr.count("\n") == 1
