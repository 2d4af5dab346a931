"""`grade verify`.

All proofs of an assignment, one after the other, and whether it was proved as it is now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from grader.errors import BadCheck, CalledWrongly, GraderError, NotReleased, RecordingRefused
from grader.model import Assignment, Course
from grader.proof.bench import Bench
from grader.proof.crew import Crew
from grader.proof.equivalents import FOLDER
from grader.proof.flakes import Room, flake_rows, rooms
from grader.proof.keys import digest, whole_digest
from grader.proof.killing import mutant_rows, wrong_rows
from grader.proof.leaks import leak_rows
from grader.proof.lint import lint_rows
from grader.proof.recordings import points_rows, recording_rows
from grader.proof.rows import Report, Row
from grader.proof.store import NAME, Store

PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "lint": lint_rows,
    "recordings": recording_rows,
    "points": points_rows,
    "wrong": wrong_rows,
    "mutants": mutant_rows,
    "flakes": flake_rows,
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
    on_row: Callable[[Row], None] = lambda row: None,
    refused: GraderError | None = None,
) -> tuple[Report, list[Room]]:
    """Proves an assignment whose made files and transcripts are current.

    `on_row` is called as each row is there.

    `refused` is why its transcripts could not be recorded; then only what needs none is looked at.
    What was proved is kept, also when the run is stopped.  Raises CalledWrongly and BadFile;
    whatever is wrong with the assignment is in the report.
    """
    for part in only:
        if part not in PARTS:
            raise CalledWrongly(f"there is no part {part!r}; the parts are {', '.join(PARTS)}")
    store = kept_proofs(assignment)
    now = whole_digest(assignment)
    rows: list[Row] = []
    checks = _folder(assignment) / FOLDER
    with (
        Crew(assignment, workers) as crew,
        Crew(assignment, workers, checks=checks) as comparing,
        Crew(assignment, workers, threads=2) as threaded,
    ):
        bench = Bench(
            course=course,
            assignment=assignment,
            crew=crew,
            comparing=comparing,
            threaded=threaded,
            store=store,
            seeds=seeds,
        )
        try:
            for part in ("lint",) if refused else only or PARTS:
                for row in _timed(_rows(part, bench)):
                    rows.append(row)
                    on_row(row)
            if refused is not None:
                rows.append(_not_proved("recordings", refused))
                on_row(rows[-1])
        finally:
            store.save()
        found = [room for task in assignment.coding_tasks for room in rooms(bench, task)]
    report = Report(
        assignment=assignment.id,
        digest=now,
        whole=not only and not refused and seeds >= FEWEST_SEEDS,
        rows=tuple(rows),
    )
    if report.whole:
        store.put(PASSED, digest(now), report.passed)
        store.save()
    return report, found


def _rows(part: str, bench: Bench) -> Iterator[Row]:
    """The rows of a part; when the course's checks cannot be run, one row that says so."""
    try:
        yield from PARTS[part](bench)
    except (BadCheck, NotReleased, RecordingRefused) as error:
        yield _not_proved(part, error)


def _not_proved(part: str, error: GraderError) -> Row:
    problems = tuple(str(error).split("\n"))
    return Row(
        proof=part,
        of="all tasks",
        passed=False,
        said="cannot be proved: see below",
        problems=problems,
    )


def passed_proof(assignment: Assignment) -> str | None:
    """The digest of the assignment as it is now, when that passed a whole proof; else None."""
    now = whole_digest(assignment)
    return now if kept_proofs(assignment).get(PASSED, digest(now)) else None


def kept_proofs(assignment: Assignment) -> Store:
    """The store of an assignment."""
    return Store(_folder(assignment) / NAME)


def _folder(assignment: Assignment) -> Path:
    if assignment.solutions is None:
        raise CalledWrongly(
            f"{assignment.folder} has no solutions beside it, so nothing can be proved"
        )
    return assignment.solutions


def _timed(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with the seconds that each took, its share of waiting included."""
    began = time.monotonic()
    for row in rows:
        now = time.monotonic()
        yield replace(row, seconds=round(now - began, 2))
        began = now
