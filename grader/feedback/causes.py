"""Of a task that did not pass, what a person reads first: one cause in full, the rest counted.

One slip fails many checks.  Told one by one they hide their cause, and their hints contradict each
other.

A cause has a signature, which all have in common who made the same mistake.  A diagnosis is enough.
Where nothing was diagnosed it is the check, how it ended, the first wrong place with the number
that stands there, and what share of the numbers is wrong: the inputs are the same for everybody, so
one mistake gives one number.  A message's own digits do not count.
"""

import hashlib
import re

from grader.language import join_items, tr, tr_n
from grader.model import Blame, CheckResult, DiagnosisKind, Difference, Outcome, Result, TaskResult
from grader.nouns import noun

from .words import failed_checks, is_not_started, line, place

SIGNATURE_DIGITS = 8
_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
# What can follow from other differences and explains least: it is told last.
_FOLLOWS = frozenset(("changed",))


@noun
class Causes:
    """Failed checks of a task: the one that explains most, and the others."""

    first: CheckResult
    others: tuple[CheckResult, ...]


def causes(task: TaskResult) -> Causes | None:
    """Return what there is to tell of a task; None where nothing failed, or nothing was started."""
    failed = failed_checks(task)
    if not failed or is_not_started(task):
        return None
    # Stable: of equals, the check that the course wrote first, which is the simplest.
    ranked = sorted(failed, key=lambda check: _rank(check, failed[0]))
    return Causes(first=ranked[0], others=tuple(ranked[1:]))


def all_causes(result: Result) -> list[Causes]:
    """Return the causes of each task that failed."""
    return [each for task in result.tasks if (each := causes(task)) is not None]


def failure(task: TaskResult) -> CheckResult | None:
    """Return what explains most of a task's failure; None where the student has nothing to mend.

    None too for a task that was not started.
    """
    task_causes = causes(task)
    return (
        task_causes.first
        if task_causes is not None and task_causes.first.blame is Blame.STUDENT
        else None
    )


def signature(check: CheckResult) -> str:
    """Return the id of all failures like this one: 8 hexadecimal digits, the same in every run."""
    if check.diagnosis is not None:
        text = f"{check.task} {check.diagnosis.kind} {check.diagnosis.name}"
    else:
        text = f"{check.id} {check.outcome} {_pattern(check)}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:SIGNATURE_DIGITS]


def share_wrong(difference: Difference) -> float | None:
    """Return what share of the numbers is wrong; None where they were not counted."""
    return (
        difference.differing / difference.size
        if difference.differing is not None and difference.size
        else None
    )


def others_line(task_causes: Causes, *, titles: bool = False) -> str:
    """Return one line on the failures that are not told; "" without any.

    With `titles` it names them, for where there is no `-v`.
    """
    if not task_causes.others:
        return ""
    elsewhere = [
        check
        for check in task_causes.others
        if check.place and task_causes.first.place and check.place != task_causes.first.place
    ]
    if len(elsewhere) == len(task_causes.others):
        more = tr_n(
            "{number} more check fails, the next at {place}",
            "{number} more checks fail, the next at {place}",
            len(task_causes.others),
            place=place(elsewhere[0]),
        )
    else:
        more = tr_n(
            "{number} more check fails, probably for the same reason",
            "{number} more checks fail, probably for the same reason",
            len(task_causes.others),
        )
    if titles:
        names = join_items(line(check.title) for check in task_causes.others)
        return tr("{more}: {titles}", more=more, titles=names)
    return tr("{more}; -v shows them", more=more)


def _rank(check: CheckResult, simplest: CheckResult) -> tuple[bool, ...]:
    """Return a sort key: what explains most comes first.

    What holds the grade; what does not come of an earlier stage; what has a diagnosis; a check
    without points, which others need; what students may see.
    """
    difference = check.difference
    return (
        check.outcome is not Outcome.GRADER_FAULT,
        _follows_from_stage(check),
        not _says_what(check, simplest),
        check.possible > 0,
        check.hidden,
        difference is not None and difference.kind in _FOLLOWS,
    )


def _says_what(check: CheckResult, simplest: CheckResult) -> bool:
    """Return whether a diagnosis says more than the first failed check does.

    One that says where in a model numbers part explains the function it is in, and no earlier one.
    """
    diagnosis = check.diagnosis
    if diagnosis is None or diagnosis.kind is not DiagnosisKind.INTERMEDIATE:
        return diagnosis is not None
    return simplest.diagnosis is not None or check.place == simplest.place


def _follows_from_stage(check: CheckResult) -> bool:
    """Return whether a check holds once an earlier stage is the reference's.

    Then the stage's own check tells more, unless the mistake is known by name.
    """
    diagnosis = check.diagnosis
    is_named = diagnosis is not None and diagnosis.kind is DiagnosisKind.MISCONCEPTION
    return check.carried is not None and not is_named


def _pattern(check: CheckResult) -> str:
    """Return where the numbers part and how, or the message's words."""
    difference = check.difference
    if difference is None:
        return _DIGITS.sub("#", line(check.message.partition("\n")[0]))
    number, share = _round_number(difference.got), share_wrong(difference) or 0
    return f"{difference.kind} {difference.where} {number} {share:.1f}"


def _round_number(got: str) -> str:
    """Return a number with three digits, so that the last ones of two ways to compute do not count.

    Anything else is returned as it is.
    """
    try:
        return f"{float(got):.3g}"
    except ValueError:
        return line(got)
