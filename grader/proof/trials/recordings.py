"""Reference, the stub and the blind students."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from msgspec import field

from grader.checking.answerers.blind import BLIND_STUDENTS, VISIBLE_ANSWERS
from grader.checking.answerers.transcripts import (
    Inputs,
    Transcript,
    TranscriptFile,
    load_transcripts,
)
from grader.compare import find_difference
from grader.model import (
    Outcome,
    Proved,
    Refusal,
    Result,
    Submission,
    Tolerance,
    Tolerances,
)
from grader.nouns import mutable
from grader.proof.cache.digests import digest, task_key
from grader.proof.cache.kept import Earned
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import Proving, judge_whole
from grader.proof.ground.rows import ProofRow, proof_row
from grader.release.making import make_files
from grader.release.packing import stub_submission
from grader.runs.recording import reference_submission
from grader.wire.decoding import decode


@mutable
class _Recorded:
    """Refusals of the recorder, stale recordings, and how many tasks were proved before."""

    refusals: list[Refusal] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    known: int = 0


def recording_rows(proving: Proving) -> Iterator[ProofRow]:
    """Record every task anew; yield a row for what that proves, and one per blind student."""
    recorded = _record_tasks(proving)
    checks = sum(len(proving.check_keys(task)) for task in proving.assignment.coding_tasks)
    wrong = [each.sentence for each in recorded.refusals if each.proof is not Proved.BLIND]
    summary = (
        f"{checks} checks: nothing of the student's flows into the reference, and what is"
        " recorded is what it answers"
    )
    problems = (*wrong, *recorded.stale)
    yield proof_row("recordings", "all tasks", summary, problems, kept=recorded.known)
    for name in (*BLIND_STUDENTS, VISIBLE_ANSWERS):
        yield _build_blind_row(name, recorded)


def _build_blind_row(name: str, recorded: _Recorded) -> ProofRow:
    earning = [each for each in recorded.refusals if each.blind == name]
    hidden = " on hidden checks" if name == VISIBLE_ANSWERS else ""
    summary = f"earns on {len(earning)} checks" if earning else f"earns nothing{hidden}"
    problems = (each.sentence for each in earning)
    return proof_row("blind student", name, summary, problems, kept=recorded.known)


def _record_tasks(proving: Proving) -> _Recorded:
    """Record every task, unless it was proved as it is now."""
    assignment = proving.assignment
    solved = reference_submission(assignment)
    recorded = _Recorded()
    slots = {
        task.id: Slot(f"recording {task.id}", digest(task_key(assignment, task), solved.digest))
        for task in assignment.coding_tasks
    }

    def work(tasks: list[str], stored: dict[str, bool]) -> Iterator[tuple[str, bool]]:
        replies = proving.crew.map(lambda examiner, task: examiner.prove(solved, (task,)), tasks)
        for task, (files, refused) in zip(tasks, replies, strict=True):
            stale = [each for inputs, file in files for each in _find_stale(proving, inputs, file)]
            recorded.refusals += refused
            recorded.stale += [] if refused else stale
            if not refused and not stale:
                yield task, True

    recorded.known = proving.store.complete(slots, bool, work).known
    return recorded


def _find_stale(proving: Proving, inputs: Inputs, fresh: TranscriptFile) -> Iterator[str]:
    """Yield the checks whose fresh recording is not the committed one."""
    path = inputs.path(proving.assignment, fresh.task)
    committed = load_transcripts(path)
    for new in fresh.transcripts:
        changed = _find_change(path, committed.find(new.check) if committed else None, new)
        if changed:
            again = f"run `grade record {proving.assignment.id}` and look at the difference"
            yield f"{changed}; {again}"


def _find_change(path: Path, old: Transcript | None, new: Transcript) -> str:
    """Return what differs: other questions, or an answer by more than a tenth of the tolerance."""
    if old is None or [call.key for call in old.calls] != [call.key for call in new.calls]:
        return f"{path}: {new.check} asks the reference other questions than are recorded"
    tenth = Tolerance(absolute=new.tolerance / 10, relative=new.tolerance / 10)
    allowed = Tolerances(float64=tenth, float32=tenth)
    for before, now in zip(old.calls, new.calls, strict=True):
        difference, _ = find_difference(
            decode(now.answer), decode(before.answer), tolerances=allowed
        )
        if difference is not None:
            return f"{path}: {new.check} is answered otherwise than is recorded (“{before.said}”)"
    return ""


def points_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge the reference and the stub as every submission is judged.

    The reference earns full points, the stub none.
    """
    stub_files = make_files(proving.course, proving.assignment.id)
    yield _build_points_row(proving, "reference", reference_submission(proving.assignment))
    yield _build_points_row(proving, "stub", stub_submission(proving.assignment, stub_files))


def _build_points_row(proving: Proving, name: str, work: Submission) -> ProofRow:
    """Judge the reference or the stub with every check, unless it was and nothing changed."""
    is_reference, tasks = name == "reference", proving.assignment.coding_tasks
    key = digest(work.digest, *(task_key(proving.assignment, task) for task in tasks))
    earned, known = proving.store.recall(
        Slot(f"points {name}", key),
        Earned,
        lambda: _count_earned(judge_whole(proving, work), is_reference),
    )
    possible = sum((task.points for task in tasks), Decimal(0))
    said = f"earns {earned.points} of {possible}"
    passed = earned.points == (possible if is_reference else 0)
    return ProofRow(
        proof=name,
        of="all tasks",
        passed=passed,
        said="could not be judged" if earned.points is None else said,
        problems=() if passed else earned.problems,
        kept=known,
    )


def _count_earned(result: Result, is_reference: bool) -> Earned:
    """Return what was earned, and the checks with points that did not end as they should."""
    problems = [
        f"{check.id}: {check.message or check.outcome.value}"
        for check in result.checks
        if check.possible and (check.outcome is Outcome.PASSED) != is_reference
    ]
    points = None if result.held else result.earned
    return Earned(points, tuple(problems) or tuple(result.submission.notes))
