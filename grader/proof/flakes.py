"""Whether honest work ever fails by luck: other seeds, other wrappings, two threads; and how close it comes to it."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.model import Outcome, Submission, SubmittedFile, Task
from grader.proof.bench import Bench
from grader.proof.crew import Crew
from grader.proof.keys import digest, task_key
from grader.proof.rows import Row
from grader.proof.stored import honest_variants, reference
from grader.runs.examiners import Examiner

FIRST_SEED = 5_000
MOST_REFUSED = 20
NEAR = 0.1  # honest noise above a tenth of the tolerance, or wrong work within ten times of it, is a near miss
TWO_THREADS = b"\ntry:\n    import torch\n    torch.set_num_threads(2)\nexcept Exception:\n    pass\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A check's room for luck, all in units of its tolerance: the largest honest error and the smallest wrong one.

    `wrong` is None when no wrong answer was told apart by a number.
    """

    check: str
    tolerance: float
    noise: float
    wrong: float | None


def flake_rows(bench: Bench) -> Iterator[Row]:
    """A row a task, after one more for all of them: no honest variant failed under any seed."""
    for task in bench.assignment.coding_tasks:
        yield _of_task(bench, task)


def _of_task(bench: Bench, task: Task) -> Row:
    began = time.monotonic()
    variants = [reference(bench.assignment, task), *honest_variants(bench.assignment, task)]
    runs, kept = _audited(bench, task, variants)
    failed = [said for run in runs for said in run["failed"]]
    count = sum(run["runs"] for run in runs)
    missing = bench.seeds * 2 - len(runs)
    problems = list(dict.fromkeys(failed))
    if missing:
        problems.append(
            f"{task.id}: the recorder refuses more than {MOST_REFUSED} seeds, so a class may get no inputs; "
            "draw until scores lie apart"
        )
    return Row(
        proof="flakes",
        of=task.id,
        passed=not problems,
        said=f"{len(failed)} false failures in {count} runs ({len(variants)} variants, {bench.seeds} seeds, 1 and 2 threads)",
        problems=tuple(problems),
        notes=tuple(near_misses(rooms(bench, task))),
        seconds=time.monotonic() - began,
        kept=kept,
    )


def _audited(bench: Bench, task: Task, variants: list[Submission]) -> tuple[list[dict[str, Any]], int]:
    """What each seed gave with one thread and with two; how many were known already."""
    key = digest(task_key(bench.assignment, task), *(variant.digest for variant in variants))
    found: list[dict[str, Any]] = []
    kept = 0
    names: set[str] = set()
    for threads, crew in ((1, bench.crew), (2, bench.threaded)):
        works = tuple(_threaded(variant, threads) for variant in variants)
        wanted = list(range(FIRST_SEED * threads, FIRST_SEED * threads + bench.seeds))
        good = 0
        for _ in range(MOST_REFUSED):
            name = {seed: f"flakes {task.id}/{threads} threads, seed {seed}" for seed in wanted}
            names.update(name.values())
            waiting = [seed for seed in wanted if bench.store.get(name[seed], key) is None]
            for seed, given in zip(waiting, _judged(crew, task, works, waiting), strict=True):
                bench.store.put(name[seed], key, given)
            kept += len(wanted) - len(waiting)
            judged = [bench.store.get(name[seed], key) for seed in wanted]
            found.extend(each for each in judged if not each["refused"])
            good += sum(not each["refused"] for each in judged)
            if good == bench.seeds:
                break
            wanted = list(range(wanted[-1] + 1, wanted[-1] + 1 + bench.seeds - good))
    return found, kept


def _judged(crew: Crew, task: Task, works: tuple[Submission, ...], seeds: list[int]) -> list[dict[str, Any]]:
    def judge(examiner: Examiner, seed: int) -> dict[str, Any]:
        reply = examiner.audit(works[0], works, task.id, seed)
        failed: list[str] = []
        noise: dict[str, float] = {}
        tolerance: dict[str, float] = {}
        for run in reply.runs:
            for check in run.result.checks:
                if check.outcome is not Outcome.PASSED:
                    failed.append(
                        f"{task.id}: seed {seed}, {run.variant}: {check.id}: {check.message or check.outcome}"
                    )
            for name, measures in run.measures.items():
                for measure in measures:
                    noise[name] = max(noise.get(name, 0.0), measure.error)
                    tolerance[name] = max(tolerance.get(name, 0.0), measure.relative)
        said: dict[str, Any] = {"refused": reply.refused, "failed": failed, "runs": len(reply.runs)}
        return said | {"noise": noise, "tolerance": tolerance}

    return crew.map(judge, seeds)


def _threaded(work: Submission, threads: int) -> Submission:
    """The work with a line at the end of its files that lets torch use two threads."""
    if threads == 1:
        return work
    files = tuple(SubmittedFile(name=file.name, content=file.content + TWO_THREADS) for file in work.files)
    return Submission(name=work.name, files=files)


def rooms(bench: Bench, task: Task) -> list[Room]:
    """For each check of a task that compares numbers: its noise and the smallest wrong error, from all that is kept."""
    noise: dict[str, float] = {}
    tolerance: dict[str, float] = {}
    wrong: dict[str, float] = {}
    for value in bench.store.values(f"flakes {task.id}/"):
        for check, error in value["noise"].items():
            noise[check] = max(noise.get(check, 0.0), error)
            tolerance[check] = max(tolerance.get(check, 0.0), value["tolerance"][check])
    errors = [pair for value in bench.store.values(f"wrong {task.id}/") for pair in value["errors"].items()]
    for value in bench.store.values(f"mutant {task.id}/"):
        errors.append((value["killed_by"], value["error"]))
    for check, error in errors:
        if check and 1 < error < 1e98:
            wrong[check] = min(wrong.get(check, math.inf), error)
    return [
        Room(check=check, tolerance=tolerance[check], noise=noise[check], wrong=wrong.get(check)) for check in noise
    ]


def near_misses(found: list[Room]) -> Iterator[str]:
    """Sentences about checks where luck and error lie close to the tolerance, with a better one where there is room."""
    for room in found:
        close = room.noise > NEAR
        thin = room.wrong is not None and room.wrong < 1 / NEAR
        if not close and not thin:
            continue
        said = f"{room.check}: honest work uses {room.noise:.2g} of the tolerance {room.tolerance:.0e}"
        if room.wrong is not None:
            said += f", the smallest wrong error is {room.wrong:.2g} times it"
        factor = math.sqrt(max(room.noise, 1e-6) * room.wrong) if room.wrong is not None else 10 * room.noise
        if room.wrong is not None and room.wrong / max(room.noise, 1e-6) < 10:
            yield f"{said}; no tolerance parts them well: let the check draw other inputs"
        else:
            yield f"{said}; rtol = atol = {room.tolerance * factor:.0e} lies in the middle of the gap"
