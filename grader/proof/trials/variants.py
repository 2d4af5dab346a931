"""The reference written in other honest ways: every check must pass each of them."""

import re
from collections.abc import Iterator

from grader.files.regions import find_regions
from grader.model import Assignment, Outcome, Task
from grader.mutants.rewritten import WAYS, Rewriting, list_rewritings
from grader.mutants.written import Written, parse_running
from grader.proof.ground.excuses import VARIANT, Excuse, Remark, list_unexcused, load_excuses
from grader.proof.ground.proving import Proving
from grader.proof.ground.rows import ProofRow, proof_row

from .trying import Trials, try_works

_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)  # in a handout
# An assert of a teacher's own may be written for a tuple.
NOT_FOR_ASSERTS = frozenset(("list for tuple", "not contiguous"))


def variant_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge the reference written in other honest ways; yield one row per task."""
    excuses = [
        each
        for each in load_excuses(proving.assignment)
        if each.finding.removeprefix(VARIANT) in WAYS
    ]
    for proof in proving.tasks:
        rewritings = task_rewritings(proof.assignment, proof.task)
        own = [each for each in excuses if each.of == proof.id]
        contents = {each.kind: each.text.encode() for each in rewritings}
        trials = try_works(proof, "variant", contents, honest=True)
        yield _build_row(proof.task, rewritings, trials, own)


def _build_row(
    task: Task, rewritings: list[Rewriting], trials: Trials, excuses: list[Excuse]
) -> ProofRow:
    findings = [
        Remark(f"{VARIANT}{each.kind}", task.id, sentence)
        for each in rewritings
        for sentence in _list_failures(task, each, trials)
    ]
    problems = list_unexcused(findings, excuses)
    kinds = ", ".join(each.kind for each in rewritings)
    ways = (
        "1 honest way to write it passes"
        if len(rewritings) == 1
        else f"{len(rewritings)} honest ways pass"
    )
    summary = f"{ways}: {kinds}" if rewritings else "no way applies"
    failing = ", ".join(dict.fromkeys(each.name.removeprefix(VARIANT) for each in findings))
    if problems and failing:
        summary = f"honest work fails: {failing}"
    return proof_row("variants", task.id, summary, problems, kept=trials.known)


def task_rewritings(assignment: Assignment, task: Task) -> list[Rewriting]:
    """Return the other honest ways to write a task's reference file."""
    path = assignment.reference_folder / task.file
    text = path.read_text(encoding="utf-8")
    regions = find_regions(path, text, task.defines)
    handout = assignment.reference_folder / "handout.md"
    written = Written(
        text=text,
        tree=parse_running(text),
        defines=task.defines,
        regions=tuple((region.first, region.last) for region in regions),
        told="\n".join(_CODE.findall(handout.read_text(encoding="utf-8"))),
        torch=task.server.has_torch,
    )
    rewritings = list_rewritings(written)
    return [each for each in rewritings if not (task.asserted and each.kind in NOT_FOR_ASSERTS)]


def _list_failures(task: Task, rewriting: Rewriting, trials: Trials) -> Iterator[str]:
    """Yield a sentence for each check that an honest variant does not pass.

    Work that computes in float64 and ends with an exception is none: something in the file is
    narrow, so it is not the same function.
    """
    subject = f"{task.file} written otherwise ({rewriting.said})"
    if rewriting.kind in trials.held:
        yield f"{subject} could not be judged: {trials.held[rewriting.kind]}"
    ends = trials.ends.get(rewriting.kind, {})
    raised = any(end.outcome is Outcome.RAISED for end in ends.values())
    if raised and rewriting.kind == "float64 inside":
        return
    for check, end in ends.items():
        if end.outcome not in (Outcome.PASSED, Outcome.BLOCKED):
            why = (end.message or end.outcome.value).split("\n")[0]
            yield (
                f"{subject} is honest work, and does not pass {check}: {why}; let the check take"
                " it, or excuse it"
            )
