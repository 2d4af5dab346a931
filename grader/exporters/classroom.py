"""Writing the `result.json` of Classroom 50, schema `classroom50/result/v1`: whole numbers only.

https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
"""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from grader.files.json_text import json_text
from grader.model import CheckResult, Outcome, Result
from grader.nouns import fields_of, noun

SCHEMA = "classroom50/result/v1"


@noun
class ClassroomRun:
    """Facts of a submission from the runner; no text is empty."""

    classroom: str
    assignment: str
    submission: str
    commit: str
    release: str
    review: str


def classroom_result(result: Result, run: ClassroomRun, now: datetime) -> bytes:
    """Return the file for one submission that is not held.

    Its scores must be whole: where points are not, all of them are multiplied by the smallest
    number that makes them so, which changes no proportion, and the names say it.
    """
    assert not result.held, "what is held has no number"
    checks = [check for check in result.checks if check.possible]
    times = _multiplier(checks)
    tests = [_test(check, times) for check in checks]
    content = {
        "schema": SCHEMA,
        **fields_of(run),
        "datetime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return json_text(content)


def _multiplier(checks: list[CheckResult]) -> int:
    """Return the smallest number that makes all points whole."""
    points = [each for check in checks for each in (check.possible, check.earned or Decimal(0))]
    return lcm(*(Fraction(each).denominator for each in points))


def _test(check: CheckResult, times: int) -> dict[str, Any]:
    note = f" (points times {times})" if times > 1 else ""
    return {
        "test-name": f"{check.task}: {check.title}{note}",
        "passed": check.outcome is Outcome.PASSED,
        "score": _whole_points(check.earned, times),
        "max-score": _whole_points(check.possible, times),
    }


def _whole_points(points: Decimal | None, times: int) -> int:
    return int((points or Decimal(0)) * times)
