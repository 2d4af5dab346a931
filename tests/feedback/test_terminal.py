"""The text of a terminal: eighty columns, whatever a check says."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.results import check, everything, result, task

from grader.feedback.terminal import result_text
from grader.model import Outcome, Place, TaskStatus

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
    assert text.count("x graded  A title") == 5, "what passed or was blocked is not told one by one"
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
    marked = result_text(everything(), style=lambda text, style: f"\x01{text}\x02", verbose=True)
    assert marked.replace("\x01", "").replace("\x02", "") == plain
