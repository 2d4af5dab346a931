"""What failures of one mistake share, however many people made it.

A diagnosis is enough.  Where nothing was diagnosed it is the check, how it ended, the first wrong
place with the number that stands there, and what share of the numbers is wrong: the inputs are the
same for everybody, so one mistake gives one number.  A message's own digits do not count.
"""

from __future__ import annotations

import hashlib
import re

from grader.feedback.causes import causes
from grader.files.plain_text import line
from grader.model import Blame, CheckResult, Difference, TaskResult

SIGNATURE_DIGITS = 8
_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def failure(task: TaskResult) -> CheckResult | None:
    """Return what explains most of a task's failure; None where the student has nothing to mend.

    None too for a task that was not started.
    """
    told = causes(task)
    return told.first if told is not None and told.first.blame is Blame.STUDENT else None


def signature(check: CheckResult) -> str:
    """Return the id of all failures like this one: 8 hexadecimal digits, the same in every run."""
    if check.diagnosis is not None:
        told = f"{check.task} {check.diagnosis.kind} {check.diagnosis.name}"
    else:
        told = f"{check.id} {check.outcome} {_pattern(check)}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:SIGNATURE_DIGITS]


def share_wrong(parted: Difference) -> float | None:
    """Return what share of the numbers is wrong; None where they were not counted."""
    return parted.differing / parted.size if parted.differing is not None and parted.size else None


def _pattern(check: CheckResult) -> str:
    """Return where the numbers part and how, or the message's words."""
    parted = check.difference
    if parted is None:
        return _DIGITS.sub("#", line(check.message.partition("\n")[0]))
    return f"{parted.kind} {parted.where} {_rounded(parted.got)} {share_wrong(parted) or 0:.1f}"


def _rounded(got: str) -> str:
    """Return a number with three digits, so that the last ones of two ways to compute do not count.

    Anything else is returned as it is.
    """
    try:
        return f"{float(got):.3g}"
    except ValueError:
        return line(got)
