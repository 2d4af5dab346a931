"""The page with what staff made of a result."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from support.classes import (
    HELD,
    NOON,
    RUBRICS,
    comment,
    extension,
    handed_in,
    mark,
    marked,
    override,
    policy,
    receipt,
)
from support.results import EVIL, check, task

from grader.feedback.causes import signature
from grader.feedback.final import build_final
from grader.feedback.page import Pages
from grader.files.templates import shipped_templates_folder
from grader.model import Blame, Decision, Outcome, Result
from grader.nouns import replace
from grader.policy import grade

PAGES = Pages([shipped_templates_folder()])
LATE = policy(due=NOON, penalty_percent_a_day=Decimal(10))


def page(result: Any, *decisions: Any, assignment: Any = LATE) -> str:
    """The page as plain text, one line per element."""
    made = grade(result, assignment, RUBRICS, decisions)
    text = PAGES.page(result, "Tiny", build_final(made, result, RUBRICS, decisions))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<style>.*?</style>|<[^>]+>", "\n", text, flags=re.S))


def test_marks_and_the_comment_stand_at_the_answer() -> None:
    ada = handed_in()
    shown = page(
        ada, *marked(ada), mark(ada, None, None, comment="Read the second question again.")
    )
    assert "\nreflection\n3 / 3\n" in shown and "\nGrade\n12 / 12\n" in shown
    for criterion in RUBRICS["reflection"].criteria:
        assert f"\n{criterion.title}\n" in shown
    assert "\nRead the second question again.\n" in shown
    assert "marked by a person" not in shown and "still has to mark" not in shown


def test_what_waits_for_a_mark_is_a_total_so_far() -> None:
    ada = handed_in()
    shown = page(ada, mark(ada, "why", "2"))
    assert "\nTotal so far\n9 / 12\na person still has to mark\n" in shown
    assert "\n2 / 2\n" in shown and "\n- / 1\n" in shown
    assert "1 of 2 criteria marked" in shown


def test_lateness_and_overrides_are_told_with_their_reasons() -> None:
    ada = handed_in()
    decisions = [*marked(ada), override("3"), receipt(ada, "2026-12-06T08:00:00+00:00")]
    shown = page(ada, *decisions)
    assert "\nGrade\n9.9 / 12\n11 before lateness\n" in shown
    assert (
        "\nHow the grade came about\n" in shown
        and "1 day late" in shown
        and "3 instead of 4" in shown
    )
    assert "by an extension" in page(ada, *decisions, extension(days=3))


def test_a_held_grade_is_no_number() -> None:
    shown = page(handed_in(running_mean=HELD))
    assert "\nTotal so far\nheld\n" in shown


def test_a_mark_for_an_earlier_answer_is_not_shown() -> None:
    before, now = handed_in(answer="First."), handed_in(answer="Second.", digest="sha256:other")
    shown = page(now, *marked(before), mark(before, None, None, comment="Of the first."))
    assert "Of the first." not in shown and "given for an earlier answer" in shown


def test_what_staff_write_never_becomes_more_than_text() -> None:
    ada = handed_in()
    decisions: list[Decision] = [mark(ada, None, None, comment=EVIL), override("3", reason=EVIL)]
    made = grade(ada, LATE, RUBRICS, decisions)
    text = PAGES.page(ada, "Tiny", build_final(made, ada, RUBRICS, decisions))
    assert (
        "<script" not in text
        and text.count("&lt;script&gt;") == 2
        and "\x1b" not in text
        and "\u202e" not in text
    )


def failing() -> Result:
    """Work whose running_mean fails by a mistake that has a name."""
    ada = handed_in(running_mean="0")
    known = check("running_mean::one", Outcome.FAILED, blame=Blame.STUDENT, possible=Decimal(4))
    return replace(ada, tasks=(task("running_mean", known), *ada.tasks[1:]))


def test_a_comment_on_a_cluster_stands_at_the_task_while_the_work_fails_so() -> None:
    ada = failing()
    key = signature(ada.tasks[0].checks[0])
    assert "\nrunning_mean\nCarry it on.\n" in page(ada, comment("Carry it on.", key))
    assert "Carry it on" not in page(handed_in(), comment("Carry it on.", key))
    assert "Carry it on" not in page(ada, comment("Carry it on.", "another1"))
    assert "Carry it on" not in page(ada, comment("Carry it on.", key, "rescale"))
    assert "Carry it on" not in page(ada, comment("Carry it on.", key), comment("", key))
    assert "Carry it on" not in page(ada, comment("Carry it on.", key, student="bob"))


def test_a_hostile_comment_on_a_cluster_is_text() -> None:
    ada = failing()
    made = comment(EVIL, signature(ada.tasks[0].checks[0]))
    whole = PAGES.page(
        ada, "Tiny", build_final(grade(ada, LATE, RUBRICS, [made]), ada, RUBRICS, [made])
    )
    assert "<script>" not in whole and "&lt;script&gt;" in whole
