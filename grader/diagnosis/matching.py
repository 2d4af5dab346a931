"""Which stored mistake a student's answers are those of, if there is exactly one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.diagnosis.fingerprints import far
from grader.diagnosis.mistakes import Mark, Mistake

# Numbers of two programs with the same mistake differ by their last digits, and by what a file
# leaves out of them.
CLOSE = 2e-6
# So much nearer to the mistake's answer than to the reference's.
NEARER = 20.0
# Two checks, or as many different numbers of one, are no chance.
ENOUGH_CHECKS = 2
ENOUGH_NUMBERS = 3


def recognised(
    marks: Mapping[str, Mark],
    tolerances: Mapping[str, float],
    passed: Collection[str],
    mistakes: Collection[Mistake],
) -> dict[str, Mistake]:
    """Return for checks that failed the mistake that explains them.

    `marks` say how the student's failed checks ended, `tolerances` how near numbers had to be,
    `passed` which checks passed.  A mistake explains nothing where the student passes a check that
    it fails.
    """
    fitting = {
        mistake.name: (mistake, checks)
        for mistake in mistakes
        if not any(check in mistake.marks for check in passed)
        and _is_enough(checks := _matching(marks, tolerances, mistake), marks, mistake)
    }
    explained: dict[str, Mistake] = {}
    for check in marks:
        candidates = [(mistake, checks) for mistake, checks in fitting.values() if check in checks]
        most = max((len(checks) for _, checks in candidates), default=0)
        best = [mistake for mistake, checks in candidates if len(checks) == most]
        if len({mistake.title for mistake in best}) == 1:
            explained[check] = best[0]
    return explained


def _matching(
    marks: Mapping[str, Mark], tolerances: Mapping[str, float], mistake: Mistake
) -> list[str]:
    """Return the checks that ended for the student as they end for a mistake."""
    return [
        check
        for check, mine in marks.items()
        if check in mistake.marks and same(mine, mistake.marks[check], tolerances.get(check, 0.0))
    ]


def _is_enough(checks: list[str], marks: Mapping[str, Mark], mistake: Mistake) -> bool:
    """Return whether so many checks that match are no chance.

    Two with numbers that tell; or all that the mistake fails, when the student fails no other.
    """
    numbers = [mistake.marks[check].telling for check in checks]
    if sum(count >= ENOUGH_NUMBERS for count in numbers) >= ENOUGH_CHECKS:
        return True
    judged = [check for check in mistake.marks if check in marks]
    return bool(checks) and len(checks) == len(judged) == len(marks)


def same(mine: Mark, theirs: Mark, tolerance: float) -> bool:
    """Return whether a check ended for the student as for a mistake."""
    if (mine.outcome, mine.at, mine.text) != (theirs.outcome, theirs.at, theirs.text):
        return False
    if mine.answer is None or theirs.answer is None:
        return mine.answer is theirs.answer
    distance = far(mine.answer, theirs.answer)
    return distance <= max(CLOSE, tolerance) and distance * NEARER <= theirs.apart
