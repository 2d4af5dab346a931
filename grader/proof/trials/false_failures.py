"""How often honest work fails the statistics of random draws: what a check says, and measured.

A check that compares the mean, the deviation or the shares of draws says how often honest work may
fail it by luck.  The reference is judged on it under many seeds, with another random state each.
How
far its statistics lie apart tells how often they would lie too far off. This takes them to be about
normal, as means of many independent draws are.
"""

import math
from collections.abc import Iterator
from statistics import NormalDist

import msgspec

from grader.examiner.client import Examiner
from grader.model import Assignment, Outcome, Task
from grader.proof.cache.digests import digest
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import Proving, TaskProving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.proof.ground.written_checks import read_checks

STATISTICS = frozenset(("mean", "deviation", "shares"))
FIRST_SEED = 2_000_000
SEEDS = 100
MOST = 1e-5  # how often honest work may fail one check by luck
LEAST = 1e-15  # smaller chances are not told apart


class Statistic(msgspec.Struct, frozen=True):
    """One comparison of draws under one seed: see `model.Measure`."""

    where: str
    failure: float
    typical: float
    parts: int


class Drawn(msgspec.Struct, frozen=True):
    """What the reference did in a check under one seed; `failed` says what it failed with."""

    statistics: tuple[Statistic, ...]
    failed: str = ""


def chance_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge the reference on statistics of draws under many seeds; yield one row per check."""
    for proof in proving.tasks:
        for check in statistical_checks(proof.assignment, proof.task):
            yield _build_row(proof, check)


def statistical_checks(assignment: Assignment, task: Task) -> list[str]:
    """Return the ids of the checks of a task that compare statistics of draws."""
    folders = (assignment.folder, assignment.solutions)
    return [
        check.id
        for folder in folders
        if folder is not None
        for check in read_checks(folder / "checks" / f"test_{task.id}.py")
        if check.names_asked_of("compare") & STATISTICS
    ]


def _build_row(proof: TaskProving, check: str) -> ProofRow:
    runs, known_count = _run_under_seeds(proof, check)
    stated_rate = max((each.failure for run in runs for each in run.statistics), default=0.0)
    measured_rate = false_failure_rate(runs)
    failed = [run.failed for run in runs if run.failed]
    problems = [f"{check}: honest work fails it by luck: {why}" for why in failed[:1]]
    if measured_rate > MOST and not failed:
        problems.append(
            f"{check}: honest work fails it once in {1 / measured_rate:,.0f} times, and not"
            f" {stated_rate:.0e}; are the draws independent? Let it take more of them, or say their"
            " deviation"
        )
    if stated_rate > MOST:
        problems.append(
            f"{check}: it lets honest work fail with a chance of {stated_rate:.0e}; at most"
            f" {MOST:.0e} may be: take more draws and a smaller failure="
        )
    chance = f"{measured_rate:.0e}" if measured_rate > LEAST else f"less than {LEAST:.0e}"
    summary = (
        f"{len(failed)} of {len(runs)} draws failed; honest work fails with a chance of"
        f" {chance} (said: {stated_rate:.0e})"
    )
    return proof_row("chances", check, summary, problems, kept=known_count)


def false_failure_rate(runs: list[Drawn]) -> float:
    """Return how often a check fails by luck, from how far its statistics were apart."""
    together: dict[str, list[Statistic]] = {}
    for run in runs:
        for at, each in enumerate(run.statistics):
            together.setdefault(f"{at} {each.where}", []).append(each)
    return min(1.0, sum(_failure_rate(each) for each in together.values()))


def _failure_rate(statistics: list[Statistic]) -> float:
    spread = math.sqrt(sum(each.typical**2 for each in statistics) / len(statistics))
    parts = statistics[0].parts
    return 0.0 if spread <= 0 else 2 * parts * NormalDist().cdf(-1 / spread)


def _run_under_seeds(proof: TaskProving, check: str) -> tuple[list[Drawn], int]:
    """Return what the reference did under each seed."""
    solved = proof.reference
    key = digest(proof.keys[check], solved.digest)

    def judge(examiner: Examiner, seed: int) -> Drawn:
        reply = examiner.audit(solved, (solved,), proof.id, seed, (check,))
        if reply.refused:
            return Drawn((), reply.refused[0].sentence)
        (run,) = reply.runs
        ended = next(each for each in run.result.checks if each.id == check)
        failed = "" if ended.outcome is Outcome.PASSED else ended.message or ended.outcome.value
        measures = [each for each in run.measures.get(check, ()) if each.failure]
        return Drawn(
            tuple(
                Statistic(each.where, each.failure, each.typical, each.parts) for each in measures
            ),
            failed,
        )

    slots = {
        seed: Slot(f"chances {check}/{seed}", key) for seed in range(FIRST_SEED, FIRST_SEED + SEEDS)
    }
    completed = proof.store.complete(
        slots,
        Drawn,
        lambda seeds, _: zip(seeds, proof.proving.crew.map(judge, seeds), strict=True),
    )
    return list(completed.values.values()), completed.known
