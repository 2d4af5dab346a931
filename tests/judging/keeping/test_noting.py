"""Student processes whose answers are kept: what is kept, and what is let go of."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from support.judged import F, G
from support.processes import submission

from grader.checking.handles.proxies import Side
from grader.evidence.kept_runs import KeptRun, Kind
from grader.judging.keeping.noting import NotingProcesses
from grader.model import Assignment, Outcome, ServerKind
from grader.sandbox.failures import StudentStopped
from grader.sandbox.starting.launchers import Launcher, make_launcher

PRINTS = "def f(x):\n    print('so far')\n    return 2 * x\n"
LARGE = "import numpy as np\ndef f(x):\n    return np.zeros(200_000)\n"
DIES = "import os\ndef f(x):\n    os._exit(3)\n"


@pytest.fixture(scope="module")
def launcher(assignment: Assignment) -> Iterator[Launcher]:
    one = make_launcher(ServerKind.NUMPY, assignment.limits, train=False)
    yield one
    one.close()


def noting(assignment: Assignment, launcher: Launcher, f: str, mib: int = 1) -> NotingProcesses:
    return NotingProcesses(assignment, submission(a_py=f, b_py=G), lambda kind: launcher, mib)


def asked(processes: NotingProcesses, assignment: Assignment, run: str = "a::f") -> KeptRun:
    """Return what is kept of one call of `f`."""
    task = assignment.task("a")
    processes.survey(task)
    began = time.monotonic()
    with suppress(StudentStopped):
        Side(processes.begin(task, 7, run=run)).f(1.0)
    processes.finish(task, began)
    return processes.kept.runs[-1]


def test_a_question_its_answer_and_what_was_printed_are_kept(
    assignment: Assignment, launcher: Launcher
) -> None:
    processes = noting(assignment, launcher, PRINTS)
    run = asked(processes, assignment)
    processes.close()
    assert (run.name, run.seed, run.alone, run.whole) == ("a::f", 7, False, True)
    assert [kind for kind, _ in run.events] == [Kind.SAID, Kind.HEARD]
    assert run.printed == "so far\n" and run.seconds > 0
    assert processes.kept.level == processes.level
    assert processes.kept.assignment == assignment.id


def test_a_survey_that_was_kept_is_not_kept_again(
    assignment: Assignment, launcher: Launcher
) -> None:
    """Each run ends its process, and the next one says again that nothing is left to survey."""
    processes = noting(assignment, launcher, DIES)
    for name in ("a::f", "a::twice", "a::secret"):
        asked(processes, assignment, name)
    processes.close()
    assert len(processes.kept.surveys) == 2
    assert [run.name for run in processes.kept.runs] == ["a::f", "a::twice", "a::secret"]


def test_a_stop_is_the_last_that_is_kept_of_a_run(
    assignment: Assignment, launcher: Launcher
) -> None:
    processes = noting(assignment, launcher, DIES)
    run = asked(processes, assignment)
    processes.close()
    assert [kind for kind, _ in run.events] == [Kind.SAID, Kind.STOPPED]
    assert run.whole


@pytest.mark.parametrize(
    ("f", "mib", "whole"), [(LARGE, 1, False), (LARGE, 4, True), (F, 0, False)]
)
def test_a_run_for_which_there_is_no_room_is_let_go_of_as_a_whole(
    assignment: Assignment, launcher: Launcher, f: str, mib: int, whole: bool
) -> None:
    processes = noting(assignment, launcher, f, mib)
    run = asked(processes, assignment)
    processes.close()
    assert run.whole is whole
    assert bool(run.events) is whole
    assert processes.kept.checks_cut == (() if whole else ("a::f",))


def test_sources_that_cannot_be_read_are_kept_as_a_stop(assignment: Assignment) -> None:
    class Nobody:
        def start(self) -> None:
            raise StudentStopped(Outcome.CRASHED, "it was killed while reading the submission")

    processes = noting(assignment, Nobody(), F)  # type: ignore[arg-type]
    with pytest.raises(StudentStopped):
        processes.survey(assignment.task("a"))
    assert processes.kept.unread is not None
    assert processes.kept.unread.sentence == "it was killed while reading the submission"
    assert processes.kept.runs == []
