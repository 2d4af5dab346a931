"""The reference written in other honest ways: every check must pass each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.files.regions import find_regions
from grader.model import Assignment, Outcome, Task
from grader.mutants.rewritten import WAYS, Rewriting, rewritings
from grader.mutants.written import Written, running
from grader.proof.cache.kept import CheckEnd, current
from grader.proof.cache.store import Slot
from grader.proof.ground.excuses import VARIANT, Excuse, Remark, stored_excuses, unexcused
from grader.proof.ground.proving import Proving, judging
from grader.proof.ground.rows import ProofRow
from grader.runs.stored import submission

Ends = dict[str, CheckEnd]
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)  # in a handout
# An assert of a teacher's own may be written for a tuple.
NOT_FOR_ASSERTS = frozenset(("list for tuple", "not contiguous"))


def variant_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge the reference written in other honest ways; yield one row per task."""
    excuses = [
        each
        for each in stored_excuses(proving.assignment)
        if each.finding.removeprefix(VARIANT) in WAYS
    ]
    for task in proving.assignment.coding_tasks:
        made = task_rewritings(proving.assignment, task)
        ends, known = _judge(proving, task, made)
        own = [each for each in excuses if each.of == task.id]
        yield _row(task, made, ends, own, known)


def _row(
    task: Task, made: list[Rewriting], ends: dict[str, Ends], excuses: list[Excuse], known: int
) -> ProofRow:
    findings = [
        Remark(name=f"{VARIANT}{each.kind}", of=task.id, said=said)
        for each in made
        for said in _failures(task, each, ends.get(each.text, {}))
    ]
    problems = unexcused(findings, excuses)
    kinds = ", ".join(each.kind for each in made)
    ways = "1 honest way to write it passes" if len(made) == 1 else f"{len(made)} honest ways pass"
    said = f"{ways}: {kinds}" if made else "no way applies"
    failing = ", ".join(dict.fromkeys(each.name.removeprefix(VARIANT) for each in findings))
    return ProofRow(
        proof="variants",
        of=task.id,
        passed=not problems,
        said=f"honest work fails: {failing}" if problems and failing else said,
        problems=tuple(problems),
        kept=known,
    )


def task_rewritings(assignment: Assignment, task: Task) -> list[Rewriting]:
    """Return the other honest ways to write a task's reference file."""
    assert assignment.solutions is not None
    path = assignment.solutions / task.file
    text = path.read_text(encoding="utf-8")
    regions = find_regions(path, text, task.defines)
    handout = assignment.solutions / "handout.md"
    written = Written(
        text=text,
        tree=running(text),
        defines=task.defines,
        regions=tuple((region.first, region.last) for region in regions),
        told="\n".join(_CODE.findall(handout.read_text(encoding="utf-8"))),
        torch=task.server.has_torch,
    )
    made = rewritings(written)
    return [each for each in made if not (task.asserted and each.kind in NOT_FOR_ASSERTS)]


def _judge(proving: Proving, task: Task, made: list[Rewriting]) -> tuple[dict[str, Ends], int]:
    """Return how the checks ended for each variant, by its text; only what changed is run again."""
    keys = proving.check_keys(task)
    works = {
        each.text: submission(proving.assignment, task, each.text.encode(), each.kind)
        for each in made
    }
    slots = {
        text: Slot(f"variant {task.id}/{work.name}", work.digest) for text, work in works.items()
    }

    def judge(texts: list[str], kept: dict[str, Ends]) -> Iterator[tuple[str, Ends]]:
        before = {text: current(kept.get(text, {}), keys) for text in texts}
        waiting = [
            (works[text], tuple(check for check in keys if check not in before[text]))
            for text in texts
        ]
        judged = proving.crew.map(judging(proving.assignment, task), waiting)
        for text, each in zip(texts, judged, strict=True):
            yield (
                text,
                before[text]
                | {
                    check.id: CheckEnd(
                        keys[check.id],
                        check.outcome,
                        each.errors.get(check.id, 0.0),
                        check.message or "",
                    )
                    for check in each.result.checks
                },
            )

    completed = proving.store.complete(
        slots, Ends, judge, holds=lambda ends: len(current(ends, keys)) == len(keys)
    )
    proving.store.forget(f"variant {task.id}/", slots.values())
    return completed.values, completed.known


def _failures(task: Task, rewriting: Rewriting, ends: Ends) -> Iterator[str]:
    """Yield a sentence for each check that an honest variant does not pass.

    Work that computes in float64 and ends with an exception is none: something in the file is
    narrow, so it is not the same function.
    """
    raised = any(end.outcome is Outcome.RAISED for end in ends.values())
    if raised and rewriting.kind == "float64 inside":
        return
    for check, end in ends.items():
        if end.outcome not in (Outcome.PASSED, Outcome.BLOCKED):
            why = (end.message or end.outcome.value).split("\n")[0]
            yield (
                f"{task.file} written otherwise ({rewriting.said}) is honest work, and does not"
                f" pass {check}: {why}; let the check take it, or excuse it"
            )
