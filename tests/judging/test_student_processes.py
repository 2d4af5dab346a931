"""A submission's student processes: one that is killed from outside is tried again.

What they use is added up.
"""

from __future__ import annotations

import os
import signal
import time
from textwrap import dedent
from typing import Any

import pytest
from support.cases import cases
from support.judged import F, G
from support.processes import submission

from grader.checking.handles.proxies import Side
from grader.judging.student_processes import StudentProcesses
from grader.judging.telling.findings import describe_stop
from grader.model import Assignment, Blame, Limits, Outcome, ServerKind, Submission
from grader.nouns import replace
from grader.sandbox.failures import StudentStopped
from grader.sandbox.starting.launchers import Launcher, Started, make_launcher


class _Link:
    """A link that kills the process before it hands anything in."""

    def __init__(self, started: Started) -> None:
        self._started = started

    def send(self, payload: bytes) -> None:
        assert self._started.pid is not None
        os.kill(self._started.pid, signal.SIGKILL)
        self._started.link.send(payload)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._started.link, name)


class _Machine:
    """A machine that kills the first so many student processes, as one does that is out of
    memory.
    """

    def __init__(self, launcher: Launcher, kills: int) -> None:
        self._launcher = launcher
        self.kills = kills

    def start(self) -> Started:
        started = self._launcher.start()
        if self.kills == 0:
            return started
        self.kills -= 1
        link: Any = _Link(started)
        return replace(started, link=link)


def attempt(assignment: Assignment, machine: Any) -> StudentProcesses:
    return StudentProcesses(assignment, submission(a_py=F, b_py=G), lambda kind: machine)


@pytest.mark.parametrize("kills", [1, 2])
def test_a_kill_while_the_sources_are_read(assignment: Assignment, kills: int) -> None:
    launcher = make_launcher(ServerKind.NUMPY, assignment.limits, train=False)
    machine = _Machine(launcher, kills)
    one = attempt(assignment, machine)
    try:
        task = assignment.task("a")
        if kills == 1:
            assert one.survey(task).submitted
        else:
            with pytest.raises(StudentStopped) as stopped:
                one.survey(task)
            found = describe_stop(stopped.value)
            assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
            assert "SIGKILL while reading the submission, twice" in found.message
        assert machine.kills == 0
    finally:
        one.close()
        launcher.close()


BURNS = """
    import time
    def f(x):
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
        return x
"""
LINGERS = """
    import time
    class Lingering:
        def __del__(self):
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
    def f(x):
        return Lingering()
"""
WAITS = "import time\ndef f(x):\n    time.sleep(0.3)\n    return x\n"


def test_checks_that_are_not_run_use_no_time(assignment: Assignment) -> None:
    limits = Limits(task_seconds=0.1, submission_seconds=0.5)
    launcher = make_launcher(ServerKind.NUMPY, limits, train=False)
    one = StudentProcesses(
        replace(assignment, limits=limits),
        submission(a_py=dedent(BURNS), b_py=G),
        lambda kind: launcher,
    )
    try:
        task = assignment.task("a")
        began = time.monotonic()
        assert Side(one.begin(task)).f(1.0) == 1.0
        one.finish(task, began)
        for _ in range(5):
            with pytest.raises(StudentStopped, match="the task's checks had already used"):
                one.begin(task)
            one.finish(task, time.monotonic())
        one.begin(assignment.task("b"))
    finally:
        one.close()
        launcher.close()


class _Hasty(Limits):
    """Limits whose wall clock gives no more than the CPU seconds."""

    def wall_seconds(self, cpu_seconds: float) -> float:
        return cpu_seconds


