"""Diagnosing what is known: stored mistakes get their own names, all other work no false ones.

A diagnosis of a mutant is made from the visible checks, as a student's is.  It is false where the
hidden checks contradict it: the mutant passes one that the mistake fails, or fails it otherwise, or
gets another name there.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

import grader.diagnosis
from grader.checking.answerers.transcripts import Inputs
from grader.diagnosis.mistakes import Mistake, load_mistakes
from grader.feedback.causes import causes
from grader.judging.staleness import inputs_of_task, mistakes_are_stale
from grader.model import CheckResult, DiagnosisKind, Outcome, Result, Submission
from grader.mutants.mutations import Mutant
from grader.proof.cache.digests import digest, split_checks, task_key
from grader.proof.cache.store import Slot
from grader.proof.ground.excuses import DIAGNOSIS, Remark, list_unexcused, load_excuses
from grader.proof.ground.proving import Judged, Proving, TaskProving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.runs.stored import (
    WrongAnswer,
    honest_variants,
    stored_mistakes,
    wrong_answers,
)

from .killing import keep_fates, task_mutants

LEAST_RIGHT = 0.95
# These explain no numbers otherwise: where a curve or the way through a model parts leaves open
# what is wrong, and what a function does besides answering is seen, whatever it answers.
BESIDE = (DiagnosisKind.TRAINING, DiagnosisKind.INTERMEDIATE, DiagnosisKind.CONDUCT)


class Told(NamedTuple):
    """What is wrong with what work is told, if anything, and all names that it is given."""

    problem: str
    given: list[str]


class Names(msgspec.Struct, frozen=True):
    """What the diagnoses of a task's known work came to.

    Of the `stored` mistakes, `right` were named rightly. `wrong` and `without` are sentences about
    those with another name and without any. Of the `honest` variants and the `mutants` these are
    the numbers; `named` counts the mutants with a name. `false` are names that were false, each
    with a sentence.
    """

    stored: int
    right: int
    wrong: tuple[str, ...]
    without: tuple[str, ...]
    honest: int
    mutants: int
    named: int
    false: tuple[tuple[str, str], ...]


def naming_rows(proving: Proving) -> Iterator[ProofRow]:
    """Diagnose all that is known; yield one row per task that has named mistakes."""
    for proof in proving.tasks:
        answers = [each for each in wrong_answers(proof.assignment, proof.task) if each.title]
        if answers:
            yield _build_row(proof, answers)


def _build_row(proof: TaskProving, answers: list[WrongAnswer]) -> ProofRow:
    stale = _explain_staleness(proof)
    if stale:
        return proof_row("diagnosis", proof.id, stale, [stale])
    slot = Slot(f"diagnosis {proof.id}", _build_key(proof, answers))
    names, known = proof.store.recall(slot, Names, lambda: _diagnose_work(proof, answers))
    few = names.right < LEAST_RIGHT * names.stored
    false = _list_unexcused(proof, names)
    problems = (*names.wrong, *false, *(names.without if few else ()))
    notes = () if few else names.without
    summary = (
        f"{names.stored} stored: {names.right} named rightly, {len(names.wrong)} wrongly,"
        f" {len(names.without)} not; {len(names.false)} false in {names.honest} honest variants and"
        f" {names.mutants} mutants ({names.named} named)"
    )
    return proof_row("diagnosis", proof.id, summary, problems, notes, kept=known)


def _list_unexcused(proof: TaskProving, names: Names) -> list[str]:
    """Return the false diagnoses without an excuse, and the excuses without one."""
    excuses = [
        each
        for each in load_excuses(proof.assignment)
        if each.of == proof.id and each.finding.startswith(DIAGNOSIS)
    ]
    remarks = [Remark(f"{DIAGNOSIS}{name}", proof.id, sentence) for name, sentence in names.false]
    return list_unexcused(remarks, excuses)


def _explain_staleness(proof: TaskProving) -> str:
    """Return why what was recorded of a task's mistakes cannot be used; "" when it can."""
    stored = stored_mistakes(proof.assignment, proof.task)
    for inputs in inputs_of_task(proof.assignment, proof.id):
        path = inputs.mistakes_path(proof.assignment, proof.id)
        file = load_mistakes(path)
        if file is None or mistakes_are_stale(proof.assignment, file, inputs, stored):
            return f"{path}: it is missing or stale; run `grade record {proof.assignment.id}`"
    return ""


def _build_key(proof: TaskProving, answers: list[WrongAnswer]) -> str:
    """Return the digest of all that decides how known work of a task is diagnosed."""
    recorded = [
        inputs.mistakes_path(proof.assignment, proof.id)
        for inputs in inputs_of_task(proof.assignment, proof.id)
    ]
    honest = sorted((proof.assignment.reference_folder / "honest" / proof.id).glob("*.py"))
    wrong = [answer.path for answer in answers]
    reference = proof.assignment.reference_folder / proof.task.file
    paths = [Path(__file__), *_diagnosis_files(), *recorded, *honest, *wrong, reference]
    return digest(task_key(proof.assignment, proof.task), *(path.read_bytes() for path in paths))


def _diagnose_work(proof: TaskProving, answers: list[WrongAnswer]) -> Names:
    """Judge all known work of a task, and look at its diagnoses."""
    stored = _diagnose_mistakes(proof, answers)
    misnamed = [each for each in stored if each.problem]
    honest = _diagnose_honest(proof)
    mutants = _diagnose_mutants(proof)
    return Names(
        stored=len(answers),
        right=len(answers) - len(misnamed),
        wrong=tuple(each.problem for each in misnamed if each.given),
        without=tuple(each.problem for each in misnamed if not each.given),
        honest=len(honest),
        mutants=len(mutants),
        named=sum(bool(each.given) for each in mutants),
        false=tuple((each.given[0], each.problem) for each in (*honest, *mutants) if each.problem),
    )


