"""Recording a check of lower trust: nothing to record, and the proof needs real processes."""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.checking.answerers.transcripts import Transcript
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Fixtures, Suite
from grader.model import Proved, ServerKind, Submission, SubmittedFile, Task
from grader.recording.trust import Untrusted, told
from grader.sandbox.starting.launchers import Launcher

BLIND_BODIES = {"None": "None", "zero": "0", "its input": "args[0] if args else None"}


def prove_asserted(
    suite: Suite,
    collected: Collected,
    task: Task,
    reference: StudentProcesses,
    launcher: Callable[[ServerKind], Launcher],
) -> Transcript:
    """Return the empty transcript of a check that asks `reference` nothing.

    Raises Untrusted when the reference does not pass it, or functions that answer None, zero
    or their input pass all asserts of the task that have points.  A teacher's first example is
    often one that a blind answer passes; the question as a whole must tell it apart.
    """
    began = time.monotonic()
    raised = _run(suite, collected, task, reference)
    if raised is not None:
        raise Untrusted(Proved.REFERENCE, f": the reference fails it: {told(raised)}")
    seconds = time.monotonic() - began
    asserting = [collected, *_others(suite, collected, task)]
    for answer, body in BLIND_BODIES.items() if collected.check.points else ():
        processes = StudentProcesses(suite.assignment, _blind(task, answer, body), launcher)
        try:
            passed = all(_run(suite, each, task, processes) is None for each in asserting)
        finally:
            processes.close()
        if passed:
            raise Untrusted(
                Proved.BLIND,
                f": a blind student whose functions answer {answer} passes it, and all other"
                f" asserts of {task.id}, and earns {collected.check.points} points; assert values,"
                " or give it 0 points",
                blind=answer,
            )
    return Transcript(
        check=collected.check.id, calls=(), margins=(), tolerance=0.0, seconds=round(seconds, 4)
    )


def _blind(task: Task, name: str, body: str) -> Submission:
    """Return a submission in which each of a task's functions returns one expression."""
    functions = (f"def {name}(*args, **kwargs):\n    return {body}\n\n\n" for name in task.defines)
    content = "".join(functions).encode()
    return Submission(name=name, files=(SubmittedFile(name=task.file, content=content),))


def _others(suite: Suite, collected: Collected, task: Task) -> list[Collected]:
    """Return the other checks of the task that assert and have points."""
    asserting = (each for each in suite.checks if each.check.asserted and each.check.points)
    return [each for each in asserting if each is not collected and each.check.task == task.id]


def _run(
    suite: Suite, collected: Collected, task: Task, processes: StudentProcesses
) -> BaseException | None:
    began = time.monotonic()
    student = Side(processes.begin(task, alone=True))
    compare = Comparison(suite.assignment.tolerances)
    raised = suite.run(collected, Fixtures(student, student, suite.draws(collected), compare))
    processes.finish(task, began)
    return raised
