"""Why the points of a whole grade are other ones although the tasks' may be the same.

The deadline and the other rules of `[policy]`, an extension, a hold, a time of receipt.
"""

from collections.abc import Iterator

from grader.model import Extension, Hold, Policy
from grader.nouns import replace
from grader.policy import latest_extension, moment_words

from .graded_work import Standing


def explain_rule_changes(before: Standing, now: Standing) -> Iterator[str]:
    """Yield what changed in how a grade is computed from its tasks."""
    yield from _policy_changes(before.basis.policy, now.basis.policy)
    old, new = (latest_extension(each.basis.decisions) for each in (before, now))
    if _extra_time(old) != _extra_time(new):
        yield f"an extension, by {new.by}" if new else "an extension was taken back"
    if before.grade.hold != now.grade.hold:
        yield _hold_words(now.grade.hold)
    if before.grade.received != now.grade.received:
        yield _receipt_words(before, now)


def _policy_changes(before: Policy, now: Policy) -> Iterator[str]:
    if before.due != now.due:
        moments = [moment_words(each.due) if each.due else "none" for each in (before, now)]
        yield f"the deadline was moved from {moments[0]} to {moments[1]}"
    if replace(before, due=None) != replace(now, due=None):
        yield "the rules in [policy] were changed"


def _extra_time(extension: Extension | None) -> tuple[object, object]:
    return (extension.until, extension.days) if extension else (None, None)


def _hold_words(hold: Hold | None) -> str:
    return f"held by {hold.by}: {hold.reason}" if hold else "a hold was released"


def _receipt_words(before: Standing, now: Standing) -> str:
    if before.basis.result.submission.digest != now.basis.result.submission.digest:
        return "the work is another one, received at another time"
    return "its time of receipt is another one"
