"""Somebody's work as a report needs it."""

from __future__ import annotations

from support.classes import handed_in, hold
from support.results import EVIL
from support.standings import standing

from grader.model import Student
from grader.reporting.class_report import Person
from grader.reporting.graded_work import GradedWork


def test_what_counts_is_what_somebody_has_now() -> None:
    before, now = handed_in("ada", "1"), handed_in("ada", "4")
    work = GradedWork(now=standing(now, hold("ada")), before=standing(before))
    assert work.result is now and work.grade.tasks == now.tasks
    assert work.decisions == (hold("ada"),)


def test_a_person_has_the_name_of_the_roster_else_the_submission_s() -> None:
    known = Student(id="s1", name="Ada Lovelace", section="A")
    named = GradedWork(now=standing(handed_in("ada"), student=known))
    assert named.person == Person(submission="ada", name="Ada Lovelace", section="A")
    nameless = GradedWork(now=standing(handed_in("ada"), student=Student(id="ada", name="")))
    assert nameless.person == Person(submission="ada", name="ada")


def test_no_name_does_anything_to_a_terminal() -> None:
    evil = Student(id="s1", name=EVIL, section=EVIL)
    person = GradedWork(now=standing(handed_in(EVIL), student=evil)).person
    assert not set("\x1b\r\n\u202e") & set(person.submission + person.name + person.section)
