"""Running checks where no class runs them.

With other inputs, and two submissions against each other.

An audit asks whether honest work ever fails by luck: all inputs of a task's checks are drawn from
another seed, the reference answers them once, and honest variants are judged.  A comparison asks
whether two submissions are the same function: one stands as the student, the other as the
reference, for as many draws of the inputs as are wanted.
"""

import time
from collections.abc import Iterator

from grader.checking.answerers.transcripts import Inputs
from grader.checking.comparing.comparison import Comparison, Mismatch
from grader.checking.handles.proxies import Side
from grader.judging.judge import Judge
from grader.judging.staleness import Transcripts
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Suite
from grader.model import AuditRun, Measure, Refusal, Submission
from grader.sandbox.starting.launchers import Launchers

from .recorder import Recorder


def audit(
    suite: Suite,
    servers: Launchers,
    reference: Submission,
    variants: tuple[Submission, ...],
    task: str,
    seed: int,
) -> tuple[list[Refusal], list[AuditRun]]:
    """Return the recorder's refusals, or how the variants are judged with inputs from `seed`.

    The recorder refuses a seed under which two scores of the reference's lie too close together: no
    class would ever get it.
    """
    with suite.seed_with(seed):
        recorder = Recorder(suite, reference, servers, proving=False)
        recorded = recorder.record((task,))
        if recorder.refusals:
            return recorder.refusals, []
        transcripts = {(file.task, inputs is Inputs.HIDDEN): file for inputs, file in recorded}
        return [], list(_judge_variants(suite, servers, transcripts, variants, task))


def _judge_variants(
    suite: Suite,
    servers: Launchers,
    transcripts: Transcripts,
    variants: tuple[Submission, ...],
    task: str,
) -> Iterator[AuditRun]:
    """Yield how each variant does, and how close its comparisons were."""
    measures: dict[str, tuple[Measure, ...]] = {}

    def note(check: str, measured: list[Measure]) -> None:
        measures[check] = tuple(measured)

    judge = Judge(suite, transcripts, servers, on_measures=note)
    for variant in variants:
        measures.clear()
        result = judge.judge(variant, (task,))
        yield AuditRun(variant=variant.name, result=result, measures=dict(measures))


def compare_submissions(
    suite: Suite, servers: Launchers, one: Submission, other: Submission, check: str, seeds: range
) -> tuple[int, str]:
    """Return how many inputs the two were alike on, and what tells them apart, if there is such.

    The check of that id is run once for each seed, `one` answering for the student and `other` for
    the reference.  Raises CalledWrongly when there is no such check.
    """
    collected = suite.check(check)
    mine, theirs = (StudentProcesses(suite.assignment, each, servers) for each in (one, other))
    try:
        for alike, seed in enumerate(seeds):
            with suite.seed_with(seed):
                raised = _run_against(suite, collected, mine, theirs)
            if isinstance(raised, Mismatch):
                return alike, str(raised)
            if raised is not None:
                return alike, f"{type(raised).__name__}: {raised}"
    finally:
        mine.close()
        theirs.close()
    return len(seeds), ""


def _run_against(
    suite: Suite, check: Collected, mine: StudentProcesses, theirs: StudentProcesses
) -> BaseException | None:
    task = suite.assignment.task(check.check.task)
    began = time.monotonic()
    student, reference = Side(mine.begin(task)), Side(theirs.begin(task))
    compare = Comparison(suite.assignment.tolerances_of(task))
    raised = suite.run(check, student, reference, compare)
    mine.finish(task, began)
    theirs.finish(task, began)
    return raised
