"""What decides a check without running it: a broken rule, a need, a task without code.

No student process is asked here.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.courses import tiny
from support.processes import submission
from support.results import check as result_of

from grader.judging.judge import Judge
from grader.judging.machine import Machine
from grader.judging.running import Runner
from grader.judging.suite import Collected, Suite
from grader.model import Blame, Check, CheckResult, Form, Hints, Outcome, Place, Task, TaskStatus
from grader.sandbox.failures import StudentStopped
from grader.sandbox.survey import RuleUse, TaskSurvey

TASK = tiny().coding_tasks[0]
NOBODY: Any = None  # no check is run, so nobody is asked
USE = RuleUse(say="Write the loop yourself.", used="np.sum", place=Place(file="a.py", line=7))


def collected(name: str, *needs: str) -> Collected:
    check = Check(
        id=f"{TASK.id}::{name}",
        task=TASK.id,
        title=name.title(),
        points=Decimal(0 if name == "shape" else 2),
        hidden=False,
        needs=tuple(f"{TASK.id}::{need}" for need in needs),
        hints=Hints(),
    )
    return Collected(check, NOBODY, Path(f"test_{TASK.id}.py"))


SHAPE, VALUE = collected("shape"), collected("value", "shape")


def survey(form: Form = Form.FILE, **more: Any) -> TaskSurvey:
    plain: dict[str, Any] = {"places": {}, "uses": (), "notes": (), "text": ""}
    return TaskSurvey(task=TASK.id, form=form, name="a.py", **(plain | more))


@pytest.fixture
def suite() -> Suite:
    suite = Suite(tiny())
    suite.checks = [SHAPE, VALUE]
    return suite


@pytest.fixture
def runner(suite: Suite) -> Runner:
    processes: Any = Surveys(survey())
    return Runner(suite, {}, processes, Machine(None), None)


def test_a_broken_rule_fails_the_first_check_and_blocks_the_others(suite: Suite) -> None:
    processes: Any = Surveys(survey(uses=(USE,)))
    runner = Runner(suite, {}, processes, Machine(None), None)
    first = runner.judge_check(SHAPE, [])
    second = runner.judge_check(VALUE, [first])
    assert (first.outcome, first.place) == (Outcome.FAILED, USE.place)
    assert first.message == "a.py:7 uses np.sum. Write the loop yourself."
    assert (second.outcome, second.blame) == (Outcome.BLOCKED, Blame.STUDENT)
    assert second.earned == 0 and "Shape" in second.message
    assert list(runner.evidence) == [SHAPE.check.id]


@pytest.mark.parametrize(
    ("before", "blame"),
    [
        ([result_of(SHAPE.check.id, Outcome.FAILED, blame=Blame.STUDENT)], Blame.STUDENT),
        ([result_of(SHAPE.check.id, Outcome.GRADER_FAULT, blame=Blame.COURSE)], Blame.COURSE),
        ([], Blame.STUDENT),
    ],
    ids=["the student's slip", "the course's", "a check that did not run"],
)
def test_a_check_whose_need_did_not_pass_is_blocked_by_whoever_is_to_blame(
    runner: Runner, before: list[CheckResult], blame: Blame
) -> None:
    told = runner.judge_check(VALUE, before)
    assert (told.outcome, told.blame, told.earned) == (Outcome.BLOCKED, blame, 0)
    assert SHAPE.check.id in told.message and not runner.evidence


class Surveys:
    """Student processes that say what the sources are, and are asked nothing else."""

    level = "process"

    def __init__(self, said: TaskSurvey | StudentStopped) -> None:
        self._translate = said
        self.closed = False

    def prepare(self, tasks: list[Task]) -> None:
        pass

    def survey(self, task: Task) -> TaskSurvey:
        if isinstance(self._translate, StudentStopped):
            raise self._translate
        return self._translate

    def notes(self, task: Task) -> tuple[str, ...]:
        return ("loaded with a note",)

    def close(self) -> None:
        self.closed = True


def judged(suite: Suite, said: TaskSurvey | StudentStopped) -> Any:
    processes: Any = Surveys(said)
    judge = Judge(suite, {}, NOBODY)
    result = judge.judge(submission(), (TASK.id,), processes=processes)
    assert processes.closed
    return result.tasks[0]


def test_a_task_that_is_not_there_has_no_points_and_no_check_is_run(suite: Suite) -> None:
    task = judged(suite, survey(Form.NONE))
    assert task.status is TaskStatus.NOT_SUBMITTED and task.earned is None
    assert {each.outcome for each in task.checks} == {Outcome.NOT_SUBMITTED}


def test_sources_that_cannot_be_read_end_every_check_alike(suite: Suite) -> None:
    task = judged(suite, StudentStopped(Outcome.OUT_OF_MEMORY, "the sources need too much"))
    assert [each.outcome for each in task.checks] == [Outcome.OUT_OF_MEMORY] * 2
    assert task.status is TaskStatus.GRADED and task.earned == 0


def test_a_task_that_may_be_lost_is_held_and_its_notes_are_kept(suite: Suite) -> None:
    lost = survey(Form.NONE, lost="broken.ipynb cannot be read", notes=("found nothing",))
    task = judged(suite, lost)
    assert task.status is TaskStatus.HELD and task.checks == ()
    assert task.notes == ("found nothing", "loaded with a note")
