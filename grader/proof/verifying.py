"""`grade verify`.

All proofs of an assignment, one after the other, and whether it was proved as it is now.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import BadCheck, CalledWrongly, GraderError, NotReleased, RecordingRefused
from grader.model import Assignment, Course
from grader.nouns import replace

from .cache.digests import assignment_digest, digest
from .cache.store import NAME, Slot, Store
from .ground.crew import Crew
from .ground.proving import Proving
from .ground.rows import ProofRow, Report, proof_row
from .texts.leaks import leak_rows
from .texts.lint import lint_rows, points_add_up
from .trials.equivalents import FOLDER
from .trials.false_failures import chance_rows
from .trials.flakes import flake_rows
from .trials.killing import mutant_rows
from .trials.margins import Margin, margins
from .trials.naming import naming_rows
from .trials.recordings import points_rows, recording_rows
from .trials.variants import variant_rows
from .trials.wrong_answers import wrong_rows

PARTS: dict[str, Callable[[Proving], Iterator[ProofRow]]] = {
    "lint": lint_rows,
    "recordings": recording_rows,
    "points": points_rows,
    "wrong": wrong_rows,
    "diagnosis": naming_rows,
    "variants": variant_rows,
    "mutants": mutant_rows,
    "flakes": flake_rows,
    "chances": chance_rows,
    "leaks": leak_rows,
}
FEWEST_SEEDS = 2
PASSED = "whole proof"


def verify(
    course: Course,
    assignment: Assignment,
    *,
    workers: int,
    seeds: int,
    only: tuple[str, ...] = (),
    on_row: Callable[[ProofRow], None] = lambda row: None,
    refused: GraderError | None = None,
) -> tuple[Report, list[Margin]]:
    """Prove an assignment whose made files and transcripts are current.

    `on_row` is called as each row is there.

    `refused` is why its transcripts could not be recorded; then only what needs none is looked at.
    What was proved is kept, also when the run is stopped.  Raises CalledWrongly and BadFile;
    whatever is wrong with the assignment is in the report.
    """
    parts = ("lint",) if refused else _choose_parts(only)
    now = assignment_digest(assignment)
    with _open_proving(course, assignment, workers, seeds) as proving:
        try:
            rows = tuple(_time_rows(_prove_parts(parts, proving, refused), on_row))
        finally:
            proving.store.save()
        measured = [each for proof in proving.tasks for each in margins(proof)]
    report = Report(
        assignment=assignment.id,
        digest=now,
        whole=not only and not refused and seeds >= FEWEST_SEEDS,
        rows=rows,
    )
    if report.whole:
        proving.store.put(Slot(PASSED, digest(now)), report.passed)
        proving.store.save()
    return report, measured


def _choose_parts(only: tuple[str, ...]) -> tuple[str, ...]:
    for part in only:
        if part not in PARTS:
            raise CalledWrongly(f"there is no part {part!r}; the parts are {', '.join(PARTS)}")
    return only or tuple(PARTS)


@contextmanager
def _open_proving(
    course: Course, assignment: Assignment, workers: int, seeds: int
) -> Iterator[Proving]:
    """Give what every proof stands on; its examiners end with the block."""
    checks = _solutions_folder(assignment) / FOLDER
    with (
        Crew(assignment, workers) as crew,
        Crew(assignment, workers, checks=checks) as comparing,
        Crew(assignment, workers, threads=2) as threaded,
    ):
        yield Proving(
            course=course,
            assignment=assignment,
            crew=crew,
            comparing=comparing,
            threaded=threaded,
            store=open_proof_store(assignment),
            seeds=seeds,
        )


def _prove_parts(
    parts: tuple[str, ...], proving: Proving, refused: GraderError | None
) -> Iterator[ProofRow]:
    """Yield the rows of the parts, up to one for which the checks cannot be run.

    The parts after it would only say the same.
    """
    if not points_add_up(proving.assignment):
        yield from lint_rows(proving)
        return
    for part in parts:
        try:
            yield from PARTS[part](proving)
        except (BadCheck, NotReleased, RecordingRefused) as error:
            yield _not_proved_row(part, error)
            return
    if refused is not None:
        yield _not_proved_row("recordings", refused)


def _not_proved_row(part: str, error: GraderError) -> ProofRow:
    problems = str(error).split("\n")
    return proof_row(part, "all tasks", "cannot be proved: see below", problems)


def find_passed_proof(assignment: Assignment) -> str | None:
    """Return the digest of the assignment as it is now, if that was proved; else None."""
    now = assignment_digest(assignment)
    return now if open_proof_store(assignment).get(Slot(PASSED, digest(now)), bool) else None


def open_proof_store(assignment: Assignment) -> Store:
    """Return the store of an assignment."""
    return Store(_solutions_folder(assignment) / NAME)


def _solutions_folder(assignment: Assignment) -> Path:
    if assignment.solutions is None:
        raise CalledWrongly(
            f"{assignment.folder} has no solutions beside it, so nothing can be proved"
        )
    return assignment.solutions


def _time_rows(rows: Iterator[ProofRow], on_row: Callable[[ProofRow], None]) -> Iterator[ProofRow]:
    """Yield rows with the seconds that each took, its share of waiting included.

    `on_row` is called with each before.
    """
    began = time.monotonic()
    for row in rows:
        now = time.monotonic()
        timed_row = replace(row, seconds=round(now - began, 2))
        on_row(timed_row)
        yield timed_row
        began = now
