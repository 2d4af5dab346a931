"""Mutants that are the same function as the reference.

Each has a reason in a file, and is tried on many inputs.

`solutions/<id>/equivalent.toml` names each by the lines that it changes.
`solutions/<id>/equivalent/test_<task>.py` is a check file of its own: each of its checks draws
inputs, asks both, and compares what they answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.config import ExcusesFile, read_settings
from grader.examiner.client import Examiner
from grader.model import Assignment, Submission, Task
from grader.mutants.mutations import Mutant
from grader.proof.bench import Bench
from grader.proof.keys import digest
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
    """Return the excused mutants that the file names.  Raises BadFile."""
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


def equal_runs(bench: Bench, task: Task, mutant: Mutant, equivalent: Equivalent) -> str:
    """Tries a mutant and the reference on the same random inputs.

    Empty when they are alike on all, else a sentence.
    """
    assert bench.assignment.solutions is not None
    path = bench.assignment.solutions / FOLDER / f"test_{task.id}.py"
    if not path.is_file():
        return (
            f"it is called equivalent, but {path} is not there, which draws the inputs to try;"
            " write it"
        )
    one = submission(bench.assignment, task, mutant.text.encode(), "a mutant")
    other = reference(bench.assignment, task)
    key = digest(
        one.digest, other.digest, path.read_bytes(), f"{equivalent.check} {equivalent.runs}"
    )
    name = f"equivalent {task.id}/{digest(mutant.text)}"
    there = bench.store.get(name, key)
    if there is None:
        there = _tried(bench, f"{task.id}::{equivalent.check}", (one, other), equivalent.runs)
        bench.store.put(name, key, there)
    return str(there)


def _tried(bench: Bench, check: str, pair: tuple[Submission, Submission], runs: int) -> str:
    def compare(examiner: Examiner, first: int) -> str:
        reply = examiner.compare(*pair, check, FIRST_SEED + first, min(PIECE, runs - first))
        return reply.difference

    said = next((each for each in bench.comparing.map(compare, range(0, runs, PIECE)) if each), "")
    return f"it is called equivalent, but an input tells it apart: {said}" if said else ""
