"""Of a task that did not pass: one cause in full, the others counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.results import check, task

from grader.feedback.causes import Causes, causes, others_line
from grader.model import (
    Carried,
    CheckResult,
    Diagnosis,
    DiagnosisKind,
    Difference,
    Outcome,
    Place,
)
from grader.nouns import replace

MISTAKE = Diagnosis(
    name="late", title="One late", explanation="It comes late.", kind=DiagnosisKind.MISCONCEPTION
)


def failed(name: str, **more: Any) -> CheckResult:
    """A failed check of which nothing is known but that it failed."""
    plain = {"diagnosis": None, "difference": None, "place": None, "title": name}
    return check(f"a::{name}", Outcome.FAILED, **{**plain, **more})


def first_of(*checks: CheckResult) -> str:
    told = causes(task("a", *checks))
    assert told is not None
    return told.first.id


def carried() -> Carried:
    return Carried(stages=("embed",), earned=Decimal(1))


def differing(kind: str) -> Difference:
    return Difference(kind=kind, where="x", expected="1", got="2")


@pytest.mark.parametrize(
    ("less", "more"),
    cases(
        {
            "what holds the grade": (
                failed("less", diagnosis=MISTAKE),
                check("a::more", Outcome.GRADER_FAULT, diagnosis=None),
            ),
            "what does not come of an earlier stage": (
                failed("less", carried=carried()),
                failed("more", hidden=True),
            ),
            "a mistake that is known by name, whatever stage": (
                failed("less"),
                failed("more", diagnosis=MISTAKE, carried=carried()),
            ),
            "what has a diagnosis": (failed("less"), failed("more", diagnosis=MISTAKE)),
            "a check without points": (failed("less"), failed("more", possible=Decimal(0))),
            "what students may see": (failed("less", hidden=True), failed("more")),
            "anything else than a changed argument": (
                failed("less", difference=differing("changed")),
                failed("more", difference=differing("values")),
            ),
        }
    ),
)
def test_what_explains_more_is_told_first(less: CheckResult, more: CheckResult) -> None:
    assert first_of(less, more) == first_of(more, less) == "a::more"


def test_of_equals_the_check_that_the_course_wrote_first_is_told() -> None:
    assert first_of(failed("simple"), failed("hard")) == "a::simple"


@pytest.mark.parametrize(
    "checks",
    cases(
        {
            "no checks": [],
            "all passed": [check(), check("a::two")],
            "only waiting for another": [check("a::one", Outcome.BLOCKED)],
            "not submitted": [check("a::one", Outcome.NOT_SUBMITTED)],
        }
    ),
)
def test_where_nothing_failed_there_is_no_cause(checks: list[CheckResult]) -> None:
    assert causes(task("a", *checks)) is None


def test_what_nobody_has_started_is_no_failure() -> None:
    stub = failed("one")
    assert causes(task("a", stub, unchanged=True)) is None
    assert causes(task("a", stub)) is not None


def test_the_others_are_all_that_failed_besides() -> None:
    told = causes(
        task("a", failed("one"), check("a::two"), failed("three"), check("a::x", Outcome.BLOCKED))
    )
    assert told is not None
    assert [each.id for each in told.others] == ["a::three"]


HERE, THERE = Place(file="a.py", line=3), Place(file="b.py", line=9)


@pytest.mark.parametrize(
    ("others", "sentence"),
    cases(
        {
            "none": ((), ""),
            "one": (
                (failed("b"),),
                "1 more check fails, probably for the same reason; -v shows them",
            ),
            "two": (
                (failed("b"), failed("c")),
                "2 more checks fail, probably for the same reason; -v shows them",
            ),
            "at the same place": (
                (failed("b", place=HERE),),
                "1 more check fails, probably for the same reason; -v shows them",
            ),
            "all elsewhere": (
                (failed("b", place=THERE), failed("c", place=THERE)),
                "2 more checks fail, the next at b.py:9; -v shows them",
            ),
            "one of two elsewhere": (
                (failed("b", place=THERE), failed("c", place=HERE)),
                "2 more checks fail, probably for the same reason; -v shows them",
            ),
        }
    ),
)
def test_the_others_are_one_line(others: tuple[CheckResult, ...], sentence: str) -> None:
    told = Causes(first=failed("a", place=HERE), others=others)
    assert others_line(told) == sentence


def test_where_there_is_no_v_the_others_are_named() -> None:
    told = Causes(first=failed("a"), others=(failed("b", title="The\nfirst"), failed("c")))
    assert others_line(told, titles=True) == (
        "2 more checks fail, probably for the same reason: The first, c"
    )


def inner(name: str, line: int) -> CheckResult:
    """A failed check of which it is known where in a model numbers part."""
    where = replace(MISTAKE, kind=DiagnosisKind.INTERMEDIATE)
    return failed(name, diagnosis=where, place=Place(file="a.py", line=line))


def test_where_numbers_part_explains_no_earlier_function() -> None:
    data = failed("data", place=Place(file="a.py", line=3))
    assert first_of(data, inner("model", 9)) == "a::data"
    assert first_of(data, inner("other", 3)) == "a::other"
    assert first_of(inner("model", 9), data) == "a::model"
    known = replace(data, diagnosis=MISTAKE)
    assert first_of(known, inner("model", 9)) == "a::data"
    assert first_of(data, failed("known", diagnosis=MISTAKE)) == "a::known"
