"""Grading mutants and stored wrong answers: each must be told from the reference."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from grader.examiner.client import Examiner
from grader.files.regions import find_regions, functions_named
from grader.model import Outcome, Task
from grader.mutants.mutations import Mutant, mutants
from grader.proof.bench import TOLD_APART, Bench, Judged, judging
from grader.proof.equivalents import Equivalent, equal_runs, stored_equivalents
from grader.proof.keys import digest, task_key
from grader.proof.rows import Row
from grader.proof.stored import WrongAnswer, submission, wrong_answers

FEW = 30


def wrong_rows(bench: Bench) -> Iterator[Row]:
    """A row a task: each stored wrong answer fails the check it was written for."""
    for task in bench.assignment.coding_tasks:
        began = time.monotonic()
        answers = wrong_answers(bench.assignment, task)
        ends, held, kept = _ends(bench, task, answers)
        problems = [
            f"{answer.path}: it could not be judged: {held[answer.name]}"
            for answer in answers
            if answer.name in held
        ]
        problems += [
            said
            for answer in answers
            if answer.name not in held
            for said in _not_failed(answer, ends[answer.name])
        ]
        said = (
            f"{len(answers)} stored, each fails the check it was written for"
            if answers
            else "none is stored"
        )
        yield Row(
            proof="wrong answers",
            of=task.id,
            passed=not problems,
            said=(
                said
                if not problems
                else f"{len(answers)} stored, {len(problems)} not told apart as they say"
            ),
            problems=tuple(problems),
            seconds=time.monotonic() - began,
            kept=kept,
        )


def _ends(
    bench: Bench, task: Task, answers: list[WrongAnswer]
) -> tuple[dict[str, dict[str, Any]], dict[str, str], int]:
    """By name of a wrong answer: how each check ended for it; why one could not be judged.

    And how many were known.

    Only checks that are not what they were are run again.
    """
    keys = bench.check_keys(task)
    ends: dict[str, dict[str, Any]] = {}
    works = {
        answer.name: submission(bench.assignment, task, answer.path.read_bytes(), answer.name)
        for answer in answers
    }
    waiting: list[tuple[str, tuple[str, ...]]] = []
    for name, work in works.items():
        there = bench.store.get(f"wrong {name}", work.digest) or {}
        ends[name] = {
            check: there[check]
            for check in keys
            if check in there and there[check]["key"] == keys[check]
        }
        changed = tuple(check for check in keys if check not in ends[name])
        waiting.extend([(name, changed)] if changed else [])

    def judge(examiner: Examiner, which: tuple[str, tuple[str, ...]]) -> Judged:
        return judging(bench.assignment, task, checks=which[1])(examiner, works[which[0]])

    held: dict[str, str] = {}
    for (name, _), judged in zip(waiting, bench.crew.map(judge, waiting), strict=True):
        if judged.held:
            held[name] = judged.held
            continue
        for check in judged.result.checks:
            error = judged.errors.get(check.id, 0.0)
            ends[name][check.id] = {
                "key": keys[check.id],
                "outcome": check.outcome.value,
                "error": error,
            }
        bench.store.put(f"wrong {name}", works[name].digest, ends[name])
    bench.store.forget(f"wrong {task.id}/", {f"wrong {name}" for name in works})
    return ends, held, len(works) - len(waiting)


def _not_failed(answer: WrongAnswer, ends: dict[str, Any]) -> Iterator[str]:
    """Sentences about the checks that should have failed and did not."""
    told = [check for check, end in ends.items() if Outcome(end["outcome"]) in TOLD_APART]
    for check in answer.fails:
        if check not in ends:
            yield (
                f"{answer.path}: it says that it fails {check}, which is no check; correct its"
                " first lines"
            )
        elif check not in told:
            instead = (
                f"it fails {told[0]} instead" if told else "no check tells it from the reference"
            )
            yield (
                f"{answer.path}: {check} ended {ends[check]['outcome']}; {instead}: mend the check"
                " or the line"
            )


def mutant_rows(bench: Bench) -> Iterator[Row]:
    """A row a task: every mutant is killed, or said and shown to be the same function."""
    excused = stored_equivalents(bench.assignment)
    counts = {"all": 0, "equivalent": 0}
    for task in bench.assignment.coding_tasks:
        yield _mutants_of(bench, task, [each for each in excused if each.task == task.id], counts)
    if counts["equivalent"] > max(1, 0.05 * counts["all"]):
        said = (
            f"{counts['equivalent']} of {counts['all']} mutants are called equivalent; at most 5 %"
            " may be"
        )
        yield Row(proof="equivalents", of="all tasks", passed=False, said=said, problems=(said,))


def task_mutants(bench: Bench, task: Task) -> list[Mutant]:
    """The mutants of a task's reference file, in its marked regions, else in the functions that the
    task defines.
    """
    assert bench.assignment.solutions is not None
    path = bench.assignment.solutions / task.file
    text = path.read_text(encoding="utf-8")
    regions = [(region.first, region.last) for region in find_regions(path, text)]
    return mutants(task.id, text, regions or functions_named(path, text, task.defines))


def _mutants_of(bench: Bench, task: Task, excused: list[Equivalent], counts: dict[str, int]) -> Row:
    began = time.monotonic()
    found = task_mutants(bench, task)
    fates, kept = _fates(bench, task, found)
    survivors = [mutant for mutant in found if not fates[mutant.text]["killed_by"]]
    problems, notes, equivalent = [], [], 0
    for mutant in survivors:
        reason = next((each for each in excused if each.fits(mutant)), None)
        held = fates[mutant.text].get("held", "")
        if held:
            problems.append(f"{mutant.id}: it could not be judged: {held}\n{mutant.diff()}")
        elif reason is None:
            near = fates[mutant.text]["error"]
            close = f" (its largest error is {near:.2g} of the tolerance)" if near else ""
            problems.append(
                f"{mutant.id}: no check tells it from the reference{close}; strengthen"
                f" one\n{mutant.diff()}"
            )
        else:
            why = equal_runs(bench, task, mutant, reason)
            equivalent += not why
            problems.extend([f"{mutant.id}: {why}\n{mutant.diff()}"] if why else [])
    unused = [each for each in excused if not any(each.fits(mutant) for mutant in survivors)]
    problems.extend(
        f"{each.place}: no mutant that survives has this change; take the entry out"
        for each in unused
    )
    if len(found) < FEW:
        notes.append(f"{task.id} has places for {len(found)} mutants only")
    counts["all"] += len(found)
    counts["equivalent"] += equivalent
    killed = len(found) - len(survivors)
    rate = f"{100 * killed / max(len(found), 1):.0f} %"
    return Row(
        proof="mutants",
        of=task.id,
        passed=not problems,
        said=f"{killed} of {len(found)} killed ({rate}), {equivalent} equivalent",
        problems=tuple(problems),
        notes=tuple(notes),
        seconds=time.monotonic() - began,
        kept=kept,
    )


def _fates(bench: Bench, task: Task, found: list[Mutant]) -> tuple[dict[str, Any], int]:
    """By text of a mutant: which check killed it, and by how much; and how many were known already.

    One that a check has killed stays killed while that check is what it was; one that survived is
    tried again when any check of the task changes.
    """
    keys = bench.check_keys(task)
    whole = task_key(bench.assignment, task)
    fates: dict[str, Any] = {}
    waiting = []
    for mutant in found:
        name = f"mutant {task.id}/{digest(mutant.text)}"
        there = next(
            (kept for key in (whole, *keys.values()) if (kept := bench.store.get(name, key))), None
        )
        if there is None:
            waiting.append(mutant)
        else:
            fates[mutant.text] = there
    work = [
        submission(bench.assignment, task, mutant.text.encode(), "a mutant") for mutant in waiting
    ]
    judge = judging(bench.assignment, task, stop_first=True)
    for mutant, judged in zip(waiting, bench.crew.map(judge, work), strict=True):
        fates[mutant.text] = fate = _fate(judged)
        if not fate.get("held"):
            key = keys[fate["killed_by"]] if fate["killed_by"] else whole
            bench.store.put(f"mutant {task.id}/{digest(mutant.text)}", key, fate)
    bench.store.forget(
        f"mutant {task.id}/", {f"mutant {task.id}/{digest(mutant.text)}" for mutant in found}
    )
    return fates, len(found) - len(waiting)


def _fate(judged: Judged) -> dict[str, Any]:
    told = judged.told_apart
    if told is not None:
        return {"killed_by": told.id, "error": judged.errors.get(told.id, 0.0)}
    largest = max(judged.errors.values(), default=0.0)
    return {"killed_by": "", "error": largest} | ({"held": judged.held} if judged.held else {})
