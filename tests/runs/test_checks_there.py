"""An assignment that has lost the checks that its points hang on is not judged."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from support.courses import TINY, tiny

from grader.errors import BadFile
from grader.model import Assignment
from grader.nouns import replace
from grader.runs.checks_there import need_checks


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """The tiny assignment as students have it, in a folder of its own."""
    shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny")
    return replace(tiny(), folder=tmp_path / "tiny", solutions=None)


def test_all_checks_are_there(assignment: Assignment) -> None:
    need_checks(assignment)
    need_checks(assignment, ["rescale"])


def test_a_check_file_that_is_lost_is_named_with_what_it_checks(assignment: Assignment) -> None:
    path = assignment.folder / "checks" / "test_rescale.py"
    path.unlink()
    with pytest.raises(BadFile) as caught:
        need_checks(assignment)
    assert str(caught.value) == (
        f"{path}: it is not there, and rescale is checked by it; take the folder checks/ from the"
        " release again, your own files can stay"
    )


def test_a_folder_that_is_lost_is_named_itself(assignment: Assignment) -> None:
    shutil.rmtree(assignment.folder / "checks")
    with pytest.raises(BadFile) as caught:
        need_checks(assignment)
    assert caught.value.path == assignment.folder / "checks"


def test_of_a_task_that_is_not_asked_for_nothing_is_needed(assignment: Assignment) -> None:
    (assignment.folder / "checks" / "test_rescale.py").unlink()
    need_checks(assignment, ["running_mean"])
    with pytest.raises(BadFile):
        need_checks(assignment, ["running_mean", "rescale"])


def test_a_task_without_visible_points_has_no_visible_checks(assignment: Assignment) -> None:
    (assignment.folder / "checks" / "test_rescale.py").unlink()
    hidden = tuple(
        replace(task, hidden_points=task.points) if task.id == "rescale" else task
        for task in assignment.tasks
    )
    need_checks(replace(assignment, tasks=hidden))
    assert hidden[1].visible_points == Decimal(0)


def test_a_teacher_is_told_another_way(assignment: Assignment) -> None:
    (assignment.folder / "checks" / "test_rescale.py").unlink()
    with pytest.raises(BadFile, match="or run `grade stubs tiny` where solutions/ has it"):
        need_checks(replace(assignment, solutions=TINY.solutions / "tiny"))
