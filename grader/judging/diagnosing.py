"""Saying what was misunderstood, once the checks of a task are judged."""

from collections.abc import Mapping, Sequence
from functools import cache, partial

from grader.checking.answerers.transcripts import Inputs, judged_inputs
from grader.config.course_texts import load_translator
from grader.diagnosis.deciding import diagnose_checks
from grader.diagnosis.evidence import Evidence
from grader.diagnosis.mistakes import Mistake, join_mistakes, load_mistakes, translate_mistakes
from grader.diagnosis.repeating import UNSTEADY, diagnose_repeating
from grader.errors import BadFile
from grader.evidence.kept_runs import NotKept
from grader.language import tr
from grader.model import Assignment, CheckResult, Diagnosis, DiagnosisKind, Outcome
from grader.nouns import replace

from .running import Runner
from .staleness import digest_mistake_inputs

# Seconds that a student's check may have taken to be asked again.
PATIENCE = 5.0


class Diagnoser:
    """Diagnoses failed checks of an assignment.

    What stored mistakes answer is read when the first check of a task fails, and kept.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._read_mistakes = cache(partial(_read_mistakes, assignment))

    def diagnose(
        self, checks: Sequence[CheckResult], evidence: Mapping[str, Evidence], *, hidden: bool
    ) -> list[CheckResult]:
        """Return the results of a task's checks with the diagnoses of its visible or hidden ones.

        What a hidden check saw is no evidence for a visible one: it would come out with it.
        """
        usable_checks = [check for check in checks if hidden or not check.hidden]
        failed = {check.id: evidence[check.id] for check in usable_checks if check.id in evidence}
        if not failed or _is_unsteady(usable_checks):
            return list(checks)
        stored = self._load_stored(usable_checks[0].task, hidden)
        passed = _list_passed(usable_checks)
        diagnosis_by_check = diagnose_checks(failed, passed, stored, hidden=hidden)
        return [
            replace(check, diagnosis=_translate_diagnosis(diagnosis_by_check.get(check.id)))
            if check.hidden is hidden
            else check
            for check in checks
        ]

    def _load_stored(self, task: str, hidden: bool) -> tuple[Mistake, ...]:
        """Return the stored mistakes of a task, with how they end visible, or all, checks."""
        visible = self._read_mistakes(task, judged_inputs(self._assignment, hidden=False))
        if not hidden or self._assignment.solutions is None:
            return visible
        return join_mistakes(visible, self._read_mistakes(task, Inputs.HIDDEN))


def ask_again(checks: Sequence[CheckResult], runner: Runner) -> list[CheckResult]:
    """Return the results of a task's checks, one that failed asked again.

    It is the first that compared something, and only where no stored mistake explains a failure and
    it takes no time to speak of.  What is answered otherwise is no family's.
    """
    repeated_check = next(
        (each for each in checks if _is_quick(each, runner.evidence.get(each.id))), None
    )
    if repeated_check is None or any(map(_is_misconception, checks)):
        return list(checks)
    diagnosis = _repeat_check(repeated_check.id, runner)
    if diagnosis is None:
        return list(checks)
    translated = _translate_diagnosis(diagnosis)
    return [
        replace(each, diagnosis=translated if each is repeated_check else None) for each in checks
    ]


def _translate_diagnosis(diagnosis: Diagnosis | None) -> Diagnosis | None:
    """Return a diagnosis in the language that is spoken; the course's own words stay."""
    if diagnosis is None or diagnosis.kind is DiagnosisKind.MISCONCEPTION:
        return diagnosis
    return replace(diagnosis, title=tr(diagnosis.title), explanation=tr(diagnosis.explanation))


def _repeat_check(check: str, runner: Runner) -> Diagnosis | None:
    compared = runner.evidence[check].compared
    if compared is None or compared.of_structure or not runner.is_quick(check):
        return None
    try:
        return diagnose_repeating(compared.got, compared.want, partial(runner.answer_again, check))
    except NotKept:  # evidence does not say; points do not hang on it
        return None


def _list_passed(checks: Sequence[CheckResult]) -> set[str]:
    return {check.id for check in checks if check.outcome is Outcome.PASSED}


def _is_unsteady(checks: Sequence[CheckResult]) -> bool:
    """Return whether answers were others at every run, so that they say nothing more."""
    names = {each.name for each in UNSTEADY}
    return any(check.diagnosis is not None and check.diagnosis.name in names for check in checks)


def _is_misconception(check: CheckResult) -> bool:
    diagnosis = check.diagnosis
    return diagnosis is not None and diagnosis.kind is DiagnosisKind.MISCONCEPTION


def _is_quick(check: CheckResult, evidence: Evidence | None) -> bool:
    has_compared = evidence is not None and evidence.compared is not None
    return has_compared and not check.hidden and check.seconds <= PATIENCE


def _read_mistakes(assignment: Assignment, task: str, inputs: Inputs) -> tuple[Mistake, ...]:
    """Return what was recorded with these inputs; nothing where it no longer holds."""
    try:
        file = load_mistakes(inputs.mistakes_path(assignment, task))
    except BadFile:
        return ()  # points do not hang on it; `grade verify` says what is wrong with it
    if file is None or file.made_from != digest_mistake_inputs(assignment, task, inputs):
        return ()
    return translate_mistakes(file, load_translator(assignment)).mistakes
