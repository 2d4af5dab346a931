"""JUnit XML, as other programs read it."""

from __future__ import annotations

from typing import Any

import junitparser
import pytest
from support.readers import check_junit
from support.results import check, everything, result, task

from grader.exporters.junit import junit_xml
from grader.model import Blame, CheckResult, Outcome, TaskStatus


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


def test_a_task_that_nobody_handed_in_is_no_failure_of_junit() -> None:
    absent = task("a", check("a::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED)
    root = check_junit(junit_xml([result(absent)], "demo"))
    assert root.get("failures") == root.get("errors") == "0"


def suite_of(*checks: CheckResult, **more: Any) -> Any:
    (suite,) = check_junit(junit_xml([result(task("a", *checks, **more))], "demo")).findall(
        "testsuite"
    )
    return suite


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.PASSED, None),
        (Outcome.FAILED, "failure"),
        (Outcome.RAISED, "failure"),
        (Outcome.TIMED_OUT, "failure"),
        (Outcome.OUT_OF_MEMORY, "failure"),
        (Outcome.CRASHED, "failure"),
        (Outcome.BLOCKED, "skipped"),
        (Outcome.NOT_SUBMITTED, "skipped"),
        (Outcome.GRADER_FAULT, "error"),
    ],
)
def test_every_outcome_is_a_kind_of_junit_s(outcome: Outcome, kind: str | None) -> None:
    suite = suite_of(check("a::one", outcome, output=""))
    children = [child.tag for child in suite.find("testcase")]
    assert children == ([kind] if kind else [])
    counted = {name for name in ("failures", "errors", "skipped") if suite.get(name) == "1"}
    plural = {"failure": {"failures"}, "error": {"errors"}, "skipped": {"skipped"}, None: set()}
    assert counted == plural[kind] and suite.get("tests") == "1"


def test_the_first_line_is_the_message_and_the_text_has_everything() -> None:
    bad = check(outcome=Outcome.FAILED, diagnosis=None, blame=Blame.COURSE, message="one\ntwo")
    failure = suite_of(bad).find("testcase/failure")
    assert (failure.get("message"), failure.get("type")) == ("one", "FAILED")
    assert failure.text == (
        "one\ntwo\nhint: Look at the second step.\n"
        "Not the student's fault: the course has to mend it."
    )


def test_a_known_mistake_is_the_message() -> None:
    failure = suite_of(check(outcome=Outcome.FAILED)).find("testcase/failure")
    assert failure.get("message") == "One late"
    assert failure.text.startswith("One late. It comes one step late.\noutputs, step 2")


def test_without_a_word_the_outcome_is_the_message() -> None:
    silent = check(outcome=Outcome.TIMED_OUT, message="", diagnosis=None, hint=None)
    failure = suite_of(silent).find("testcase/failure")
    assert (failure.get("message"), failure.text) == ("TIMED_OUT", None)


def test_times_and_counts_add_up() -> None:
    checks = [check(f"a::{number}", seconds=0.25) for number in range(3)]
    root = check_junit(junit_xml([result(task("a", *checks))] * 2, "demo"))
    assert [suite.get("time") for suite in root] == ["0.750", "0.750"]
    assert (root.get("tests"), root.get("time"), root.get("name")) == ("6", "3.000", "demo")


def test_a_class_that_handed_nothing_in_is_a_file_too() -> None:
    root = check_junit(junit_xml([], "demo"))
    assert (len(root), root.get("tests"), root.get("time")) == (0, "0", "0.000")


def test_a_suite_has_the_student_s_name_where_the_roster_knows_it() -> None:
    root = check_junit(junit_xml([result(student="s001"), result(name="bob")], "demo"))
    assert [suite.get("name") for suite in root] == ["s001: a", "bob: a"]
