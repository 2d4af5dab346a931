"""Who fails alike: the signature of a failure, and the groups that it makes."""

from __future__ import annotations

from typing import Any

import pytest
from support.results import EVIL, check, result, task

from grader.feedback.causes import signature
from grader.model import Blame, CheckResult, Diagnosis, Difference, Outcome
from grader.reporting.class_report import Person
from grader.reporting.clustering import find_clusters

MINE: dict[str, Any] = {"outcome": Outcome.FAILED, "blame": Blame.STUDENT}
LATE = Diagnosis(name="late", title="One late", explanation="It comes one step late.")
SIGN = Diagnosis(name="sign", title="Another sign", explanation="Every number has it.")


def parted(where: str, differing: int) -> Difference:
    return Difference(
        kind="values", where=where, expected="1", got="2", differing=differing, size=10
    )


def person(name: str) -> Person:
    return Person(submission=name, name=name.title())


def failing(name: str, **more: Any) -> CheckResult:
    return check(name, **{**MINE, "diagnosis": None, **more})


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        (failing("a::x", diagnosis=LATE), failing("a::y", diagnosis=LATE), True),
        (failing("a::x", diagnosis=LATE), failing("a::x", diagnosis=SIGN), False),
        (
            failing("a::x", difference=parted("y[2]", 5), message="got 1"),
            failing("a::x", difference=parted("y[2]", 5), message="got 2"),
            True,
        ),
        (
            failing("a::x", difference=parted("y[2]", 5)),
            failing("a::x", difference=parted("y[3]", 5)),
            False,
        ),
        (
            failing("a::x", difference=parted("y[2]", 1)),
            failing("a::x", difference=parted("y[2]", 9)),
            False,
        ),
        (
            failing("a::x", difference=None, message="ValueError: 3 is not 4"),
            failing("a::x", difference=None, message="ValueError: 5 is not 6.5e-3"),
            True,
        ),
        (
            failing("a::x", difference=None, message="ValueError: x"),
            failing("a::x", difference=None, message="KeyError: x"),
            False,
        ),
        (failing("a::x"), failing("a::y"), False),
        (failing("a::x"), failing("a::x", outcome=Outcome.TIMED_OUT), False),
    ],
    ids=[
        "one diagnosis on two checks",
        "two diagnoses",
        "one place, other numbers",
        "another place",
        "one place, another share is wrong",
        "one error, other numbers in it",
        "another error",
        "another check",
        "another end",
    ],
)
def test_a_signature_is_what_two_failures_share(
    one: CheckResult, other: CheckResult, are_alike: bool
) -> None:
    assert (signature(one) == signature(other)) is are_alike


def test_the_largest_group_comes_first_and_has_everybody() -> None:
    judged = [
        (person("ada"), result(task("a", failing("a::x", diagnosis=SIGN)))),
        (person("bob"), result(task("a", failing("a::x", diagnosis=LATE)))),
        (person("cleo"), result(task("a", failing("a::y", diagnosis=LATE)))),
    ]
    first, second = find_clusters(judged)
    assert [each.name for each in first.people] == ["Bob", "Cleo"]
    assert (first.title, first.named, first.checks) == ("One late", True, ("a::x", "a::y"))
    assert [each.name for each in second.people] == ["Ada"]


def test_of_a_task_the_first_failure_counts_and_of_two_tasks_each() -> None:
    one = result(
        task("a", failing("a::x", diagnosis=LATE), failing("a::y", diagnosis=SIGN)),
        task("b", failing("b::x", diagnosis=SIGN)),
    )
    assert [(each.task, len(each.people)) for each in find_clusters([(person("ada"), one)])] == [
        ("a", 1),
        ("b", 1),
    ]


@pytest.mark.parametrize(
    "kept",
    [
        task("a", check("a::x")),
        task("a", failing("a::x"), unchanged=True),
        task("a", failing("a::x", blame=Blame.COURSE)),
        task("a", check("a::x", Outcome.GRADER_FAULT, blame=Blame.GRADER)),
        task("a", check("a::x", Outcome.NOT_SUBMITTED)),
    ],
    ids=["passed", "not started", "the course's fault", "ours", "not handed in"],
)
def test_what_is_not_the_students_to_mend_makes_no_group(kept: Any) -> None:
    assert find_clusters([(person("ada"), result(kept))]) == ()


def test_what_student_code_says_stays_one_plain_line() -> None:
    (group,) = find_clusters([(person("ada"), result(task("a", failing("a::x", message=EVIL))))])
    assert "\x1b" not in group.example and "\n" not in group.example
