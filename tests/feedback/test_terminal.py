"""The text of a terminal: eighty columns, whatever a check says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.results import check, everything, result, task

from grader.feedback.ci import error_lines, summary
from grader.feedback.next_step import step_after_checks, step_after_tasks
from grader.feedback.page import Pages
from grader.feedback.styles import use_style
from grader.feedback.table_html import result_html
from grader.feedback.terminal import result_text
from grader.feedback.words import BLAME_WORDS
from grader.files.templates import shipped_templates_folder
from grader.model import (
    Blame,
    CheckResult,
    Difference,
    Outcome,
    Place,
    Result,
    TaskResult,
    TaskStatus,
)

LONG = "a word and another " * 20


@pytest.mark.parametrize(
    "shown",
    cases(
        {
            "everything": everything(),
            "a long message": result(task("a", check(outcome=Outcome.FAILED, message=LONG))),
            "a long word": result(task("a", check(outcome=Outcome.FAILED, message="x" * 300))),
            "a long title": result(task("a", check(outcome=Outcome.FAILED, title=LONG))),
            "a long hint": result(task("a", check(outcome=Outcome.FAILED, hint=LONG))),
            "a long place": result(
                task(
                    "a",
                    check(
                        outcome=Outcome.FAILED,
                        place=Place(file="hand in/" * 8 + "work.ipynb cell 12", line=345),
                    ),
                )
            ),
            "a long line in a traceback": result(
                task("a", check(outcome=Outcome.RAISED, traceback=f"a.py:3 in f\n    {LONG}"))
            ),
            "a long note": result(task("a", check(outcome=Outcome.FAILED, notes=(LONG,)))),
            "long lines printed": result(
                task("a", check(outcome=Outcome.FAILED, output="x" * 500))
            ),
            "a long name of a task": result(
                task(
                    "mean_of_the_last_thirty_days",
                    check(outcome=Outcome.GRADER_FAULT),
                    status=TaskStatus.HELD,
                )
            ),
            "passed, with a long title": result(task("a", check(title=LONG))),
        }
    ),
)
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_eighty_columns(shown: Any, verbose: bool) -> None:
    wide = [line for line in result_text(shown, verbose=verbose).split("\n") if len(line) > 80]
    assert wide == []


def test_wide_characters_take_two_columns() -> None:
    message = "输出在第二步与期望不同，" * 8
    lines = result_text(result(task("a", check(outcome=Outcome.FAILED, message=message)))).split(
        "\n"
    )
    assert max(sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines) <= 80


def test_a_table_of_tasks_then_what_failed() -> None:
    text = result_text(everything())
    assert [line.split()[0] for line in text.split("\n")[1:7]] == [
        "graded",
        "secret",
        "held",
        "absent",
        "essay",
        "total",
    ]
    for words in (
        "held: a check could not be judged, which is not your fault",
        "not submitted",
        "by hand, 3 points; present",
    ):
        assert words in text
    assert "Hint" not in text and "hint  Look at the second step." in text
    assert text.count("x graded  A title") == 1, "one cause, one block"
    assert "4 more checks fail, probably for the same reason; -v shows them" in text
    told = result_text(everything(), verbose=True)
    assert told.count("x graded  A title") == 5, "what passed or was blocked is not told one by one"
    assert "1 check of graded not run: they need what failed" in text


def test_verbose_tells_what_passed_and_what_was_printed() -> None:
    quiet, verbose = result_text(everything()), result_text(everything(), verbose=True)
    assert "it printed:" not in quiet and "it printed:" in verbose
    assert ". graded" not in quiet and ". graded  A title" in verbose


@pytest.mark.parametrize(
    ("shown", "total"),
    cases(
        {
            "all right": (result(), "  total     2 / 2"),
            "hidden checks decide some": (
                result(task("a", check(), undecided=check().possible)),
                "  total     2 / 0",
            ),
            "one awaits": (
                result(task("a", check()), task("essay", status=TaskStatus.AWAITING)),
                "  total     2 / 2",
            ),
            "held": (
                result(task("a", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD)),
                "  total     held",
            ),
        }
    ),
)
def test_the_total_is_out_of_what_the_checks_that_ran_could_give(shown: Any, total: str) -> None:
    line = next(line for line in result_text(shown).split("\n") if line.startswith("  total"))
    assert line.split() == total.split()


def test_colours_never_change_the_text() -> None:
    plain = result_text(everything(), verbose=True)
    with use_style(lambda text, style: f"\x01{text}\x02"):
        marked = result_text(everything(), verbose=True)
    assert marked.replace("\x01", "").replace("\x02", "") == plain


def not_started(name: str, line: int) -> TaskResult:
    """A task whose stub nobody has touched."""
    place = Place(file=f"{name}.py", line=line)
    stub = check(f"{name}::one", Outcome.RAISED, place=place, notes=())
    blocked = check(f"{name}::two", Outcome.BLOCKED, notes=())
    return task(name, stub, blocked, unchanged=True)


def test_what_nobody_has_started_is_a_line_and_no_failure() -> None:
    text = result_text(result(not_started("srn", 33), not_started("rnn", 25)), for_student=True)
    assert "srn       0 / 4    not started; next: srn.py:33" in text
    assert "next   begin srn at srn.py:33" in text
    assert len(text.split("\n")) <= 8 and "did not pass" not in text and "\nx " not in text


def test_forty_rows_are_enough_for_stubs_that_nobody_has_touched() -> None:
    tasks = [not_started(f"task_{number}", 10) for number in range(20)]
    assert len(result_text(result(*tasks), for_student=True).split("\n")) <= 40


def passed(name: str = "a::one") -> CheckResult:
    return check(name)


def failed(name: str, **more: Any) -> CheckResult:
    return check(name, Outcome.FAILED, **({"title": name, "diagnosis": None} | more))


@pytest.mark.parametrize(
    ("checks", "first"),
    cases(
        {
            "the first of equals": ((failed("a::one"), failed("a::two")), "a::one"),
            "a structure check, which others need": (
                (failed("a::one"), failed("a::shape", possible=Decimal(0), earned=Decimal(0))),
                "a::shape",
            ),
            "one whose mistake is known": (
                (failed("a::one"), check("a::two", Outcome.FAILED, title="a::two")),
                "a::two",
            ),
            "a visible one": ((failed("a::one", hidden=True), failed("a::two")), "a::two"),
            "not one on changed arguments, which follows from others": (
                (
                    failed(
                        "a::one",
                        difference=Difference(
                            kind="changed", where="x", expected="it unchanged", got="changed"
                        ),
                    ),
                    failed("a::two"),
                ),
                "a::two",
            ),
            "what holds the grade": (
                (
                    failed("a::one"),
                    check("a::two", Outcome.GRADER_FAULT, title="a::two", diagnosis=None),
                ),
                "a::two",
            ),
        }
    ),
)
def test_what_explains_most_is_told_in_full_and_the_others_in_a_line(
    checks: tuple[CheckResult, ...], first: str
) -> None:
    text = result_text(result(task("a", *checks)))
    blocks = [line for line in text.split("\n") if line.startswith(("x a", "! a"))]
    assert len(blocks) == 1 and first in blocks[0]
    assert "1 more check fails, probably for the same reason; -v shows them" in text


def test_failures_of_another_function_are_not_said_to_have_one_reason() -> None:
    here, there = Place(file="a.py", line=3), Place(file="a.py", line=9)
    text = result_text(
        result(task("a", failed("a::one", place=here), failed("a::two", place=there)))
    )
    assert "1 more check fails, the next at a.py:9; -v shows them" in text


@pytest.mark.parametrize(
    ("shown", "step"),
    cases(
        {
            "mend what failed": (
                result(not_started("srn", 33), task("a", failed("a::one"))),
                "mend a; `grade check a --repro` makes a script for your debugger",
            ),
            "begin what is not there": (
                result(
                    task("a", passed()),
                    task(
                        "b", check("b::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED
                    ),
                ),
                "begin b",
            ),
            "hidden checks decide more": (
                result(task("a", passed(), undecided=Decimal(3))),
                "all visible checks pass, hidden checks decide 3 more points; `grade pack`",
            ),
            "all is green": (
                result(task("a", passed())),
                "all checks pass; `grade pack` makes the zip",
            ),
            "held": (
                result(task("a", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD)),
                "a is held, which is not your fault: tell your teacher",
            ),
        }
    ),
)
def test_a_student_reads_one_next_step_below_the_total(shown: Result, step: str) -> None:
    said = " ".join(result_text(shown, for_student=True).split())
    assert f" next {step}" in said
    assert step not in " ".join(result_text(shown).split())


@pytest.mark.parametrize("blame", [Blame.COURSE, Blame.GRADER])
def test_who_has_to_mend_what_holds_a_grade_is_told_everywhere(blame: Blame) -> None:
    one = check(outcome=Outcome.GRADER_FAULT, blame=blame)
    held = result(task("a", one, status=TaskStatus.HELD))
    page = Pages([shipped_templates_folder()]).page(held, "T")
    for text in (result_text(held), result_html(held), summary(held, advisory=False), page):
        assert BLAME_WORDS[blame] in " ".join(text.split())


def test_a_page_and_a_summary_say_that_a_student_has_to_mend_a_failure() -> None:
    shown = result(task("a", failed("a::one", blame=Blame.STUDENT)))
    page = Pages([shipped_templates_folder()]).page(shown, "T")
    for text in (result_html(shown), summary(shown, advisory=False), page):
        assert BLAME_WORDS[Blame.STUDENT] in text


def test_a_summary_says_of_how_many_points_the_total_is() -> None:
    text = summary(result(task("a", passed()), not_started("b", 3)), advisory=True)
    assert "| **total** | **2 / 6** | |" in text
    assert "| `b` | 0 / 4 | not started; next: b.py:3 |" in text
    assert list(error_lines(result(not_started("b", 3)))) == []


def test_after_some_tasks_the_next_step_is_that_of_all_that_is_known() -> None:
    passed, failed = task("srn", check()), task("rnn", check("rnn::x", Outcome.FAILED))
    part, whole = result(passed), result(passed, failed)
    assert step_after_tasks(part, whole, complete=True).startswith("mend rnn;")
    assert step_after_tasks(part, part, complete=True).startswith("all checks pass")
    assert step_after_tasks(part, part, complete=False) == (
        "this passes; `grade check` checks every task"
    )
    assert step_after_tasks(result(failed), whole, complete=True).startswith("mend rnn;")


def test_after_single_checks_their_task_comes_next() -> None:
    assert step_after_checks(result(task("srn", check()))) == (
        "this passes; `grade check srn` checks the whole task"
    )
    failed = result(task("srn", check("srn::x", Outcome.FAILED)))
    assert step_after_checks(failed).startswith("mend srn;")
