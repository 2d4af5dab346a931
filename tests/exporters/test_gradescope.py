"""Gradescope's `results.json`."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from support.classes import NOON, RUBRICS, handed_in, marked, policy
from support.readers import read_gradescope
from support.results import check, everything, result, task

from grader.exporters.contract import ClassRecords, StudentRecord
from grader.exporters.gradescope import EXPORTER, gradescope_results
from grader.feedback.redacting import redact_for_students
from grader.model import Blame, CheckResult, Outcome, Result, TaskStatus
from grader.nouns import replace
from grader.policy import grade


def test_gradescope_reads_the_points_that_were_judged() -> None:
    done = result(
        task("a", check("a::one"), check("a::two", Outcome.FAILED), check("a::three", hidden=True))
    )
    content = gradescope_results(redact_for_students(done))
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


def written(*checks: CheckResult, **more: Any) -> Any:
    return json.loads(gradescope_results(result(task("a", *checks, **more))))


def test_a_test_says_its_points_its_outcome_and_whose_fault_it_is() -> None:
    failed = check("a::two", Outcome.TIMED_OUT, blame=Blame.COURSE)
    first, second = written(check(), failed)["tests"]
    assert (first["name"], first["status"], first["score"]) == ("a: A title", "passed", 2)
    assert (first["tags"], second["tags"]) == (["PASSED"], ["TIMED_OUT", "fault: course"])
    assert (second["status"], second["score"], second["max_score"]) == ("failed", 0, 2)


def test_a_failure_is_told_from_message_to_hint() -> None:
    (test,) = written(check(outcome=Outcome.FAILED))["tests"]
    assert test["output"].split("\n") == [
        "outputs, step 2: expected 1.0000, got 2.0000; steps 0 and 1 agree",
        "3 of 4 numbers differ",
        "One late. It comes one step late.",
        "hint: Look at the second step.",
    ]


def test_a_task_that_was_not_submitted_has_no_score_of_its_own() -> None:
    absent = check("a::one", Outcome.NOT_SUBMITTED, message="")
    (test,) = written(absent, status=TaskStatus.NOT_SUBMITTED)["tests"]
    assert test["output"] == "not submitted" and "score" not in test


@pytest.mark.parametrize(("points", "number"), [("2.50", "2.5"), ("2.00", "2"), ("0.10", "0.1")])
def test_points_are_exact_numbers(points: str, number: str) -> None:
    exact = Decimal(points)
    content = gradescope_results(result(task("a", check(possible=exact, earned=exact))))
    assert f'"score": {number}\n'.encode() in content or f'"score": {number},'.encode() in content


def test_what_was_noted_stands_above_the_tests() -> None:
    shown = result(task("a", check(), notes=("of a task",)))
    shown = replace(shown, submission=replace(shown.submission, notes=("of the submission",)))
    assert json.loads(gradescope_results(shown))["output"] == "of the submission\nof a task"


def test_each_submission_of_a_class_has_its_folder() -> None:
    came = [handed_in("ada"), handed_in("a/b")]
    records = tuple(
        StudentRecord(grade=grade(each, policy(), RUBRICS, marked(each)), result=each)
        for each in came
    )
    class_ = ClassRecords(
        assignment=policy(), records=records, exported=NOON, page=lambda record: b""
    )
    exported = EXPORTER.files(class_)
    first, second = exported.files
    assert first == "ada/results.json" and second.startswith("a_b-") and second.count("/") == 1
    assert [read_gradescope(content) for content in exported.files.values()] == [12.0, 12.0]
    assert exported.summary == "results.json of 2 submissions"
