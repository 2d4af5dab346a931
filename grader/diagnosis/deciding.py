"""From how the checks of a task ended to the diagnoses of those that failed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.diagnosis.evidence import Evidence
from grader.diagnosis.imprints import imprint
from grader.diagnosis.matching import Ended, recognised
from grader.diagnosis.mistakes import Mistake
from grader.model import Diagnosis


def diagnoses(
    failed: Mapping[str, Evidence], passed: Collection[str], mistakes: Collection[Mistake]
) -> dict[str, Diagnosis]:
    """Return a diagnosis for each failed check that has one.

    `passed` are the ids of the task's checks that passed, `mistakes` its stored ones.
    """
    ended = {check: _ended(evidence) for check, evidence in failed.items()}
    return {
        check: Diagnosis(name=mistake.name, title=mistake.title, explanation=mistake.explanation)
        for check, mistake in recognised(ended, passed, mistakes).items()
    }


def _ended(evidence: Evidence) -> Ended:
    return Ended(imprint(evidence), evidence.compared.relative if evidence.compared else 0.0)
