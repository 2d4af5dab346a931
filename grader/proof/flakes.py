"""Whether honest work ever fails by luck: other seeds, other wrappings, two threads.

And how close it comes to it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.examiner.client import Examiner
from grader.model import Outcome, Submission, SubmittedFile, Task
from grader.proof.bench import Bench
from grader.proof.crew import Crew
from grader.proof.keys import digest
from grader.proof.rows import Row
from grader.proof.stored import honest_variants, reference

FIRST_SEED = 5_000
MOST_REFUSED = 20
# honest noise above a tenth of the tolerance, or wrong work within ten times of it, is a near miss
NEAR = 0.1
TWO_THREADS = (
    b"\ntry:\n    import torch\n    torch.set_num_threads(2)\nexcept Exception:\n    pass\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A check's room for luck, all in units of its tolerance.

    The largest honest error and the smallest wrong one.

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
    failed = [said for run in runs for check in run.values() for said in check["failed"]]
    count = len(runs) * len(variants)
    missing = bench.seeds * 2 - len(runs)
    problems = list(dict.fromkeys(failed))
    if missing:
        problems.append(
            f"{task.id}: the recorder refuses more than {MOST_REFUSED} seeds, so a class may get no"
            " inputs; draw until scores lie apart"
        )
    return Row(
        proof="flakes",
        of=task.id,
        passed=not problems,
        said=(
            f"{len(failed)} false failures in {count} runs ({len(variants)} variants, {bench.seeds}"
            " seeds, 1 and 2 threads)"
        ),
        problems=tuple(problems),
        notes=tuple(near_misses(rooms(bench, task))),
        seconds=time.monotonic() - began,
        kept=kept,
    )


Found = dict[
    str, dict[str, Any]
]  # by check: its key, what failed, its noise and tolerance, or why its seed is refused


def _audited(bench: Bench, task: Task, variants: list[Submission]) -> tuple[list[Found], int]:
    """What each seed gave with one thread and with two; how many were known already.

    Only checks that are not what they were are run again.  A seed that the recorder refuses is
    replaced.
    """
    variants_key = digest(*(variant.digest for variant in variants))
    keys = bench.check_keys(task)
    found: list[Found] = []
    kept = 0
    for threads, crew in ((1, bench.crew), (2, bench.threaded)):
        works = tuple(_threaded(variant, threads) for variant in variants)
        wanted = list(range(FIRST_SEED * threads, FIRST_SEED * threads + bench.seeds))
        good = 0
        for _ in range(MOST_REFUSED):
            name = {seed: f"flakes {task.id}/{threads} threads, seed {seed}" for seed in wanted}
            known = {
                seed: _current(bench.store.get(name[seed], variants_key), keys) for seed in wanted
            }
            waiting = [
                (seed, changed) for seed in wanted if (changed := _changed(known[seed], keys))
            ]
            for (seed, _), given in zip(waiting, _judged(crew, task, works, waiting), strict=True):
                known[seed].update(
                    {check: {**one, "key": keys[check]} for check, one in given.items()}
                )
                bench.store.put(name[seed], variants_key, known[seed])
            kept += len(wanted) - len(waiting)
            passed = [known[seed] for seed in wanted if not _refused(known[seed])]
            found.extend(passed)
            good += len(passed)
            if good == bench.seeds:
                break
            wanted = list(range(wanted[-1] + 1, wanted[-1] + 1 + bench.seeds - good))
    return found, kept


def _current(there: Found | None, keys: dict[str, str]) -> Found:
    """What is known of checks that are still what they were."""
    return {check: one for check, one in (there or {}).items() if keys.get(check) == one["key"]}


def _changed(known: Found, keys: dict[str, str]) -> tuple[str, ...]:
    """The checks that are to be run under a seed; none when one of them has refused it."""
    return () if _refused(known) else tuple(check for check in keys if check not in known)


def _refused(known: Found) -> bool:
    return any(one["refused"] for one in known.values())


def _judged(
    crew: Crew, task: Task, works: tuple[Submission, ...], seeds: list[tuple[int, tuple[str, ...]]]
) -> list[Found]:
    def judge(examiner: Examiner, which: tuple[int, tuple[str, ...]]) -> Found:
        seed, checks = which
        reply = examiner.audit(works[0], works, task.id, seed, checks)
        found: Found = {
            refusal.check: {
                "refused": refusal.sentence,
                "failed": [],
                "noise": 0.0,
                "tolerance": 0.0,
            }
            for refusal in reply.refused
        }
        for run in reply.runs:
            for check in run.result.checks:
                one = found.setdefault(
                    check.id, {"refused": "", "failed": [], "noise": 0.0, "tolerance": 0.0}
                )
                if check.outcome is not Outcome.PASSED:
                    said = (
                        f"{task.id}: seed {seed}, {run.variant}: {check.id}:"
                        f" {check.message or check.outcome}"
                    )
                    one["failed"].append(said)
                for measure in run.measures.get(check.id, ()):
                    one["noise"] = max(one["noise"], measure.error)
                    one["tolerance"] = max(one["tolerance"], measure.relative)
        return found

    return crew.map(judge, seeds)


def _threaded(work: Submission, threads: int) -> Submission:
    """The work with a line at the end of its files that lets torch use two threads."""
    if threads == 1:
        return work
    files = tuple(
        SubmittedFile(name=file.name, content=file.content + TWO_THREADS) for file in work.files
    )
    return Submission(name=work.name, files=files)


def rooms(bench: Bench, task: Task) -> list[Room]:
    """For each check of a task that compares numbers.

    Its noise and the smallest wrong error, from all that is kept.
    """
    noise: dict[str, float] = {}
    tolerance: dict[str, float] = {}
    wrong: dict[str, float] = {}
    keys = bench.check_keys(task)
    for value in bench.store.values(f"flakes {task.id}/"):
        for check, one in _current(value, keys).items():
            if one["tolerance"]:
                noise[check] = max(noise.get(check, 0.0), one["noise"])
                tolerance[check] = max(tolerance.get(check, 0.0), one["tolerance"])
    errors = [
        (check, end["error"])
        for value in bench.store.values(f"wrong {task.id}/")
        for check, end in _current(value, keys).items()
    ]
    for value in bench.store.values(f"mutant {task.id}/"):
        errors.append((value["killed_by"], value["error"]))
    for check, error in errors:
        if check and 1 < error < 1e98:
            wrong[check] = min(wrong.get(check, math.inf), error)
    return [
        Room(check=check, tolerance=tolerance[check], noise=noise[check], wrong=wrong.get(check))
        for check in noise
    ]


def near_misses(found: list[Room]) -> Iterator[str]:
    """Sentences about checks where luck and error lie close to the tolerance, with a better one
    where there is room.
    """
    for room in found:
        close = room.noise > NEAR
        thin = room.wrong is not None and room.wrong < 1 / NEAR
        if not close and not thin:
            continue
        said = (
            f"{room.check}: honest work uses {room.noise:.2g} of the tolerance {room.tolerance:.0e}"
        )
        if room.wrong is not None:
            said += f", the smallest wrong error is {room.wrong:.2g} times it"
        factor = (
            math.sqrt(max(room.noise, 1e-6) * room.wrong)
            if room.wrong is not None
            else 10 * room.noise
        )
        if room.wrong is not None and room.wrong / max(room.noise, 1e-6) < 10:
            yield f"{said}; no tolerance parts them well: let the check draw other inputs"
        else:
            yield (
                f"{said}; rtol = atol = {room.tolerance * factor:.0e} lies in the middle of the gap"
            )
