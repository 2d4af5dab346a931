"""Results for CI and graders elsewhere:

JUnit XML, Gradescope's results.json, Classroom 50's result.json.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import junitparser
import pytest
from support.classes import RUBRICS, handed_in, marked, policy
from support.readers import check_junit, read_gradescope
from support.results import check, everything, result, task

from grader.exporters.classroom import ClassroomRun, classroom_result
from grader.exporters.gradescope import gradescope_results
from grader.exporters.junit import junit_xml
from grader.feedback.redacting import for_students
from grader.model import Outcome, Result, TaskStatus
from grader.policy import grade

PLACE = ClassroomRun(
    classroom="cs", assignment="rnn", submission="submit/1", commit="c", release="r", review="c"
)
NOW = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)


def test_junit_is_what_its_schema_allows_and_what_another_reader_reads() -> None:
    content = junit_xml([everything()], "demo")
    check_junit(content)
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromstring(content)}
    graded = {case.name: case for case in suites["ada: graded"]}
    assert len(suites) == 5 and {case.classname for suite in suites.values() for case in suite} <= {
        f"demo.{name}" for name in ("graded", "secret", "held", "absent", "essay")
    }
    assert graded and isinstance(next(iter(suites["ada: held"])).result[0], junitparser.Error)
    assert isinstance(next(iter(suites["ada: absent"])).result[0], junitparser.Skipped)
    kinds = [type(each) for case in suites["ada: graded"] for each in case.result]
    assert kinds.count(junitparser.Failure) == 5 and kinds.count(junitparser.Skipped) == 1


def test_points_are_properties_and_a_held_task_has_no_number() -> None:
    root = check_junit(junit_xml([everything()], "demo"))
    said = {
        suite.get("name"): {
            each.get("name"): each.get("value") for each in suite.find("properties")
        }
        for suite in root
    }
    assert (
        said["ada: held"]["earned"] == "held"
        and said["ada: held"]["points of held::one"] == "- of 2"
    )
    assert said["ada: absent"]["earned"] == "not_submitted" and said["ada: graded"]["earned"] == "2"


@pytest.mark.parametrize("text", ["a\x00b\x1b[31m", "]]>&<\"'", "\ud800 \ufffe", "王"])
def test_whatever_a_student_prints_junit_stays_whole(text: str) -> None:
    bad = check("a::one", Outcome.FAILED, message=text, output=text)
    root = check_junit(junit_xml([result(task("a", bad), name=text)], text))
    assert len(root.findall("testsuite/testcase/system-out")) == 1


def test_gradescope_reads_the_points_that_were_judged() -> None:
    done = result(
        task("a", check("a::one"), check("a::two", Outcome.FAILED), check("a::three", hidden=True))
    )
    content = gradescope_results(for_students(done))
    assert read_gradescope(content) == 4.0
    tests = json.loads(content)["tests"]
    assert [test["visibility"] for test in tests] == ["visible", "visible", "after_published"]
    assert tests[1]["status"] == "failed" and tests[1]["output"].startswith("outputs, step 2")


def test_gradescope_is_told_what_a_person_still_gives() -> None:
    content = gradescope_results(handed_in("ada", "4", "5", "Because."))
    assert (
        read_gradescope(content) == 9.0
        and json.loads(content)["output"] == "3 more points are given by a person."
    )


def test_gradescope_gets_final_points_when_there_is_a_grade() -> None:
    late = handed_in("ada", received="2026-12-02T12:00:00+01:00")
    rules = policy(
        due=datetime.fromisoformat("2026-12-01T23:59:00+01:00"), penalty_percent_a_day=Decimal(10)
    )
    content = gradescope_results(late, grade(late, rules, RUBRICS, marked(late)))
    assert read_gradescope(content) == 10.8 and "10 % off" in json.loads(content)["output"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (handed_in("ada", "held"), "This grade is held"),
        (handed_in("ada", "4", "5", "Because."), "a person still has to mark"),
        (handed_in("ada", None, None, None), "Nothing was handed in"),
    ],
    ids=["held", "awaiting", "not submitted"],
)
def test_what_has_no_number_gives_gradescope_none(given: Result, said: str) -> None:
    content = gradescope_results(given, grade(given, policy(), RUBRICS, ()))
    assert read_gradescope(content) is None and said in json.loads(content)["output"]
    assert not re.search(r'"score"', content.decode())


def test_a_held_result_gives_gradescope_no_number_without_a_grade_either() -> None:
    assert read_gradescope(gradescope_results(everything())) is None


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


def test_a_task_that_nobody_handed_in_is_no_failure_of_junit() -> None:
    absent = task("a", check("a::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED)
    root = check_junit(junit_xml([result(absent)], "demo"))
    assert root.get("failures") == root.get("errors") == "0"
