"""Decisions beside results: whose they are, and whose wait for somebody who has not come."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.classes import NOON, extension, handed_in, override
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.gradebook import Kept
from grader.gradebook.grades import (
    decisions_on,
    group_by_student,
    list_extensions,
    waiting_extensions,
)
from grader.model import Decision
from grader.nouns import replace

ADA = handed_in("ada_12", student="s1")


def kept(*decisions: Decision) -> list[Kept]:
    return [Kept(number=number, decision=each) for number, each in enumerate(decisions, 1)]


def book(*decisions: Decision, results: Any = (ADA,)) -> MemoryGradebook:
    gradebook = MemoryGradebook()
    for result in results:
        gradebook.add(result, key="k", recorded=NOON)
    gradebook.decide(decisions)
    return gradebook


def test_decisions_lie_under_the_name_that_they_give_the_student() -> None:
    one, two, three = (
        override("1", student="s1"),
        override("2", student="bob"),
        override("3", student="s1"),
    )
    grouped = group_by_student(kept(one, two, three))
    assert {name: [each.decision for each in row] for name, row in grouped.items()} == {
        "s1": [one, three],
        "bob": [two],
    }


def test_decisions_by_id_and_by_submission_come_in_the_order_they_were_made() -> None:
    """Whoever wrote last decides, under whichever name."""
    decisions = [
        override(str(at), student=name) for at, name in enumerate(["ada_12", "s1", "ada_12", "bob"])
    ]
    assert decisions_on(ADA, group_by_student(kept(*decisions))) == decisions[:3]


def test_a_student_whose_submission_has_the_id_as_its_name_has_each_decision_once() -> None:
    result = handed_in("s1", student="s1")
    assert len(decisions_on(result, group_by_student(kept(override("1", student="s1"))))) == 1


@pytest.mark.parametrize("result", [ADA, handed_in("ada_12")], ids=["an id", "no id"])
def test_nobody_decided_anything(result: Any) -> None:
    assert decisions_on(result, {}) == []


BOB = extension("bob", days=2)


@pytest.mark.parametrize(
    ("decisions", "waiting"),
    cases(
        {
            "none": ((), []),
            "of one who is not there": ((BOB,), [BOB]),
            "by id of one who is there": ((extension("s1", days=2),), []),
            "by submission of one who is there": ((extension("ada_12", days=2),), []),
            "taken back": ((BOB, extension("bob")), []),
            "the last one": ((extension("bob", days=1), BOB), [BOB]),
            "no extension": ((override("1", student="bob"),), []),
        }
    ),
)
def test_an_extension_waits_for_whoever_has_not_handed_in(decisions: Any, waiting: Any) -> None:
    assert waiting_extensions(book(*decisions), tiny()) == waiting


def test_waiting_extensions_come_in_the_order_of_names() -> None:
    """So that a list of mistyped names is read beside a roster."""
    late = [extension(name, days=1) for name in ("zoe", "李", "bob", "Ann")]
    names = [each.student for each in waiting_extensions(book(*late), tiny())]
    assert names == ["Ann", "bob", "zoe", "李"]


def test_everybody_who_has_more_time_is_told_whether_they_handed_in_or_not() -> None:
    ada, bob = extension("s1", days=1), extension("bob", until=NOON)
    taken = (extension("cyn", days=9), extension("cyn"))
    assert list_extensions(book(ada, bob, *taken), tiny()) == [ada, bob]


def test_another_assignment_s_extensions_are_not_looked_at() -> None:
    gradebook = book(extension("bob", days=1))
    other = handed_in("ada", assignment="other")
    gradebook.add(other, key="k", recorded=NOON)
    assert len(list_extensions(gradebook, tiny())) == 1
    assert list_extensions(gradebook, replace(tiny(), id="other")) == []
