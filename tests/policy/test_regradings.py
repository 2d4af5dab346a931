"""Requests for a second look, each with the answer that is to it."""

import pytest
from support.classes import RUBRICS, answered, asked, handed_in, override
from support.courses import tiny

from grader.model import Decision, RequestState
from grader.policy import grade, list_regradings

OPEN, CHANGED, KEPT = RequestState.OPEN, RequestState.CHANGED, RequestState.KEPT


@pytest.mark.parametrize(
    ("decisions", "states"),
    [
        ([], []),
        ([override("3")], []),
        ([asked()], [OPEN]),
        ([asked(), answered()], [KEPT]),
        ([asked(), answered(changed=True)], [CHANGED]),
        ([asked(), asked(reason="And again."), answered()], [KEPT, KEPT]),
        ([asked(), answered(), asked()], [KEPT, OPEN]),
        ([asked(), answered(), asked(), answered(changed=True)], [KEPT, CHANGED]),
        ([asked(), answered("rescale")], [OPEN]),
        ([asked(""), asked(), answered("")], [KEPT, OPEN]),
        ([answered(), asked()], [OPEN]),
    ],
)
def test_an_answer_is_to_all_that_is_open_about_its_task(
    decisions: list[Decision], states: list[RequestState]
) -> None:
    assert [each.state for each in list_regradings(decisions)] == states


def test_a_grade_has_the_requests_of_its_student_and_other_points_only_by_an_override() -> None:
    decisions: list[Decision] = [asked(), answered(changed=True), asked(student="bob")]
    plain = grade(handed_in("ada"), tiny(), RUBRICS, ())
    after = grade(handed_in("ada"), tiny(), RUBRICS, decisions)
    assert [each.request.student for each in after.requests] == ["ada"]
    assert (after.raw, after.why) == (plain.raw, plain.why)
