"""A whole report of a small class, as nouns and as JSON."""

from __future__ import annotations

import json

import pytest
from support.classes import hold
from support.reports import judged, report, work
from support.results import check, result, task

from grader.files.json_text import json_text
from grader.model import Outcome, TaskStatus
from grader.nouns import replace
from grader.reporting.class_report import ClassReport


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


def test_json_has_the_nouns(whole: ClassReport) -> None:
    told = json.loads(json_text(whole))
    assert told["schema"] == "tensorgrade/report/1" and told["people"] == 5
    assert told["clusters"][0]["people"][1] == {
        "submission": "cleo",
        "name": "Cleo",
        "section": "",
    }
