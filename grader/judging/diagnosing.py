"""Saying what was misunderstood, once the checks of a task are judged."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.checking.answerers.transcripts import Inputs, judged_inputs
from grader.config.course_texts import sayer
from grader.diagnosis.deciding import diagnoses
from grader.diagnosis.evidence import Evidence
from grader.diagnosis.mistakes import Mistake, joined, load_mistakes, said
from grader.diagnosis.repeating import UNSTEADY, repeated
from grader.errors import BadFile
from grader.evidence.kept_runs import NotKept
from grader.language import tr
from grader.model import Assignment, CheckResult, Diagnosis, DiagnosisKind, Outcome, Task
from grader.nouns import replace

from .running import Runner
from .staleness import mistakes_made_from
from .suite import Collected

# Seconds that a student's check may have taken to be asked again.
PATIENCE = 5.0


class Diagnoser:
    """Diagnoses failed checks of an assignment.

    What stored mistakes answer is read when the first check of a task fails, and kept.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._mistakes: dict[tuple[str, Inputs], tuple[Mistake, ...]] = {}

    def diagnosed(
        self, checks: Sequence[CheckResult], evidence: Mapping[str, Evidence], *, hidden: bool
    ) -> list[CheckResult]:
        """Return the results of a task's checks with the diagnoses of its visible or hidden ones.

        What a hidden check saw is no evidence for a visible one: it would come out with it.
        """
        seen = [check for check in checks if hidden or not check.hidden]
        failed = {check.id: evidence[check.id] for check in seen if check.id in evidence}
        if not failed or _is_unsteady(seen):
            return list(checks)
        stored = self._stored(seen[0].task, hidden)
        named = diagnoses(failed, _passed(seen), stored, hidden=hidden)
        return [
            replace(check, diagnosis=_said(named.get(check.id)))
            if check.hidden is hidden
            else check
            for check in checks
        ]

    def _stored(self, task: str, hidden: bool) -> tuple[Mistake, ...]:
        """Return the stored mistakes of a task, with how they end visible, or all, checks."""
        visible = self._of(task, judged_inputs(self._assignment, hidden=False))
        if not hidden or self._assignment.solutions is None:
            return visible
        return joined(visible, self._of(task, Inputs.HIDDEN))

    def _of(self, task: str, inputs: Inputs) -> tuple[Mistake, ...]:
        """Return what was recorded with these inputs; nothing where it no longer holds."""
        key = (task, inputs)
        if key not in self._mistakes:
            self._mistakes[key] = _read(self._assignment, task, inputs)
        return self._mistakes[key]


def asked_again(
    checks: Sequence[CheckResult], runner: Runner, suite: Sequence[Collected], task: Task
) -> list[CheckResult]:
    """Return the results of a task's checks, one that failed asked again.

    It is the first that compared something, and only where no stored mistake explains a failure and
    it takes no time to speak of.  What is answered otherwise is no family's.
    """
    chosen = next((each for each in checks if _is_quick(each, runner.evidence.get(each.id))), None)
    if chosen is None or any(map(_is_misconception, checks)):
        return list(checks)
    diagnosis = _repeated(chosen.id, runner, suite, task)
    if diagnosis is None:
        return list(checks)
    told = _said(diagnosis)
    return [replace(each, diagnosis=told if each is chosen else None) for each in checks]


def _said(diagnosis: Diagnosis | None) -> Diagnosis | None:
    """Return a diagnosis in the language that is spoken; the course's own words stay."""
    if diagnosis is None or diagnosis.kind is DiagnosisKind.MISCONCEPTION:
        return diagnosis
    return replace(diagnosis, title=tr(diagnosis.title), explanation=tr(diagnosis.explanation))


def _repeated(
    check: str, runner: Runner, suite: Sequence[Collected], task: Task
) -> Diagnosis | None:
    collected = next(each for each in suite if each.check.id == check)
    compared = runner.evidence[check].compared
    if compared is None or compared.of_structure or not runner.is_quick(collected):
        return None

    def answer(seed: int, fresh: bool) -> Any:
        return runner.answer_again(collected, task, seed, fresh=fresh)

    try:
        return repeated(compared.got, compared.want, answer)
    except NotKept:  # evidence does not say; points do not hang on it
        return None


def _passed(checks: Sequence[CheckResult]) -> set[str]:
    return {check.id for check in checks if check.outcome is Outcome.PASSED}


def _is_unsteady(checks: Sequence[CheckResult]) -> bool:
    """Return whether answers were others at every run, so that they say nothing more."""
    names = {each.name for each in UNSTEADY}
    return any(check.diagnosis is not None and check.diagnosis.name in names for check in checks)


def _is_misconception(check: CheckResult) -> bool:
    known = check.diagnosis
    return known is not None and known.kind is DiagnosisKind.MISCONCEPTION


def _is_quick(check: CheckResult, evidence: Evidence | None) -> bool:
    compared = evidence is not None and evidence.compared is not None
    return compared and not check.hidden and check.seconds <= PATIENCE


def _read(assignment: Assignment, task: str, inputs: Inputs) -> tuple[Mistake, ...]:
    try:
        file = load_mistakes(inputs.mistakes_path(assignment, task))
    except BadFile:
        return ()  # points do not hang on it; `grade verify` says what is wrong with it
    if file is None or file.made_from != mistakes_made_from(assignment, task, inputs):
        return ()
    return said(file, sayer(assignment)).mistakes
