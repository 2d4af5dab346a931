"""A whole report of a small class: as nouns, as text, as a page, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.classes import hold
from support.courses import tiny
from support.results import EVIL, check, result, task
from support.standings import standing

from grader.feedback.columns import width
from grader.files.json_text import json_text
from grader.files.templates import templates_folder
from grader.model import Blame, Diagnosis, Difference, Outcome, Result, Student, TaskStatus
from grader.nouns import replace
from grader.reporting.class_report import ClassReport
from grader.reporting.cluster_text import MOST_NAMES
from grader.reporting.graded_work import GradedWork
from grader.reporting.making_reports import make_report
from grader.reporting.report_page import report_page
from grader.reporting.report_text import report_lines

LATE = Diagnosis(name="late", title="One late", explanation="It comes one step late.")


def work(name: str, *, passes: bool, **more: Any) -> Result:
    """A submission whose task running_mean passes, or fails by one named mistake."""
    if passes:
        checks = [check("running_mean::a"), check("running_mean::b")]
    else:
        checks = [
            check("running_mean::a", Outcome.FAILED, blame=Blame.STUDENT, diagnosis=LATE, **more),
            check("running_mean::b"),
        ]
    made = result(task("running_mean", *checks), name=name)
    return replace(made, submission=replace(made.submission, digest=f"sha256:{name}"))


def judged(
    made: Result,
    *,
    status: TaskStatus = TaskStatus.GRADED,
    days_late: int | None = None,
    before: Result | None = None,
    name: str = "",
) -> GradedWork:
    now = standing(
        made,
        status=status,
        student=Student(id=made.submission.name, name=name or made.submission.name.title()),
        adjusted=made.earned if status is TaskStatus.GRADED else None,
        days_late=days_late,
    )
    return GradedWork(now=now, before=standing(before) if before else None)


def report(*class_: GradedWork) -> ClassReport:
    return make_report(tiny(), class_)


@pytest.fixture
def whole() -> ClassReport:
    absent = task(
        "running_mean",
        check("running_mean::a", Outcome.NOT_SUBMITTED),
        status=TaskStatus.NOT_SUBMITTED,
    )
    held = task(
        "running_mean", check("running_mean::a", Outcome.GRADER_FAULT), status=TaskStatus.HELD
    )
    near = Difference(
        kind="values", where="y[0]", expected="1", got="1.00001", error=3e-5, allowed=1e-5
    )
    return report(
        judged(work("ada", passes=True)),
        judged(work("bob", passes=False), days_late=2),
        judged(work("cleo", passes=False, difference=near), before=work("cleo", passes=True)),
        judged(result(absent, name="dan"), status=TaskStatus.NOT_SUBMITTED),
        judged(result(held, name="eve"), status=TaskStatus.HELD),
    )


def test_who_holds_a_grade_and_why_is_told() -> None:
    held = judged(work("ada", passes=True), status=TaskStatus.HELD)
    grade = replace(held.now.grade, hold=hold())
    told = report(replace(held, now=replace(held.now, grade=grade))).held
    assert [each.text for each in told] == ["by amy: looks copied"]


def test_people_stand_where_staff_look_for_them(whole: ClassReport) -> None:
    assert (whole.people, whole.graded, whole.awaiting) == (5, 3, 0)
    assert [each.name for each in whole.missing] == ["Dan"]
    assert [(each.person.name, each.text) for each in whole.held] == [("Eve", "running_mean")]
    assert [(each.person.name, each.text) for each in whole.late] == [("Bob", "2 days late")]
    assert [(each.person.name, each.check) for each in whole.near] == [("Cleo", "running_mean::a")]
    assert whole.near[0].times == pytest.approx(3)
    assert [(each.person.name, each.before, each.after) for each in whole.changes] == [
        ("Cleo", "4 of 4", "2 of 4")
    ]


def test_tasks_and_checks_count_who_handed_in(whole: ClassReport) -> None:
    first, *others = whole.tasks
    assert (first.id, first.handed_in, first.held) == ("running_mean", 4, 1)
    assert first.spread and first.spread.shares == (0.5, 0.5, 1.0)
    assert all(each.spread is None for each in others)
    assert whole.spread and whole.spread.median == 0.5
    one, other = whole.checks
    assert (one.id, one.judged, one.passed, one.difficulty) == ("running_mean::a", 3, 1, 0.3333)
    assert (other.passed, other.difficulty, other.discrimination) == (3, 1.0, None)


def test_a_shared_mistake_has_its_people(whole: ClassReport) -> None:
    (cluster,) = whole.clusters
    assert (cluster.title, [each.name for each in cluster.people]) == ("One late", ["Bob", "Cleo"])


def test_the_same_work_is_told_but_not_the_same_stub() -> None:
    same = [judged(work("same", passes=True), name=name) for name in ("Ada", "Bob")]
    stub = replace(
        result(task("running_mean", check("running_mean::a", Outcome.FAILED), unchanged=True))
    )
    stubs = [judged(stub, name=name) for name in ("Cleo", "Dan")]
    assert [[each.name for each in group] for group in report(*same, *stubs).equal] == [
        ["Ada", "Bob"]
    ]


def test_the_text_says_what_is_worth_a_look(whole: ClassReport) -> None:
    text = "\n".join(report_lines(whole))
    for told in (
        "5 students: 3 graded, 1 held, 1 handed nothing in",
        "hardest checks",
        "running_mean: One late",
        "Bob, Cleo",
        "Cleo  running_mean: 4 of 4 -> 2 of 4",
        "handed nothing in Dan",
        "Bob (2 days late)",
    ):
        assert told in text


def test_a_large_class_keeps_to_80_columns_and_says_how_many_more() -> None:
    many = [judged(work(f"somebody-{at:03}", passes=False), name="王小明" * 5) for at in range(40)]
    lines = report_lines(report(*many))
    assert max(map(width, lines)) <= 80
    page = report_page(report(*many), [templates_folder()])
    assert page.count("somebody-") >= 40 and f"and {40 - MOST_NAMES} more" not in page


def test_a_class_of_nobody_is_a_report_too() -> None:
    empty = report()
    assert "0 students" in report_lines(empty)[0]
    page = report_page(empty, [templates_folder()])
    assert "Nobody is graded yet." in page and "Nothing to tell" in page


def test_what_students_write_never_becomes_markup() -> None:
    evil = judged(work("evil", passes=False, message=EVIL, title=EVIL), name=EVIL)
    made = report(evil, judged(work("other", passes=False)))
    page = report_page(made, [templates_folder()])
    assert "<script" not in page and "{{7*7}}" in page and "\x1b" not in page
    assert not any("\x1b" in text or "\r" in text for text in report_lines(made))


def test_a_course_may_have_its_own_page(tmp_path: Path, whole: ClassReport) -> None:
    (tmp_path / "report.html").write_text("{{ report.people }} people", encoding="utf-8")
    assert report_page(whole, [tmp_path, templates_folder()]) == "5 people"


def test_json_has_the_nouns(whole: ClassReport) -> None:
    told = json.loads(json_text(whole))
    assert told["schema"] == "tensorgrade/report/1" and told["people"] == 5
    assert told["clusters"][0]["people"][1] == {
        "submission": "cleo",
        "name": "Cleo",
        "section": "",
    }
