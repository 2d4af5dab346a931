"""A result as a notebook shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from support.cases import cases
from support.results import EVIL, check, everything, result, task

from grader.feedback.table_html import result_html
from grader.model import Blame, Outcome, Result, TaskStatus
from grader.nouns import replace

# Attributes and elements of a drawing: places, sizes and colours, never an address or a handler.
OF_DRAWINGS = frozenset(
    (
        *("viewbox", "role", "aria-labelledby", "font-family", "font-size", "font-weight", "id"),
        *("d", "x", "y", "cx", "cy", "r", "width", "height", "transform", "text-anchor", "style"),
        *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-opacity"),
        "opacity",
    )
)
DRAWN = frozenset(("svg", "title", "desc", "g", "path", "circle", "rect", "text"))


class Tree(HTMLParser):
    """What opens must close, in order; texts are kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append(tag)
        allowed = OF_DRAWINGS if "svg" in self.open else {"style"}
        assert {name for name, _ in attrs} <= allowed

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "shown",
    cases(
        {
            "one that passed": result(),
            "everything": everything(),
            "evil": result(
                task(
                    "a",
                    check(outcome=Outcome.RAISED, message=EVIL, traceback=EVIL, title=EVIL),
                    notes=(EVIL,),
                )
            ),
        }
    ),
)
def test_it_is_whole_and_nothing_in_it_can_run(shown: Result) -> None:
    tree = Tree(result_html(shown))
    assert set(tree.tags) <= {*("div", "p", "b", "table", "tr", "td", "span", "pre", "details")} | {
        "summary",
        *DRAWN,
    }


def said(shown: Result) -> str:
    return Tree(result_html(shown)).text


def test_each_task_is_a_row_and_the_total_the_last() -> None:
    shown = everything()
    html = result_html(shown)
    rows = [Tree(row).text for row in re.findall(r"<tr>.*?</tr>", html)]
    assert len(rows) == len(shown.tasks) + 1
    assert rows[0].startswith("graded2 / ") and rows[-1].startswith("totalheldnext: ")


@pytest.mark.parametrize(
    ("outcome", "colour"), [(Outcome.PASSED, "#1a7f37"), (Outcome.FAILED, "#cf222e")]
)
def test_a_task_s_points_are_green_or_red(outcome: Outcome, colour: str) -> None:
    row = re.findall(r"<tr>.*?</tr>", result_html(result(task("a", check(outcome=outcome)))))[0]
    assert colour in row


def test_a_held_task_has_no_number() -> None:
    held = task("a", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD)
    row = re.findall(r"<tr>.*?</tr>", result_html(result(held)))[0]
    assert Tree(row).text == "aheld: a check could not be judged, which is not your fault"


def failed(**more: Any) -> Result:
    return result(task("a", check(outcome=Outcome.FAILED, **more)))


def test_a_failure_says_what_why_where_and_whose() -> None:
    text = said(failed(blame=Blame.STUDENT))
    for part in (
        "✗ a A title",
        "a.py:3",
        "One late It comes one step late.",
        "outputs, step 2: expected 1.0000, got 2.0000",
        "hint: Look at the second step.",
        "to be mended in your code",
        "note: a: outputs came as a list",
    ):
        assert part in text


def test_without_a_message_the_outcome_is_told() -> None:
    assert "took too long" in said(result(task("a", check(outcome=Outcome.TIMED_OUT, message=""))))


def test_later_hints_are_folded() -> None:
    html = result_html(failed(hints=("Look at the second step.", "And at the third.")))
    assert html.count("<details>") == 1 and html.count("Look at the second step.") == 1
    assert html.index("<details>") < html.index("And at the third.") < html.index("</details>")


def test_one_cause_is_told_in_full_and_the_others_by_their_titles() -> None:
    other = check("a::two", Outcome.FAILED, title="The other", message="only this")
    waits = check("a::three", Outcome.BLOCKED)
    text = said(result(task("a", check(outcome=Outcome.FAILED), other, waits)))
    assert "1 more check fails, probably for the same reason: The other" in text
    assert "only this" not in text
    assert "1 check of a not run: they need what failed" in text


def test_of_what_passed_nothing_is_told_but_its_points() -> None:
    shown = result()
    shown = replace(shown, tasks=(task("a", check(output="printed")),))
    assert said(shown) == (
        "demo all checksa2 / 2total2 / 2next: all checks pass; `grade pack` makes the zip to hand"
        " in"
    )
