"""What was earned with a stage of the reference's, and each part of a check, say so everywhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.results import check, result, task

from grader.exporters.gradescope import gradescope_results
from grader.exporters.junit import junit_xml
from grader.feedback.causes import causes
from grader.feedback.ci import error_lines, summary
from grader.feedback.page import Pages
from grader.feedback.table_html import result_html
from grader.feedback.terminal import result_text
from grader.gradebook.result_json import from_json, to_json
from grader.model import Carried, Diagnosis, DiagnosisKind, Outcome, Result
from grader.nouns import replace

TEMPLATES = Path(__file__).parents[2] / "templates"
DISPLAYS = cases(
    {
        "terminal": (lambda one: result_text(one),),
        "terminal, verbose": (lambda one: result_text(one, verbose=True),),
        "page": (lambda one: Pages([TEMPLATES]).page(one, "A title"),),
        "notebook": (lambda one: result_html(one),),
        "CI summary": (lambda one: summary(one, advisory=False),),
        "CI annotations": (lambda one: "\n".join(error_lines(one)),),
        "JSON": (lambda one: to_json(one).decode(),),
        "Gradescope": (lambda one: gradescope_results(one, None).decode(),),
        "JUnit": (lambda one: junit_xml([one], "demo").decode(),),
    }
)
PARTS = "the mean (1 points): expected 2.0000, got 3.0000\nthe deviation (2 points): got None"


@pytest.mark.parametrize("display", DISPLAYS)
def test_each_part_of_a_check_has_its_own_message_in_every_display(
    display: Callable[[Result], str],
) -> None:
    shown = display(result(task("a", check(outcome=Outcome.FAILED, message=PARTS))))
    for line in ("the mean (1 points): expected 2.0000", "the deviation (2 points): got None"):
        assert line in shown.replace("\\(", "(").replace("\\)", ")").replace("%0A", "\n")


CARRIED = replace(
    check(outcome=Outcome.FAILED, earned=Decimal("0.5")),
    carried=Carried(stages=("make_data", "encode"), earned=Decimal("0.5")),
)
LABEL = "0.5 points earned with the reference's make_data and encode in the place of your own"


@pytest.mark.parametrize("display", DISPLAYS)
def test_carried_points_are_labelled_wherever_points_stand(
    display: Callable[[Result], str],
) -> None:
    shown = " ".join(display(result(task("a", CARRIED))).replace("&#x27;", "'").split())
    shown = shown.replace("&#39;", "'").replace("\\_", "_")
    labels = (LABEL, '"carried":{"stages":["make_data","encode"],"earned":0.5}', "::error")
    assert any(label in shown for label in labels)


def test_the_task_s_row_counts_what_was_carried() -> None:
    other = replace(
        CARRIED, id="a::two", carried=Carried(stages=("encode",), earned=Decimal("0.5"))
    )
    shown = result_text(result(task("a", CARRIED, other)))
    assert "1 point carried (make_data, encode); 2 of 2 checks" in shown


def diagnosis(kind: DiagnosisKind) -> Diagnosis:
    return Diagnosis(name="x", title="A mistake", explanation="Look there.", kind=kind)


def test_the_check_of_a_wrong_stage_itself_is_told_first() -> None:
    stage = check("a::encode", outcome=Outcome.FAILED, diagnosis=None)
    family = replace(CARRIED, diagnosis=diagnosis(DiagnosisKind.FAMILY))
    told = causes(task("a", family, stage))
    assert told is not None and (told.first, told.others) == (stage, (family,))


def test_a_mistake_that_is_known_by_name_is_told_before_the_stage() -> None:
    stage = check("a::encode", outcome=Outcome.FAILED, diagnosis=None)
    named = replace(CARRIED, diagnosis=diagnosis(DiagnosisKind.MISCONCEPTION))
    told = causes(task("a", stage, named))
    assert told is not None and told.first == named


def test_a_result_keeps_what_was_carried_and_old_ones_have_none() -> None:
    one = result(task("a", CARRIED, check("a::two", hints=("first", "second"))))
    assert from_json(to_json(one)) == one
    raw = to_json(one).replace(b',"carried":{"stages":["make_data","encode"],"earned":0.5}', b"")
    assert from_json(raw).checks[0].carried is None
