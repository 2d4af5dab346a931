"""The `result.json` of Classroom 50: whole numbers only."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases
from support.results import check, everything, result, task

from grader.exporters.classroom import ClassroomRun, classroom_result
from grader.model import Outcome
from grader.nouns import replace

PLACE = ClassroomRun(
    classroom="cs", assignment="rnn", submission="submit/1", commit="c", release="r", review="c"
)


NOW = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)


def read_classroom(content: bytes) -> dict[str, Any]:
    """What a Classroom 50 runner asserts: every text there, whole numbers that add up."""
    whole = json.loads(content)
    texts = (
        "schema",
        "classroom",
        "assignment",
        "submission",
        "commit",
        "release",
        "review",
        "datetime",
    )
    assert set(whole) == {*texts, "score", "max-score", "tests"}
    assert (
        all(isinstance(whole[key], str) and whole[key] for key in texts)
        and whole["schema"] == "classroom50/result/v1"
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", whole["datetime"])
    for test in whole["tests"]:
        assert set(test) == {"test-name", "passed", "score", "max-score"} and isinstance(
            test["passed"], bool
        )
        assert (
            type(test["score"]) is type(test["max-score"]) is int
            and 0 <= test["score"] <= test["max-score"]
        )
    for key in ("score", "max-score"):
        assert whole[key] == sum(test[key] for test in whole["tests"])
    return whole


def test_classroom_50_reads_whole_numbers() -> None:
    done = result(
        task(
            "a",
            check("a::one"),
            check("a::zero", possible=Decimal(0)),
            check("a::two", Outcome.FAILED),
        )
    )
    whole = read_classroom(classroom_result(done, PLACE, NOW))
    assert (whole["score"], whole["max-score"], len(whole["tests"])) == (2, 4, 2)


def test_classroom_50_gets_points_times_a_number_when_they_are_not_whole() -> None:
    half = replace(check("a::one"), earned=Decimal("2.5"), possible=Decimal("2.5"))
    done = result(task("a", half, check("a::two", Outcome.FAILED)))
    whole = read_classroom(classroom_result(done, PLACE, NOW))
    assert (whole["score"], whole["max-score"]) == (5, 9)
    assert whole["tests"][0]["test-name"].endswith("(points times 2)")


@pytest.mark.parametrize(
    ("points", "times", "scores"),
    cases(
        {
            "whole": (("2", "3"), 1, [2, 3]),
            "whole, though written with zeros": (("2.00", "3.0"), 1, [2, 3]),
            "a half and a quarter": (("0.5", "0.25"), 4, [2, 1]),
            "a fifth and a half": (("0.2", "0.5"), 10, [2, 5]),
            "hundredths": (("0.01", "1"), 100, [1, 100]),
        }
    ),
)
def test_the_smallest_number_makes_all_points_whole(
    points: tuple[str, ...], times: int, scores: list[int]
) -> None:
    checks = [
        check(f"a::{number}", possible=Decimal(each), earned=Decimal(each))
        for number, each in enumerate(points)
    ]
    whole = read_classroom(classroom_result(result(task("a", *checks)), PLACE, NOW))
    assert [test["score"] for test in whole["tests"]] == scores
    named = [f" (points times {times})" in test["test-name"] for test in whole["tests"]]
    assert named == [times > 1] * len(points)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.decimals(0, 9, places=2), st.integers(0, 4)).map(
            lambda pair: (pair[0] + 1, (pair[0] + 1) * pair[1] / 4)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_proportion_changes(points: list[tuple[Decimal, Decimal]]) -> None:
    checks = [
        check(f"a::{number}", possible=possible, earned=earned)
        for number, (possible, earned) in enumerate(points)
    ]
    whole = read_classroom(classroom_result(result(task("a", *checks)), PLACE, NOW))
    for test, (possible, earned) in zip(whole["tests"], points, strict=True):
        assert Fraction(test["score"], test["max-score"]) == Fraction(earned) / Fraction(possible)


def test_a_moment_is_told_in_utc() -> None:
    berlin = datetime(2026, 12, 1, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    assert read_classroom(classroom_result(result(), PLACE, berlin))["datetime"] == (
        "2026-12-01T12:30:00Z"
    )


def test_what_is_held_is_never_written() -> None:
    with pytest.raises(AssertionError, match="what is held has no number"):
        classroom_result(everything(), PLACE, NOW)
