"""The report of a class as text of 80 columns."""

from __future__ import annotations

from support.reports import judged, report, work
from support.results import EVIL

from grader.feedback.columns import width
from grader.reporting.class_report import CheckSummary, ClassReport
from grader.reporting.report_text import hardest_checks, odd_checks, percent, report_lines


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


def test_a_large_class_keeps_to_80_columns() -> None:
    many = [judged(work(f"somebody-{at:03}", passes=False), name="王小明" * 5) for at in range(40)]
    lines = report_lines(report(*many))
    assert max(map(width, lines)) <= 80


def test_a_class_of_nobody_is_a_report_too() -> None:
    assert "0 students" in report_lines(report())[0]


def test_what_students_write_does_nothing_to_a_terminal() -> None:
    evil = judged(work("evil", passes=False, message=EVIL, title=EVIL), name=EVIL)
    made = report(evil, judged(work("other", passes=False)))
    assert not any("\x1b" in text or "\r" in text for text in report_lines(made))


def _summary(name: str, difficulty: float | None, discrimination: float | None) -> CheckSummary:
    return CheckSummary(
        id=name,
        title="A title",
        hidden=False,
        judged=9,
        passed=3,
        difficulty=difficulty,
        discrimination=discrimination,
    )


def test_checks_that_few_pass_or_that_the_wrong_people_pass_are_named() -> None:
    checks = [
        _summary("half", 0.5, 0.1),
        _summary("hard", 0.4, -0.2),
        _summary("hardest", 0.0, None),
        _summary("unknown", None, 0.05),
    ]
    assert [each.id for each in hardest_checks(checks)] == ["hardest", "hard"]
    assert [each.id for each in odd_checks(checks)] == ["hard", "unknown"]


def test_a_share_is_a_percentage_and_none_is_no_zero() -> None:
    assert [percent(each) for each in (0.0, 0.505, 1.0, None)] == ["0 %", "50 %", "100 %", ""]