@pytest.mark.parametrize(
    ("a_py", "limits", "sentence"),
    cases(
        {
            "a task": (
                BURNS,
                Limits(task_seconds=0.1),
                "not run: the task's checks had already used its 0.1 s of CPU time",
            ),
            "a submission": (
                BURNS,
                Limits(submission_seconds=0.1),
                "not run: the submission's checks had already used its 0.1 s of CPU time",
            ),
            "a task whose objects linger": (
                LINGERS,
                Limits(task_seconds=0.1),
                "not run: the task's checks had already used its 0.1 s of CPU time",
            ),
            "a task that only waits": (
                WAITS,
                _Hasty(task_seconds=0.2),
                "not run: the task's checks had already taken 0 s, mostly waiting",
            ),
        }
    ),
)
def test_what_the_checks_of_a_task_and_of_a_submission_use_is_limited(
    assignment: Assignment, a_py: str, limits: Limits, sentence: str
) -> None:
    limited = replace(assignment, limits=limits)
    launcher = make_launcher(ServerKind.NUMPY, limits, train=False)
    one = StudentProcesses(limited, submission(a_py=dedent(a_py), b_py=G), lambda kind: launcher)
    try:
        task = assignment.task("a")
        one.survey(task)
        began = time.monotonic()
        answer = Side(one.begin(task)).f(1.0)
        assert answer == 1.0 or a_py is LINGERS
        one.finish(task, began)
        with pytest.raises(StudentStopped) as stopped:
            one.begin(assignment.task("b") if "submission" in sentence else task)
        assert (stopped.value.outcome, str(stopped.value)) == (Outcome.TIMED_OUT, sentence)
        if "task" in sentence:
            one.begin(assignment.task("b"))
    finally:
        one.close()
        launcher.close()


def test_a_stop_that_looks_like_a_busy_machine_is_tried_again_once_a_submission(
    assignment: Assignment,
) -> None:
    """Whoever sleeps in every check keeps nobody waiting more than once."""
    one = attempt(assignment, None)
    idle = StudentStopped(Outcome.TIMED_OUT, "waiting", busy=True)
    killed = StudentStopped(Outcome.CRASHED, "killed", busy=True)
    busy = StudentStopped(Outcome.TIMED_OUT, "computing")
    assert [one.needs_retry(stop) for stop in (busy, idle, idle, killed, killed, idle)] == [
        False, True, False, True, False, False,
    ]  # fmt: skip


def kinds_started(assignment: Assignment, work: Submission) -> list[ServerKind]:
    """Survey all tasks of a submission and return the kinds of the processes that it got.

    Each is a NumPy process here: nothing of the work runs.
    """
    two_kinds = replace(
        assignment,
        tasks=tuple(
            replace(task, server=ServerKind.TORCH if task.id == "b" else ServerKind.NUMPY)
            for task in assignment.tasks
        ),
    )
    launcher = make_launcher(ServerKind.NUMPY, assignment.limits, train=False)
    started: list[ServerKind] = []

    def start(kind: ServerKind) -> Launcher:
        started.append(kind)
        return launcher

    processes = StudentProcesses(two_kinds, work, start)
    try:
        processes.prepare(two_kinds.tasks)
        for task in two_kinds.tasks:
            assert processes.survey(task).submitted is (
                task.file in {file.name for file in work.files}
            )
        return started
    finally:
        processes.close()
        launcher.close()


BREAKS_THE_RULE = "import scipy\ndef f(x):\n    return scipy.x\n"


@pytest.mark.parametrize(
    ("files", "kinds"),
    cases(
        {
            "tasks of both kinds": ({"a_py": F, "b_py": G}, ["numpy", "torch"]),
            "the light kind alone": ({"a_py": F}, ["numpy"]),
            "the other kind, read by the light one": ({"b_py": G}, ["numpy", "torch"]),
            "nothing": ({"notes_py": "x = 1"}, ["numpy"]),
            "a task that breaks its rule": ({"a_py": BREAKS_THE_RULE}, ["numpy"]),
        }
    ),
)
def test_a_process_of_a_kind_is_started_where_the_work_holds_a_task_of_it(
    assignment: Assignment, files: dict[str, str], kinds: list[str]
) -> None:
    assert kinds_started(assignment, submission(**files)) == kinds
