"""Mutants that are the same function as the reference.

Each has a reason in a file, and is tried on many inputs.

`solutions/<id>/equivalent.toml` names each by the lines that it changes.
`solutions/<id>/equivalent/test_<task>.py` is a check file of its own: each of its checks draws
inputs, asks both, and compares what they answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.config import ExcusesFile, read_settings
from grader.examiner.client import Examiner
from grader.model import Assignment, Submission, Task
from grader.mutants.mutations import Mutant
from grader.proof.digests import digest
from grader.proof.proving import Proving
from grader.proof.store import Slot
from grader.proof.stored import reference, submission

FILE = "equivalent.toml"
FOLDER = "equivalent"
PIECE = 50
FIRST_SEED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """An excused mutant.

    Its change, why it changes nothing, and on how many random inputs that is tried.
    """

    place: str
    task: str
    function: str
    check: str
    was: str
    now: str
    reason: str
    runs: int

    def fits(self, mutant: Mutant) -> bool:
        """Whether it is about this mutant."""
        return (self.task, self.function, self.was, self.now) == (
            mutant.task,
            mutant.function,
            mutant.was,
            mutant.now,
        )


def stored_equivalents(assignment: Assignment) -> list[Equivalent]:
    """Return the excuses of `equivalent.toml`.  Raise BadFile where one is not complete."""
    assert assignment.solutions is not None
    path = assignment.solutions / FILE
    if not path.is_file():
        return []
    return [
        Equivalent(
            place=f"{path}: entry {at}",
            runs=table.runs,
            task=table.task.strip(),
            function=table.function.strip(),
            check=table.check.strip(),
            was=table.was.strip(),
            now=table.now.strip(),
            reason=table.reason.strip(),
        )
        for at, table in enumerate(read_settings(path, ExcusesFile).equivalent, 1)
    ]


def equal_runs(proving: Proving, task: Task, mutant: Mutant, equivalent: Equivalent) -> str:
    """Try a mutant and the reference on the same random inputs.

    Return a sentence when they differ on one; empty when they are alike on all.
    """
    assert proving.assignment.solutions is not None
    path = proving.assignment.solutions / FOLDER / f"test_{task.id}.py"
    if not path.is_file():
        return (
            f"it is called equivalent, but {path} is not there, which draws the inputs to try;"
            " write it"
        )
    pair = (
        submission(proving.assignment, task, mutant.text.encode(), "a mutant"),
        reference(proving.assignment, task),
    )

    def work(items: list[Mutant], kept: dict[Mutant, str]) -> Iterator[tuple[Mutant, str]]:
        for item in items:
            yield item, _try(proving, f"{task.id}::{equivalent.check}", pair, equivalent.runs)

    tried = f"{equivalent.check} {equivalent.runs}"
    key = digest(*(each.digest for each in pair), path.read_bytes(), tried)
    slot = Slot(f"equivalent {task.id}/{digest(mutant.text)}", key)
    return proving.store.complete({mutant: slot}, str, work).values[mutant]


def _try(proving: Proving, check: str, pair: tuple[Submission, Submission], runs: int) -> str:
    def compare(examiner: Examiner, first: int) -> str:
        reply = examiner.compare(*pair, check, FIRST_SEED + first, min(PIECE, runs - first))
        return reply.difference

    differences = proving.comparing.map(compare, range(0, runs, PIECE))
    first = next((each for each in differences if each), "")
    return f"it is called equivalent, but an input tells it apart: {first}" if first else ""
