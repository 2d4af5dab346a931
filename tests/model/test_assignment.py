"""What an assignment knows of its own tasks, points, limits and files."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import (
    Assignment,
    Carry,
    Course,
    Device,
    Limits,
    ServerKind,
    Task,
    Tolerance,
    Tolerances,
)
from grader.nouns import replace

points = st.decimals(0, 1000, places=2, allow_nan=False)


def task(
    name: str = "a",
    full: Decimal = Decimal(3),
    hidden: Decimal = Decimal(0),
    *,
    by_hand: bool = False,
    carry: Carry = Carry.NONE,
) -> Task:
    return Task(
        id=name,
        title=name.upper(),
        file=f"{name}.py",
        points=full,
        hidden_points=hidden,
        defines=("f",),
        by_hand=by_hand,
        server=ServerKind.NUMPY,
        rules=(),
        heading="",
        carry=carry,
    )


def assignment(*tasks: Task) -> Assignment:
    return Assignment(
        id="rnn",
        title="Recurrent networks",
        folder=Path("assignments/rnn"),
        solutions=None,
        tasks=tasks,
        limits=Limits(),
        tolerances=Tolerances(),
        visible_seed=1,
        hidden_seed=None,
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(points, points), max_size=6))
def test_an_assignment_s_points_are_the_exact_sum_of_its_tasks(
    rows: list[tuple[Decimal, Decimal]],
) -> None:
    tasks = [task(str(at), full, hidden) for at, (full, hidden) in enumerate(rows)]
    whole = assignment(*tasks)
    assert whole.points == sum((full for full, _ in rows), Decimal(0))
    assert whole.hidden_points == sum((hidden for _, hidden in rows), Decimal(0))
    assert whole.points - whole.hidden_points == sum((each.visible_points for each in tasks), 0)


def test_an_assignment_without_tasks_has_no_points_and_they_are_decimals() -> None:
    empty = assignment()
    assert (empty.points, empty.hidden_points, empty.coding_tasks) == (0, 0, ())
    assert isinstance(empty.points, Decimal)


def test_three_tenths_are_exactly_three_tenths() -> None:
    """Floats would give 0.30000000000000004, and a grade that is one ulp short."""
    tenth = Decimal("0.1")
    assert str(assignment(*[task(str(at), tenth) for at in range(3)]).points) == "0.3"


def test_what_is_marked_by_hand_is_no_coding_task_and_the_order_stays() -> None:
    whole = assignment(task("c"), task("essay", by_hand=True), task("a"))
    assert [each.id for each in whole.coding_tasks] == ["c", "a"]
    assert whole.points == 9


def test_a_task_is_found_by_its_id() -> None:
    whole = assignment(task("a"), task("b", Decimal(7)))
    assert whole.task("b").points == 7


@pytest.mark.parametrize("name", ["", "A", "a ", "c"])
def test_a_task_that_is_not_there_is_a_key_error_that_names_it(name: str) -> None:
    with pytest.raises(KeyError) as caught:
        assignment(task("a"), task("b")).task(name)
    assert caught.value.args == (name,)


def test_the_students_notebook_is_named_after_the_assignment() -> None:
    assert assignment().notebook == "rnn.ipynb"


@pytest.mark.parametrize("carry", list(Carry))
def test_without_carry_nothing_stands_in_and_nothing_else_changes(carry: Carry) -> None:
    before = assignment(task("a", carry=carry), task("b", Decimal(2), carry=carry))
    after = before.without_carry()
    assert [each.carry for each in after.tasks] == [Carry.NONE, Carry.NONE]
    assert replace(after, tasks=before.tasks) == before
    assert [replace(each, carry=carry) for each in after.tasks] == list(before.tasks)
    assert after.without_carry() == after


@given(st.floats(0, 1e6))
def test_the_wall_clock_never_stops_a_process_that_has_cpu_time_left(seconds: float) -> None:
    """A machine three times as busy as usual, and one second of CPU that is nearly nothing."""
    assert Limits().wall_seconds(seconds) >= max(3 * seconds, 5)


def test_the_usual_tolerance_knows_how_many_digits_a_dtype_has() -> None:
    usual = Tolerances()
    assert usual.float64 == Tolerance(absolute=1e-9, relative=1e-9)
    assert usual.float32 == Tolerance(absolute=1e-5, relative=1e-5)


def test_a_course_s_folders_lie_beside_each_other() -> None:
    course = Course(folder=Path("/courses/dl"))
    assert course.assignments == Path("/courses/dl/assignments")
    assert course.solutions == Path("/courses/dl/solutions")
    assert course.gradebook == Path("/courses/dl/gradebook.sqlite")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ServerKind, ["numpy", "torch", "cuda"]),
        (Device, ["cpu", "cuda"]),
        (Carry, ["none", "half", "full"]),
    ],
    ids=["server", "device", "carry"],
)
def test_the_words_of_the_settings_are_these(kind: type[StrEnum], words: list[str]) -> None:
    assert [str(each) for each in kind] == words
