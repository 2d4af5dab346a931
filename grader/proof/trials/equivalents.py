"""Mutants that are the same function as the reference.

Each has a reason in a file, and is tried on many inputs.

`solutions/<id>/equivalent.toml` names each by the lines that it changes.  The task's own checks try
it under other seeds.  Where an excuse names a check, that one does; it lies in
`solutions/<id>/equivalent/test_<task>.py`, a check file of its own.  Each of its checks draws
inputs, asks both, and compares what they answer.
"""

import msgspec

from grader.config import ExcusesFile, read_settings
from grader.examiner.client import Examiner
from grader.examiner.jobs import AuditedReply
from grader.model import Assignment, Outcome, Submission
from grader.mutants.mutations import Mutant
from grader.nouns import noun
from grader.proof.cache.digests import digest
from grader.proof.cache.store import Slot
from grader.proof.ground.excuses import FILE
from grader.proof.ground.proving import TaskProving

FOLDER = "equivalent"
PIECE = 50
FIRST_SEED = 1_000_000
OTHER_SEEDS = 20  # seeds of the task's own checks, where an excuse names no check
FEW_KILLED = 8  # wrong functions, one of which the check of an excuse must tell apart
UNTRUE = "it is called equivalent, but an input tells it apart"


class Alike(msgspec.Struct, frozen=True):
    """Checks by their keys that a mutant was tried with, and what told it apart, if anything."""

    checks: dict[str, str]
    problem: str = ""


@noun
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
        """Return whether it is about this mutant."""
        same_function = self.function in ("", mutant.function)
        return same_function and (self.task, self.was, self.now) == (
            mutant.task,
            mutant.was,
            mutant.now,
        )


def load_equivalents(assignment: Assignment) -> list[Equivalent]:
    """Return the excuses of `equivalent.toml`.  Raise BadFile where one is not complete."""
    path = assignment.reference_folder / FILE
    if not path.is_file():
        return []
    return [
        Equivalent(
            place=f"{path}: entry {at}",
            runs=table.runs,
            task=table.task.strip(),
            function=table.function.strip(),
            check=table.check.strip(),
            was=_strip_lines(table.was),
            now=_strip_lines(table.now),
            reason=table.reason.strip(),
        )
        for at, table in enumerate(read_settings(path, ExcusesFile).equivalent, 1)
    ]


def _strip_lines(lines: str) -> str:
    """Return lines without their indentation, as a mutant has them."""
    return "\n".join(line.strip() for line in lines.strip().split("\n"))


def try_excused(
    proof: TaskProving, mutant: Mutant, excuse: Equivalent, killed: list[Mutant]
) -> str:
    """Try an excused mutant and the reference on the same random inputs.

    Return a sentence when an input tells them apart, or when nothing was looked at; empty when they
    are alike on all.  `killed` are mutants of the same function that the task's checks tell apart.
    """
    if excuse.check:
        return _try_own_check(proof, mutant, excuse, killed)
    return _try_other_seeds(proof, mutant)


def _try_other_seeds(proof: TaskProving, mutant: Mutant) -> str:
    """Try a mutant with the task's own checks, under seeds that nobody has seen.

    Checks that found it alike before and have not changed are not asked again.
    """
    solved, changed = proof.reference, proof.work(mutant.text.encode())
    keys = proof.keys
    slot = Slot(f"alike {proof.id}/{digest(mutant.text)}", digest(solved.digest, changed.digest))
    before = proof.store.get(slot, Alike) or Alike({})
    if before.checks == keys:
        return before.problem
    alike = {} if before.problem else before.checks
    open_checks = tuple(check for check in keys if alike.get(check) != keys[check])
    problem = _judge_under_seeds(proof, solved, changed, open_checks)
    proof.store.put(slot, Alike(keys, problem))
    return problem


def _judge_under_seeds(
    proof: TaskProving, solved: Submission, changed: Submission, checks: tuple[str, ...]
) -> str:
    """Return what tells work from the reference in these checks under other seeds, if anything."""

    def judge(examiner: Examiner, seed: int) -> str | None:
        reply = examiner.audit(solved, (changed,), proof.id, seed, checks)
        return None if reply.refused else _find_first_failure(reply, seed)

    seeds = range(FIRST_SEED, FIRST_SEED + OTHER_SEEDS) if checks else ()
    differences = [each for each in proof.proving.crew.map(judge, seeds) if each is not None]
    if checks and not differences:
        return "no other seed gives the checks inputs; name one of equivalent/ that draws some"
    first = next((each for each in differences if each), "")
    return f"{UNTRUE}: {first}" if first else ""


def _find_first_failure(reply: AuditedReply, seed: int) -> str:
    """Return the first check that fails under a seed, and what it says; empty for none."""
    for run in reply.runs:
        for check in run.result.checks:
            if check.outcome is not Outcome.PASSED:
                return f"seed {seed}, {check.id}: {check.message or check.outcome}"
    return ""


def _try_own_check(
    proof: TaskProving, mutant: Mutant, excuse: Equivalent, killed: list[Mutant]
) -> str:
    """Try a mutant with a check of `equivalent/`, which must tell other mutants apart."""
    path = proof.assignment.reference_folder / FOLDER / f"test_{proof.id}.py"
    if not path.is_file():
        return (
            f"it is called equivalent, but {path} is not there, which draws the inputs to try;"
            " write it, or leave `check` out"
        )
    solved, changed = proof.reference, proof.work(mutant.text.encode())

    def try_inputs() -> str:
        difference = _find_difference(proof, excuse, changed, excuse.runs)
        if difference:
            return f"{UNTRUE}: {difference}"
        if _tells_any(proof, excuse, killed):
            return ""
        return (
            f"its check {excuse.check} in {path} tells no wrong function from the reference"
            " either; let it compare what both answer"
        )

    trial = f"{excuse.check} {excuse.runs} {digest(*(each.text for each in killed))}"
    key = digest(changed.digest, solved.digest, path.read_bytes(), trial)
    slot = Slot(f"equivalent {proof.id}/{digest(mutant.text)}", key)
    return proof.store.recall(slot, str, try_inputs)[0]


def _tells_any(proof: TaskProving, excuse: Equivalent, killed: list[Mutant]) -> bool:
    """Return whether an excuse's check tells any of some wrong functions from the reference."""
    few = killed[:: max(1, len(killed) // FEW_KILLED)]
    works = [proof.work(each.text.encode()) for each in few]
    return any(_find_difference(proof, excuse, work, PIECE) for work in works) or not works


def _find_difference(proof: TaskProving, excuse: Equivalent, work: Submission, runs: int) -> str:
    """Return the first difference between work and the reference in a check; empty for none."""
    solved = proof.reference
    check = f"{proof.id}::{excuse.check}"

    def compare(examiner: Examiner, first: int) -> str:
        count = min(PIECE, runs - first)
        return examiner.compare(work, solved, check, FIRST_SEED + first, count).difference

    differences = proof.proving.comparing.map(compare, range(0, runs, PIECE))
    return next((each for each in differences if each), "")
