"""From results and decisions to grades: late, dropped, extra, marked, overridden, held."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.classes import (
    DUE,
    HELD,
    RUBRICS,
    extension,
    handed_in,
    hold,
    mark,
    marked,
    override,
    policy,
    receipt,
)

from grader.model import Grade, Policy, TaskStatus
from grader.nouns import replace
from grader.policy import deduct_lateness, grade, lateness

LATE = Policy(due=DUE, grace_minutes=15, penalty_percent_a_day=Decimal(10), cutoff_days=7)


def graded(result: Any, *decisions: Any, **said: Any) -> Grade:
    return grade(result, policy(**said), RUBRICS, decisions)


@pytest.mark.parametrize(
    ("received", "days", "cut_off"),
    cases(
        {
            "long before": ("2026-11-20T10:00:00+01:00", 0, False),
            "to the second": ("2026-12-01T23:59:00+01:00", 0, False),
            "the same moment elsewhere": ("2026-12-01T22:59:00+00:00", 0, False),
            "within the grace": ("2026-12-02T00:14:00+01:00", 0, False),
            "a second after it": ("2026-12-02T00:14:01+01:00", 1, False),
            "a day and the grace": ("2026-12-03T00:14:00+01:00", 1, False),
            "a second into the second day": ("2026-12-03T00:14:01+01:00", 2, False),
            "the last day": ("2026-12-09T00:14:00+01:00", 7, False),
            "after the cut-off": ("2026-12-09T00:14:01+01:00", 8, True),
        }
    ),
)
def test_days_are_begun_days_after_the_deadline_and_the_grace(
    received: str, days: int, cut_off: bool
) -> None:
    late = lateness(LATE, datetime.fromisoformat(received))
    assert (late.days, late.charged, late.cut_off) == (days, days, cut_off)


def test_without_a_deadline_nothing_is_late() -> None:
    late = lateness(Policy(), datetime.fromisoformat("2099-01-01T00:00:00+00:00"))
    assert (late.days, late.charged, late.why) == (None, 0, ())


def test_what_came_at_an_unknown_time_counts_as_on_time_and_says_so() -> None:
    done = graded(handed_in(answer=None), due=DUE, penalty_percent_a_day=Decimal(50))
    assert (done.adjusted, done.days_late, done.received) == (9, None, None)
    assert "it is not known when this was received; counted as on time" in done.why


@pytest.mark.parametrize("unknown", ["", "yesterday", "2026-12-09T12:00:00"])
def test_a_time_without_a_zone_is_no_time(unknown: str) -> None:
    assert graded(handed_in(received=unknown), due=DUE).days_late is None


@pytest.mark.parametrize(
    ("raw", "said", "days", "left"),
    cases(
        {
            "ten per cent of what was earned": ("8", {}, 1, "7.20"),
            "three days": ("8", {}, 3, "5.60"),
            "of what was possible": ("8", {"penalty_of": "possible"}, 1, "7.00"),
            "never below zero": ("0.5", {"penalty_of": "possible"}, 5, "0"),
            "no more than all": ("8", {}, 11, "0"),
            "half up": ("0.05", {}, 1, "0.05"),
            "half up, not to even": ("0.25", {"penalty_percent_a_day": Decimal(18)}, 1, "0.21"),
            "exact, not as floats would": (
                "1.15",
                {"penalty_percent_a_day": Decimal(0)},
                1,
                "1.15",
            ),
        }
    ),
)
def test_the_penalty_is_exact_and_rounded_once(raw: str, said: Any, days: int, left: str) -> None:
    rule = replace(LATE, cutoff_days=None, **said)
    late = lateness(rule, DUE + timedelta(days=days))
    assert deduct_lateness(rule, late, Decimal(raw), Decimal(10)) == Decimal(left)


@given(
    st.decimals(0, 100, places=3),
    st.decimals(0, 100, places=1),
    st.integers(0, 5),
    st.lists(st.integers(-10, 20), min_size=2, max_size=2).map(sorted),
)
def test_later_is_never_better_and_nothing_is_below_zero(
    raw: Any, percent: Any, free: Any, days: Any
) -> None:
    rule = Policy(due=DUE, penalty_percent_a_day=percent, late_days=free)
    early, late = (
        deduct_lateness(rule, lateness(rule, DUE + timedelta(days=day)), raw, Decimal(100))
        for day in days
    )
    assert 0 <= late <= early <= raw + Decimal("0.005")


def test_late_days_are_free_and_the_cut_off_stays() -> None:
    rule = replace(LATE, late_days=2)
    assert [lateness(rule, DUE + timedelta(days=day)).charged for day in (1, 2, 3)] == [0, 0, 1]
    assert lateness(rule, DUE + timedelta(days=8)).cut_off
    assert (
        "2 days late, 2 of them free: nothing off" in lateness(rule, DUE + timedelta(days=2)).why[0]
    )


def test_after_the_cut_off_it_counts_as_zero_and_raw_points_stay() -> None:
    done = graded(
        handed_in(answer=None, received="2026-12-20T12:00:00+01:00"), due=DUE, cutoff_days=7
    )
    assert (done.raw, done.adjusted, done.status) == (9, 0, TaskStatus.GRADED)
    assert "after the cut-off of 7 days, so it counts as 0" in done.why[-1]


def test_an_extension_moves_one_student_s_deadline_and_never_shortens() -> None:
    came = handed_in(answer=None, received="2026-12-04T12:00:00+01:00")
    rule = {"due": DUE, "penalty_percent_a_day": Decimal(10)}
    assert graded(came, **rule).days_late == 3
    assert graded(came, extension(days=2), **rule).days_late == 1
    assert graded(came, extension(until=DUE + timedelta(days=5)), **rule).days_late == 0
    assert graded(came, extension(until=DUE - timedelta(days=5)), **rule).days_late == 3
    assert graded(came, extension("bob", days=9), **rule).days_late == 3, (
        "that is another student's"
    )


def test_days_of_an_extension_move_with_the_deadline_and_the_latest_counts() -> None:
    came = handed_in(answer=None, received="2026-12-04T12:00:00+01:00")
    moved = DUE + timedelta(days=1)
    assert graded(came, extension(days=2), due=moved).days_late == 0
    assert graded(came, extension(days=9), extension(days=1), due=DUE).days_late == 2
    assert graded(came, extension(days=9), extension(), due=DUE).days_late == 3
    assert (
        "due 2026-12-03 23:59+01:00 by an extension: ill"
        in graded(came, extension(days=2, reason="ill"), due=DUE).why
    )


def test_staff_s_time_of_receipt_counts_for_that_work_only() -> None:
    came = handed_in(received="2026-12-01T12:00:00+01:00", digest="sha256:1")
    said = receipt(came, "2026-12-03T12:00:00+01:00")
    assert graded(came, said, due=DUE).days_late == 2
    again = handed_in(received="2026-12-02T12:00:00+01:00", digest="sha256:2")
    assert graded(again, said, due=DUE).days_late == 1


def test_the_deadline_moves_and_the_grade_with_it() -> None:
    came = handed_in(answer=None, received="2026-12-02T12:00:00+01:00")
    late = graded(came, due=DUE, penalty_percent_a_day=Decimal(20))
    moved = graded(came, due=DUE + timedelta(days=1), penalty_percent_a_day=Decimal(20))
    assert (late.raw, late.adjusted) == (9, Decimal("7.2")) and (moved.raw, moved.adjusted) == (
        9,
        9,
    )


def test_a_dropped_task_counts_for_nobody_even_when_it_is_held() -> None:
    done = graded(handed_in(rescale=HELD, answer=None), drop=("rescale",))
    assert (done.status, done.raw, done.adjusted, done.possible) == (TaskStatus.GRADED, 4, 4, 7)
    assert "rescale is dropped from the total" in done.why


def test_extra_credit_adds_and_is_not_asked_for() -> None:
    done = graded(handed_in(answer=None), extra_credit=("rescale",))
    assert (done.raw, done.possible) == (9, 7)
    without = graded(handed_in(rescale=None, answer=None), extra_credit=("rescale",))
    assert (without.raw, without.possible) == (4, 7)


@pytest.mark.parametrize(
    ("result", "status", "raw", "adjusted"),
    cases(
        {
            "graded": (handed_in(answer=None), "graded", 9, 9),
            "zero": (handed_in(running_mean="0", rescale=None, answer=None), "graded", 0, 0),
            "nothing came": (
                handed_in(running_mean=None, rescale=None, answer=None),
                "not_submitted",
                None,
                None,
            ),
            "a person marks": (handed_in(), "awaiting", 9, None),
            "held": (handed_in(rescale=HELD), "held", None, None),
        }
    ),
)
def test_held_awaiting_missing_and_zero_are_four_things(
    result: Any, status: str, raw: int | None, adjusted: int | None
) -> None:
    done = graded(result, due=DUE)
    assert (done.status, done.raw, done.adjusted) == (status, raw, adjusted)


def test_marks_complete_a_total_once_all_are_there() -> None:
    came = handed_in()
    some = graded(came, mark(came, "why", "1.5"))
    assert (
        some.adjusted is None and some.raw == 9 and "reflection: 1 of 2 criteria marked" in some.why
    )
    done = graded(came, *marked(came, "1.5", "0"))
    assert (done.status, done.adjusted) == (TaskStatus.GRADED, Decimal("10.5"))
    assert done.tasks[2].earned == Decimal("1.5")


def test_the_latest_mark_counts_and_one_taken_back_does_not() -> None:
    came = handed_in()
    assert graded(came, *marked(came), mark(came, "why", "0")).adjusted == 10
    assert graded(came, *marked(came), mark(came, "why", None)).adjusted is None


def test_a_mark_counts_for_the_answer_that_was_read() -> None:
    before, after = (
        handed_in(answer="Because."),
        handed_in(answer="Because of it.", digest="sha256:new"),
    )
    done = graded(after, *marked(before))
    assert done.status is TaskStatus.AWAITING
    assert "the marks there are were given for an earlier answer" in done.why[0]
    same_answer = handed_in(answer="Because.", running_mean="1", digest="sha256:new")
    assert graded(same_answer, *marked(before)).adjusted == 9


def test_a_mark_above_what_the_rubric_gives_now_does_not_count() -> None:
    came = handed_in()
    assert graded(came, mark(came, "why", "2"), mark(came, "example", "3")).adjusted is None


def test_without_a_rubric_a_written_task_waits_and_says_why() -> None:
    done = grade(handed_in(), policy(), {}, ())
    assert done.status is TaskStatus.AWAITING and "there is no rubric.toml" in done.why[0]


@pytest.mark.parametrize(
    ("result", "before"),
    cases(
        {
            "judged": (handed_in(answer=None), "4"),
            "held": (handed_in(running_mean=HELD, answer=None), "held"),
            "missing": (handed_in(running_mean=None, answer=None), "not submitted"),
        }
    ),
)
def test_an_override_replaces_what_was_judged_and_says_so(result: Any, before: str) -> None:
    done = graded(result, override("2.5"))
    assert (done.status, done.adjusted, done.tasks[0].earned) == (
        TaskStatus.GRADED,
        Decimal("7.5"),
        Decimal("2.5"),
    )
    assert f"running_mean: 2.5 instead of {before}, by amy: asked" in done.why


def test_an_override_taken_back_leaves_what_was_judged() -> None:
    assert graded(handed_in(answer=None), override("1"), override(None)).adjusted == 9
    assert graded(handed_in(answer=None), override("1"), override("2")).adjusted == 7


def test_lateness_takes_its_part_of_overrides_too() -> None:
    came = handed_in(answer=None, received="2026-12-02T12:00:00+01:00")
    done = graded(came, override("0"), due=DUE, penalty_percent_a_day=Decimal(10))
    assert (done.raw, done.adjusted) == (5, Decimal("4.5"))


def test_what_was_not_judged_as_the_assignment_is_now_waits() -> None:
    came = handed_in(answer=None)
    partly = replace(came, tasks=came.tasks[:1])
    done = graded(partly)
    assert (
        done.status is TaskStatus.AWAITING
        and "rescale has not been judged yet; run `grade batch`" in done.why
    )
    older = replace(came, tasks=(replace(came.tasks[0], possible=Decimal(3)), *came.tasks[1:]))
    assert "running_mean was judged when it had other points" in graded(older).why[0]
    unseen = replace(came, tasks=(replace(came.tasks[0], undecided=Decimal(2)), *came.tasks[1:]))
    assert graded(unseen).adjusted is None


def test_a_student_is_known_by_id_or_by_submission() -> None:
    came = handed_in(name="folder 7", student="s7", answer=None)
    assert graded(came).student.id == "s7" and graded(came).student.name == "folder 7"


@pytest.mark.parametrize("points", ["4", "0", HELD, None])
def test_a_grade_that_a_person_holds_has_no_sum_until_it_is_released(points: str | None) -> None:
    result = handed_in(running_mean=points)
    before = graded(result, *marked(result))
    held = graded(result, *marked(result), hold(), override("1"))
    assert (held.status, held.raw, held.adjusted) == (TaskStatus.HELD, None, None)
    assert held.why[0] == "held by amy: looks copied" and held.hold == hold()
    assert held.tasks[0].earned == 1, "staff see what it will be"
    assert graded(result, hold(), *marked(result), hold(held=False)) == before


def test_the_last_hold_counts_and_another_student_s_does_not() -> None:
    result = handed_in()
    again = hold(reason="once more", by="bea")
    assert graded(result, hold(), hold(held=False), again).hold == again
    assert graded(result, hold("bob")).hold is None