def _diagnose_mistakes(proof: TaskProving, answers: list[WrongAnswer]) -> list[Told]:
    works = [proof.work(each.path.read_bytes(), each.name) for each in answers]
    judged = _judge_works(proof, works)
    return [
        Told(_explain_misnaming(answer, each.result), _list_names(each.result.checks))
        for answer, each in zip(answers, judged, strict=True)
    ]


def _diagnose_honest(proof: TaskProving) -> list[Told]:
    variants = honest_variants(proof.assignment, proof.task)
    names = [_list_names(each.result.checks) for each in _judge_works(proof, variants)]
    return [
        Told(f"{variant.name}, an honest variant, is told {told[0]}" if told else "", told)
        for variant, told in zip(variants, names, strict=True)
    ]


def _diagnose_mutants(proof: TaskProving) -> list[Told]:
    """Judge by all checks those mutants that the visible ones tell something."""
    mutants = task_mutants(proof.assignment, proof.task)
    works = [proof.work(each.text.encode()) for each in mutants]
    places = _find_told_mutants(proof, mutants, works)
    judged = _judge_works(proof, [works[at] for at in places])
    file = load_mistakes(Inputs.HIDDEN.mistakes_path(proof.assignment, proof.id))
    mistakes = {mistake.name: mistake for mistake in (file.mistakes if file else ())}
    all_told = [Told("", []) for _ in mutants]
    for at, each in zip(places, judged, strict=True):
        mutant, checks = mutants[at], each.result.checks
        why = explain_contradiction(checks, mistakes)
        problem = f"{mutant.id}: {why}\n{mutant.diff()}" if why else ""
        all_told[at] = Told(problem, _list_names(checks))
    return all_told


def _find_told_mutants(
    proof: TaskProving, mutants: list[Mutant], works: list[Submission]
) -> list[int]:
    """Return the places of the mutants that visible checks tell something.

    It is known as long as these checks are what they were.  What kills a mutant is kept, so that it
    need not be judged for it again.
    """
    visible = _list_visible_checks(proof)

    def find() -> list[int]:
        seen = _judge_works(proof, works, visible) if visible else []
        keep_fates(proof, zip(mutants, seen, strict=False))
        return [at for at, judged in enumerate(seen) if _list_names(judged.result.checks)]

    assignment, inputs = proof.assignment, inputs_of_task(proof.assignment, proof.id)
    recorded = [
        each.mistakes_path(assignment, proof.id) for each in inputs if each != Inputs.HIDDEN
    ]
    keys = [proof.keys[each] for each in visible]
    decided_by = (each.read_bytes() for each in (*_diagnosis_files(), *recorded))
    key = digest(*keys, *decided_by, *(each.text for each in mutants))
    return proof.store.recall(Slot(f"told {proof.id}", key), list[int], find)[0]


def _diagnosis_files() -> list[Path]:
    """Return the files that decide what a mistake is called."""
    return sorted(Path(grader.diagnosis.__file__).parent.rglob("*.py"))


def _list_visible_checks(proof: TaskProving) -> tuple[str, ...]:
    """Return the ids of a task's visible checks."""
    path = proof.assignment.folder / "checks" / f"test_{proof.id}.py"
    return tuple(f"{proof.id}::{name}" for name in split_checks(path)[0]) if path.is_file() else ()


def _judge_works(
    proof: TaskProving, works: Iterable[Submission], checks: tuple[str, ...] = ()
) -> list[Judged]:
    return proof.judge([(work, checks) for work in works])


def _list_names(
    checks: Iterable[CheckResult], besides: Collection[DiagnosisKind] = ()
) -> list[str]:
    """Return the names of all diagnoses but those of some kinds, each once."""
    diagnoses = (check.diagnosis for check in checks if check.diagnosis)
    return list(dict.fromkeys(each.name for each in diagnoses if each.kind not in besides))


def _explain_misnaming(answer: WrongAnswer, result: Result) -> str:
    """Return what is wrong with what a stored mistake is told; "" where nothing is.

    The first thing that a student reads has to name it, and nothing may name another.
    """
    expected = answer.diagnosis or answer.name
    all_causes = causes(result.tasks[0]) if result.tasks else None
    first = all_causes.first.diagnosis if all_causes else None
    others = [name for name in _list_names(result.checks) if name != expected]
    if others:
        return f"{answer.path}: it is told {others[0]} instead of {expected}"
    return "" if first else f"{answer.path}: nothing is diagnosed"


def explain_contradiction(checks: Iterable[CheckResult], mistakes: dict[str, Mistake]) -> str:
    """Return how hidden checks contradict what visible ones are told; "" where they do not."""
    all_checks = list(checks)
    visible = _list_names(check for check in all_checks if not check.hidden)
    if not visible:
        return ""
    names = _list_names(all_checks, besides=BESIDE)
    families = {name if name in mistakes else name.partition("/")[0] for name in names}
    if len(families) > 1:
        return f"it is told {' and '.join(sorted(families))}"
    mistake = mistakes.get(visible[0])
    hidden = [check for check in all_checks if check.hidden]
    return _find_contradiction(mistake, hidden) if mistake else ""


def _find_contradiction(mistake: Mistake, hidden: list[CheckResult]) -> str:
    """Return the hidden check that ends otherwise than for a mistake, in words."""
    for check in hidden:
        if check.id in mistake.imprints and check.diagnosis is None:
            if check.outcome is Outcome.PASSED:
                return f"it is told {mistake.name}, and passes {check.id}, which this mistake fails"
            if check.outcome is not Outcome.BLOCKED:
                return f"it is told {mistake.name}, and fails {check.id} in another way"
    return ""
