"""From how the checks of a task ended to the diagnoses of those that failed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.diagnosis.evidence import Evidence
from grader.diagnosis.marks import mark
from grader.diagnosis.matching import recognised
from grader.diagnosis.mistakes import Mistake
from grader.model import Diagnosis, DiagnosisKind


def diagnoses(
    failed: Mapping[str, Evidence], passed: Collection[str], mistakes: Collection[Mistake]
) -> dict[str, Diagnosis]:
    """Return a diagnosis for each failed check that has one.

    `passed` are the ids of the task's checks that passed, `mistakes` its stored ones.
    """
    marks = {check: mark(evidence) for check, evidence in failed.items()}
    tolerances = {
        check: evidence.compared.relative
        for check, evidence in failed.items()
        if evidence.compared is not None
    }
    return {
        check: Diagnosis(
            name=mistake.name,
            title=mistake.title,
            explanation=mistake.explanation,
            kind=DiagnosisKind.MISCONCEPTION,
        )
        for check, mistake in recognised(marks, tolerances, passed, mistakes).items()
    }
