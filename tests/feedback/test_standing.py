"""How far a student is: every task with its points, and the total, in lines of 80 columns."""

from __future__ import annotations

from support.results import check, everything, result, task

from grader.feedback import columns
from grader.feedback.styles import use_style
from grader.feedback.terminal import standing_lines
from grader.model import Outcome, TaskStatus


def _marked(text: str, name: str) -> str:
    return f"<{name}>{text}"


def test_tasks_are_coloured_by_where_they_are() -> None:
    judged = result(
        task("a", check()),
        task("b", check("b::one", Outcome.FAILED)),
        task("c", check("c::one", Outcome.GRADER_FAULT), status=TaskStatus.HELD),
        task("d", check("d::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED),
    )
    with use_style(_marked):
        line = standing_lines(judged)
    for part in ("<good>a 2/2", "<bad>b 0/2", "<held>c held", "<faint>d 0/2", "<strong>total"):
        assert part in line


def test_a_task_without_checks_is_not_shown() -> None:
    assert "essay" not in standing_lines(everything())


def test_lines_end_before_the_terminal_does_in_wide_letters_too() -> None:
    judged = result(*(task(f"第{at}个任务", check(f"{at}::one")) for at in range(30)))
    lines = standing_lines(judged).splitlines()
    assert len(lines) > 3
    assert max(map(columns.width, lines)) <= 80
    assert sum(line.count("2/2") for line in lines) == 30
