"""Recording a check of lower trust: there is nothing to record, and the proof needs real processes."""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.checking.comparison import Comparison
from grader.checking.proxies import Side
from grader.checking.transcripts import Transcript
from grader.errors import RecordingRefused
from grader.judging.attempt import Attempt
from grader.judging.collecting import Bench, Collected, Suite
from grader.judging.judge import check_rng
from grader.model import ServerKind, Submission, SubmittedFile, Task
from grader.sandbox.launchers import Launcher

BLIND_BODIES = {"None": "None", "zero": "0", "its input": "args[0] if args else None"}


def prove_asserted(
    suite: Suite,
    one: Collected,
    task: Task,
    reference: Attempt,
    launcher: Callable[[ServerKind], Launcher],
) -> Transcript:
    """The empty transcript of a check that asks `reference` nothing.

    Raises RecordingRefused when the reference does not pass it, or functions that answer None, zero
    or their input do.
    """
    began = time.monotonic()
    place = f"{one.path}: {one.check.id}"
    raised = _run(suite, one, task, reference)
    if raised is not None:
        raise RecordingRefused(
            f"{place}: the reference fails it: {type(raised).__name__}: {raised}"
        )
    seconds = time.monotonic() - began
    for said, body in BLIND_BODIES.items() if one.check.points else ():
        text = "".join(
            f"def {name}(*args, **kwargs):\n    return {body}\n\n\n" for name in task.defines
        )
        blind = Submission(name=said, files=(SubmittedFile(name=task.file, content=text.encode()),))
        attempt = Attempt(suite.assignment, blind, launcher)
        try:
            passed = _run(suite, one, task, attempt) is None
        finally:
            attempt.close()
        if passed:
            raise RecordingRefused(
                f"{place}: a blind student whose functions answer {said} passes it and earns"
                f" {one.check.points} points; assert values, or give it 0 points"
            )
    return Transcript(
        check=one.check.id, calls=(), margins=(), tolerance=0.0, seconds=round(seconds, 4)
    )


def _run(suite: Suite, one: Collected, task: Task, attempt: Attempt) -> BaseException | None:
    began = time.monotonic()
    student = Side(attempt.begin(task, alone=True))
    compare = Comparison(suite.assignment.tolerances)
    raised = suite.run(one, Bench(student, student, check_rng(suite.assignment, one), compare))
    attempt.finish(task, began)
    return raised
