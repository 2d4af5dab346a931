"""A class judged again, told: who would change, which checks must run, whose evidence is no use."""

from __future__ import annotations

import json

from support.results import EVIL, check, result, task

from grader.model import Outcome, TaskStatus
from grader.runs.rejudging.rejudged_text import Rejudged, rejudged_json, rejudged_lines

FULL = task("a", check())
NONE = task("a", check(outcome=Outcome.FAILED))
HELD = task("a", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD)
ADA = Rejudged(
    before=result(NONE, student="s1"), after=result(FULL, student="s1"), tasks=("a",), lacking={}
)
BOB = Rejudged(
    before=result(FULL, name="bob"),
    after=result(FULL, name="bob"),
    tasks=(),
    lacking={"b::g": "it asks f(6), which was not asked"},
)
CYN = Rejudged(
    before=result(HELD, name=EVIL), after=result(HELD, name=EVIL), lacking={}, problem=EVIL
)


def test_only_tasks_with_other_points_or_another_state_are_changes() -> None:
    assert [(each.task, each.before, each.after) for each in ADA.changes] == [
        ("a", "0 of 2", "2 of 2")
    ]
    assert BOB.changes == () and CYN.changes == ()
    held = Rejudged(before=result(FULL), after=result(HELD), lacking={})
    assert [each.after for each in held.changes] == ["held"]
    new = Rejudged(before=result(FULL), after=result(FULL, task("b", check())), lacking={})
    assert [(each.task, each.before) for each in new.changes] == [("b", "not judged")]


def test_the_lines_say_who_would_change_what_must_run_and_that_nothing_is_written() -> None:
    lines = rejudged_lines([ADA, BOB], {"s1": "Ada Lovelace"}, applied=False)
    assert lines == [
        "  Ada Lovelace  a: 0 of 2 -> 2 of 2",
        "1 of 2 submissions would change; 1 judged again from evidence, no student code ran",
        "1 check of 1 submission ask what is not in the evidence and must be run; --apply runs"
        " them:",
        "  b::g: 1 submission, it asks f(6), which was not asked",
        "nothing is written yet; --apply writes it",
    ]
    applied = rejudged_lines([ADA], {}, applied=True)
    assert applied[-1].startswith("1 of 1 submission changed;")


def test_hostile_names_stay_on_their_line() -> None:
    lines = rejudged_lines([CYN], {}, applied=False)
    assert any("cannot be judged from evidence" in each for each in lines)
    assert not any(bad in "".join(lines) for bad in ("\x1b", "\u202e", "\n", "\r"))


def test_json_has_the_same_as_plain_data() -> None:
    told = json.loads(json.dumps(rejudged_json([ADA, BOB], applied=True)))
    assert told["schema"] == "tensorgrade/rejudged/1" and told["applied"] is True
    first, second = told["submissions"]
    assert first["changes"] == [{"task": "a", "before": "0 of 2", "after": "2 of 2"}]
    assert first["student"] == "s1" and first["judged_again"] == ["a"]
    assert second["to_run"] == {"b::g": "it asks f(6), which was not asked"}
