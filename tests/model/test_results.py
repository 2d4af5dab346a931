"""What a result knows of its checks."""

from __future__ import annotations

import pytest
from support.results import check, everything, result, task

from grader.model import Result, TaskStatus
from grader.nouns import replace


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("srn::random_sequence", "srn"),
        ("srn::a::b", "srn"),
        ("srn", "srn"),
        ("::alone", ""),
        ("梯度::形状", "梯度"),
    ],
)
def test_a_check_s_task_is_what_its_id_begins_with(name: str, of: str) -> None:
    assert check(name).task == of


def test_a_result_s_checks_are_those_of_its_tasks_in_their_order() -> None:
    whole = result(
        task("b", check("b::two"), check("b::one")),
        task("essay", status=TaskStatus.AWAITING),
        task("a", check("a::one")),
    )
    assert [each.id for each in whole.checks] == ["b::two", "b::one", "a::one"]


def test_a_result_without_tasks_has_no_checks() -> None:
    assert replace(result(), tasks=()).checks == ()


def test_every_check_belongs_to_the_task_that_it_is_listed_under() -> None:
    whole: Result = everything()
    for each in whole.tasks:
        assert {one.task for one in each.checks} <= {each.id}


def test_a_result_names_the_schema_that_it_is_written_by() -> None:
    assert result().schema == "tensorgrade/result/1"
