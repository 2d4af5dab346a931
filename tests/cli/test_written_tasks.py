"""Which written task a command on marks is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import TINY, tiny
from support.memory_gradebook import MemoryGradebook

from grader.cli.desk import Desk
from grader.cli.written_tasks import find_written_task
from grader.errors import CalledWrongly
from grader.model import Assignment
from grader.nouns import replace


def desk(assignment: Assignment | None = None) -> Desk:
    return Desk(
        course=TINY,
        assignment=assignment or tiny(),
        gradebook=MemoryGradebook(),
        gradebook_place="",
    )


def two_written() -> Assignment:
    """The tiny homework with a second written task."""
    essay = replace(tiny().task("reflection"), id="essay")
    return replace(tiny(), tasks=(*tiny().tasks, essay))


def test_the_only_written_task_is_meant_and_comes_with_its_rubric() -> None:
    task, rubric = find_written_task(desk(), None)
    assert (task.id, rubric.task) == ("reflection", "reflection")
    assert [each.id for each in rubric.criteria] == ["why", "example"]


def test_of_several_the_one_that_is_named_or_that_the_file_is_called_after_is_meant() -> None:
    several = desk(two_written())
    assert find_written_task(several, "reflection")[0].id == "reflection"
    assert find_written_task(several, None, Path("out/reflection.csv"))[0].id == "reflection"
    for file in (None, Path("marks.csv")):
        with pytest.raises(CalledWrongly, match="There is reflection, essay; name it with --task"):
            find_written_task(several, None, file)


@pytest.mark.parametrize(
    ("task", "sentence"), [("reflexion", "did you mean reflection"), ("rescale", "which written")]
)
def test_a_name_that_is_none_or_of_a_coding_task_is_told(task: str, sentence: str) -> None:
    with pytest.raises(CalledWrongly, match=sentence):
        find_written_task(desk(), task)


def test_where_nothing_is_marked_by_hand_it_says_so() -> None:
    coding = desk(replace(tiny(), tasks=tiny().coding_tasks))
    with pytest.raises(CalledWrongly, match="There is none"):
        find_written_task(coding, None)
