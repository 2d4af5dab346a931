"""Grades and their history as staff read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.classes import (
    DUE,
    HELD,
    NOON,
    RUBRICS,
    comment,
    extension,
    handed_in,
    hold,
    mark,
    marked,
    override,
    policy,
    receipt,
)
from support.results import result, task

from grader.feedback.columns import width
from grader.feedback.grades import grades_text, history_items, policy_line, tasks_text
from grader.feedback.styles import use_style
from grader.model import Decision, Entry, Grade, Policy, Student, TaskStatus
from grader.nouns import replace
from grader.policy import grade

TEN_PERCENT = Decimal(10)


@pytest.mark.parametrize(
    ("rules", "line"),
    cases(
        {
            "nothing said": (Policy(), "no deadline"),
            "a deadline": (Policy(due=DUE), "due 2026-12-01 23:59+01:00"),
            "with seconds": (
                Policy(due=DUE.replace(second=59)),
                "due 2026-12-01 23:59:59+01:00",
            ),
            "a minute of grace": (
                Policy(due=DUE, grace_minutes=1),
                "due 2026-12-01 23:59+01:00, 1 minute of grace",
            ),
            "everything": (
                Policy(
                    due=DUE,
                    grace_minutes=5,
                    penalty_percent_a_day=Decimal("12.50"),
                    late_days=1,
                    cutoff_days=7,
                    extra_credit=("a", "b"),
                    drop=("c",),
                ),
                "due 2026-12-01 23:59+01:00, 5 minutes of grace, 12.5 % of what was earned off a"
                " day, 1 day free, nothing after 7 days, extra credit: a, b, dropped: c",
            ),
            "of what was possible": (
                Policy(due=DUE, penalty_percent_a_day=TEN_PERCENT, penalty_of="possible"),
                "due 2026-12-01 23:59+01:00, 10 % of what was possible off a day",
            ),
            "nothing after the deadline": (
                Policy(due=DUE, cutoff_days=0),
                "due 2026-12-01 23:59+01:00, nothing after 0 days",
            ),
            "only what counts": (Policy(drop=("c",)), "no deadline, dropped: c"),
        }
    ),
)
def test_a_policy_is_one_line(rules: Policy, line: str) -> None:
    assert policy_line(rules) == line


def of(name: str = "ada", *decisions: Decision, rules: Any = None, **more: Any) -> Grade:
    return grade(handed_in(name, **more), rules or policy(), RUBRICS, decisions)


def marked_grade(name: str, **more: Any) -> Grade:
    came = handed_in(name, **more)
    return grade(came, policy(), RUBRICS, marked(came))


def named(of: Grade, id_: str, name: str) -> Grade:
    return replace(of, student=Student(id=id_, name=name))


@pytest.mark.parametrize(
    ("shown", "row"),
    cases(
        {
            "graded": (marked_grade("ada"), "  ada       12 / 12   graded"),
            "zero": (
                of(running_mean="0", rescale="0", answer=None),
                "  ada        0 / 12   graded",
            ),
            "held": (of(rescale=HELD), "  ada     held / 12   held"),
            "still to be marked": (of(), "  ada      (9) / 12   awaiting"),
            "nothing": (
                of(running_mean=None, rescale=None, answer=None),
                "  ada        - / 12   not submitted",
            ),
        }
    ),
)
def test_held_awaiting_missing_and_zero_are_four_rows(shown: Grade, row: str) -> None:
    assert grades_text([shown])[0] == row


def test_what_a_policy_changed_is_told_with_its_reasons_below() -> None:
    late = of(
        answer=None,
        received="2026-12-02T12:00:00+01:00",
        rules=policy(due=DUE, penalty_percent_a_day=TEN_PERCENT),
    )
    row, *reasons = grades_text([late])
    assert row == "  ada      8.1 / 12   graded, 9 before"
    assert any("1 day late" in line for line in reasons)


def test_names_stand_below_each_other_whatever_their_letters() -> None:
    given = [
        named(marked_grade("a"), "s1", "王小明"),
        named(marked_grade("b"), "s2", "José"),
        named(marked_grade("c"), "Bob", "Bob"),
    ]
    rows = grades_text(given)[:3]
    assert rows == [
        "  王小明  s1       12 / 12   graded",
        "  José    s2       12 / 12   graded",
        "  Bob          12 / 12   graded",
    ]


def test_a_name_cannot_write_on_another_line() -> None:
    evil = named(marked_grade("a"), "s\n1", "A\x1b[2J\nda")
    (row,) = [line for line in grades_text([evil]) if "graded" in line and "student" not in line]
    assert row.startswith("  A da  s 1  ")


def test_a_long_reason_is_wrapped_below_its_row() -> None:
    long = replace(marked_grade("ada"), why=("word " * 40, "short"))
    _, *lines = grades_text([long])
    reasons = lines[: lines.index("")]
    assert len(reasons) == 4 and all(line.startswith("      ") for line in reasons)
    assert max(map(width, reasons)) <= 80 and reasons[-1] == "      short"


@pytest.mark.parametrize(
    ("shown", "line"),
    cases(
        {
            "nobody": ([], "0 students: nobody was graded yet"),
            "one": ([marked_grade("a")], "1 student: 1 graded"),
            "each state, always in the same order": (
                [
                    of("d", running_mean=None, rescale=None, answer=None),
                    of("a", rescale=HELD),
                    marked_grade("b"),
                    of("c"),
                    marked_grade("e"),
                ],
                "5 students: 2 graded, 1 not submitted, 1 awaiting, 1 held",
            ),
        }
    ),
)
def test_the_last_line_counts_the_states(shown: list[Grade], line: str) -> None:
    assert grades_text(shown)[-2:] == ["", line]


def test_a_state_may_have_its_colour_and_the_text_stays() -> None:
    def style(text: str, kind: str) -> str:
        return f"<{kind}>{text}</{kind}>"

    with use_style(style):
        row = grades_text([of(rescale=HELD)])[0]
        assert row == "  ada  <held>   held</held> / 12   held"
        assert grades_text([marked_grade("ada")])[0].startswith("  ada  <strong>     12<")


def test_a_grade_s_tasks_stand_below_each_other() -> None:
    assert tasks_text(of(rescale=HELD)) == [
        "    running_mean  4 / 4",
        "    rescale       held / 5",
        "    reflection    awaiting / 3",
    ]


def test_a_task_s_name_may_be_wide() -> None:
    wide = replace(
        of(),
        tasks=(
            replace(of().tasks[0], id="平均值"),
            replace(of().tasks[1], id="a"),
            task("b", status=TaskStatus.NOT_SUBMITTED),
        ),
    )
    assert tasks_text(wide) == [
        "    平均值  4 / 4",
        "    a       5 / 5",
        "    b       not submitted / 3",
    ]
    assert tasks_text(replace(wide, tasks=())) == []


ADA = handed_in()
LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("decisions", "words"),
    cases(
        {
            "marks of one time, the comment last": (
                [
                    mark(ADA, None, None, comment="Good."),
                    mark(ADA, "why", "1.50"),
                    mark(ADA, "example", "0"),
                ],
                "marked reflection: why 1.5, example 0, “Good.”, by amy",
            ),
            "a comment taken back": (
                [mark(ADA, None, None)],
                "marked reflection: no comment, by amy",
            ),
            "an override": (
                [override("3.5")],
                "running_mean: override, 3.5 points: asked, by amy",
            ),
            "an override taken back": (
                [override(None)],
                "running_mean: override taken back: asked, by amy",
            ),
            "more days": (
                [extension(days=2, reason="ill")],
                "extension of 2 days: ill, by amy",
            ),
            "one more day": ([extension(days=1)], "extension of 1 day, by amy"),
            "no more days": ([extension(days=0)], "extension of 0 days, by amy"),
            "until a moment": (
                [extension(until=DUE)],
                "extension until 2026-12-01 23:59+01:00, by amy",
            ),
            "a hold": ([hold()], "held: looks copied, by amy"),
            "a release": ([hold(held=False, by="bea")], "released: looks copied, by bea"),
            "an extension taken back": ([extension()], "extension taken back, by amy"),
            "a comment on a cluster": (
                [comment("Carry h on.", "3f2a91bc")],
                "comment on running_mean, cluster 3f2a91bc: “Carry h on.”, by amy",
            ),
            "a comment on a cluster, taken back": (
                [comment("", "3f2a91bc")],
                "comment on running_mean, cluster 3f2a91bc: taken back, by amy",
            ),
            "a receipt": (
                [receipt(ADA, "2026-12-02T12:00:00+01:00")],
                "received 2026-12-02 12:00+01:00, by amy",
            ),
            "a person's words are one line": (
                [override("1", reason="a\nb\x1b[31m", by="a\tmy")],
                "running_mean: override, 1 points: a b, by a my",
            ),
        }
    ),
)
def test_a_decision_is_one_line(decisions: list[Decision], words: str) -> None:
    assert history_items([], decisions) == [(NOON, words)]


def test_marks_of_another_time_or_person_are_lines_of_their_own() -> None:
    decisions: Sequence[Decision] = [
        mark(ADA, "why", "1"),
        mark(ADA, "example", "1", by="bob"),
        mark(ADA, "why", "2", recorded=LATER),
    ]
    assert [words for _, words in history_items([], decisions)] == [
        "marked reflection: why 1, by amy",
        "marked reflection: example 1, by bob",
        "marked reflection: why 2, by amy",
    ]


def test_two_decisions_of_another_kind_are_never_one() -> None:
    assert len(history_items([], [override("1"), override("2"), extension(), extension()])) == 4


@pytest.mark.parametrize(
    ("shown", "by", "words"),
    cases(
        {
            "judged": (result(), None, "judged: 2 / 2"),
            "by somebody": (result(), "amy", "judged: 2 / 2, by amy"),
            "held": (handed_in(rescale=HELD, answer=None), None, "judged: held"),
            "still to be marked": (handed_in(), None, "judged: 9 / 12, 3 awaiting"),
        }
    ),
)
def test_a_judgement_is_one_line(shown: Any, by: str | None, words: str) -> None:
    entry = Entry(result=shown, key="k", recorded=NOON, by=by)
    assert history_items([entry], []) == [(NOON, words)]


def test_the_oldest_comes_first_in_whatever_zone() -> None:
    early = datetime(2026, 12, 5, 12, 30, tzinfo=UTC)
    entries = [
        Entry(result=result(), key="k", recorded=LATER),
        Entry(result=result(), key="k", recorded=NOON),
    ]
    items = history_items(entries, [override("1", recorded=early.astimezone(DUE.tzinfo))])
    assert [when for when, _ in items] == [NOON, early, LATER]
