"""The reference, the stub and the blind students."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal

from grader.checking.answers import BLIND_STUDENTS, VISIBLE_ANSWERS
from grader.checking.transcripts import TranscriptFile, load_transcripts, transcript_path
from grader.compare import find_difference
from grader.examiner.client import Examiner
from grader.model import Outcome, Proved, Refusal, Submission, SubmittedFile, Tolerance, Tolerances
from grader.proof.bench import Bench
from grader.proof.keys import digest, task_key
from grader.proof.rows import Row
from grader.release.making import make_files
from grader.runs.one import judged_or_held
from grader.runs.recording import reference_submission
from grader.wire.decoding import decode


def recording_rows(bench: Bench) -> Iterator[Row]:
    """A row for what recording proves, and a row a blind student."""
    began = time.monotonic()
    refusals, stale, kept = _recorded(bench)
    seconds = time.monotonic() - began
    checks = sum(len(bench.check_keys(task)) for task in bench.assignment.coding_tasks)
    wrong = [each.sentence for each in refusals if each.proof is not Proved.BLIND]
    yield Row(
        proof="recordings",
        of="all tasks",
        passed=not wrong and not stale,
        said=(
            f"{checks} checks: nothing of the student's flows into the reference, and what is"
            " recorded is what it answers"
        ),
        problems=(*wrong, *stale),
        seconds=seconds,
        kept=kept,
    )
    for name in (*BLIND_STUDENTS, VISIBLE_ANSWERS):
        mine = [each for each in refusals if each.blind == name]
        hidden = " on hidden checks" if name == VISIBLE_ANSWERS else ""
        yield Row(
            proof="blind student",
            of=name,
            passed=not mine,
            said=f"earns nothing{hidden}" if not mine else f"earns on {len(mine)} checks",
            problems=tuple(each.sentence for each in mine),
            kept=kept,
        )


def _recorded(bench: Bench) -> tuple[list[Refusal], list[str], int]:
    """Every task recorded anew.

    What is refused, what is not as it is committed, how many tasks were proved already.
    """
    whole = reference_submission(bench.assignment)
    tasks = bench.assignment.coding_tasks
    keys = {task.id: digest(task_key(bench.assignment, task), whole.digest) for task in tasks}
    waiting = [
        task for task in tasks if bench.store.get(f"recording {task.id}", keys[task.id]) is None
    ]

    def prove(
        examiner: Examiner, task: str
    ) -> tuple[tuple[tuple[bool, TranscriptFile], ...], tuple[Refusal, ...]]:
        return examiner.prove(whole, (task,))

    refusals: list[Refusal] = []
    stale: list[str] = []
    for task, (files, refused) in zip(
        waiting, bench.crew.map(prove, [task.id for task in waiting]), strict=True
    ):
        other = [said for hidden, file in files for said in _not_as_committed(bench, hidden, file)]
        refusals.extend(refused)
        stale.extend(other if not refused else [])
        if not refused and not other:
            bench.store.put(f"recording {task.id}", keys[task.id], True)
    return refusals, stale, len(tasks) - len(waiting)


def _not_as_committed(bench: Bench, hidden: bool, fresh: TranscriptFile) -> Iterator[str]:
    """Checks whose fresh recording asks other questions, or differs by more than a tenth of their
    tolerance.
    """
    folder = bench.assignment.solutions if hidden else bench.assignment.folder
    assert folder is not None
    path = transcript_path(folder / "checks", fresh.task)
    there = load_transcripts(path)
    for new in fresh.transcripts:
        old = there.of(new.check) if there else None
        again = f"run `grade record {bench.assignment.id}` and look at the difference"
        if old is None or [call.key for call in old.calls] != [call.key for call in new.calls]:
            yield (
                f"{path}: {new.check} asks the reference other questions than are recorded; {again}"
            )
            continue
        tenth = Tolerance(absolute=new.tolerance / 10, relative=new.tolerance / 10)
        allowed = Tolerances(float64=tenth, float32=tenth)
        for one, other in zip(old.calls, new.calls, strict=True):
            if (
                find_difference(decode(other.answer), decode(one.answer), tolerances=allowed)[0]
                is not None
            ):
                yield (
                    f"{path}: {new.check} is answered otherwise than is recorded (“{one.said}”);"
                    f" {again}"
                )
                break


def points_rows(bench: Bench) -> Iterator[Row]:
    """The reference earns full points, the stub none, both through the path that every submission
    takes.
    """
    stub_files = make_files(bench.course, bench.assignment.id)
    tasks = bench.assignment.coding_tasks
    stub = tuple(SubmittedFile(name=task.file, content=stub_files[task.file]) for task in tasks)
    full = sum((task.points for task in tasks), Decimal(0))
    works = (
        ("reference", reference_submission(bench.assignment), full),
        ("stub", Submission(name="the stub", files=stub), Decimal(0)),
    )
    for name, work, points in works:
        yield _points(bench, name, work, points)


def _points(bench: Bench, name: str, work: Submission, points: Decimal) -> Row:
    began = time.monotonic()
    key = digest(
        work.digest, *(task_key(bench.assignment, task) for task in bench.assignment.coding_tasks)
    )
    there = bench.store.get(f"points {name}", key)
    if there is None:

        def judge(examiner: Examiner, each: Submission) -> dict[str, object]:
            result = judged_or_held(examiner, each, bench.assignment)
            odd = [
                check
                for check in result.checks
                if (check.outcome is Outcome.PASSED) != (name == "reference")
            ]
            said = [
                f"{check.id}: {check.message or check.outcome.value}"
                for check in odd
                if check.possible
            ]
            return {
                "earned": str(result.earned),
                "held": result.held,
                "said": said,
                "notes": result.submission.notes,
            }

        (there,) = bench.crew.map(judge, [work])
        bench.store.put(f"points {name}", key, there)
        kept = 0
    else:
        kept = 1
    passed = not there["held"] and Decimal(there["earned"]) == points
    return Row(
        proof=name,
        of="all tasks",
        passed=passed,
        said=(
            f"earns {there['earned']} of"
            f" {sum((t.points for t in bench.assignment.coding_tasks), Decimal(0))}"
        ),
        problems=() if passed else tuple(there["said"] or there["notes"]),
        seconds=time.monotonic() - began,
        kept=kept,
    )
