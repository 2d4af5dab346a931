"""What is seen of a call while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.nets import NETS, tensor
from support.processes import Student, task

from grader.model import Handle

pytestmark = pytest.mark.parametrize("how", ["forked"])


@pytest.fixture
def student(open_: Callable[..., Student]) -> Student:
    return open_(NETS, tasks=(task("a", "f", "Net", server="torch"),))


def watched(
    student: Student, name: str, *args: Any, target: int = 0, **watch: Any
) -> tuple[Any, Any]:
    answer = student.asked("call", name, args, target=target, watch=watch)
    return answer.value, answer.trace


def test_arguments_are_told_as_they_are_after_the_call(student: Student) -> None:
    value, trace = watched(student, "grow", np.ones(2), arguments=True)
    assert value.tolist() == 4.0 and trace["arguments"][0].tolist() == [2.0, 2.0]


def test_calls_of_modules_are_counted_by_their_class(student: Student) -> None:
    net = student.ask("call", "Net")
    _, trace = watched(
        student, "", tensor(np.ones((1, 2))), target=net.number, count=["Linear", "RNNCell", "RNN"]
    )
    assert trace["count"] == {"Linear": 1, "RNNCell": 1, "RNN": 0}


def test_leaves_are_told_in_order_of_their_first_call(student: Student) -> None:
    net = student.ask("call", "Net")
    _, trace = watched(student, "", tensor(np.ones((1, 2))), target=net.number, order=[net])
    assert trace["order"] == ("early", "late")


def linear(student: Student) -> Any:
    student.ask("build", "Linear", 2, 1, number=90, wait=False)
    student.ask(
        "load", "", {"weight": tensor([[2.0, 3.0]]), "bias": tensor([1.0])}, target=90, wait=False
    )
    return Handle(90, "Linear")


def test_gradients_are_those_of_the_cotangents_times_the_outputs(student: Student) -> None:
    module = linear(student)
    _, trace = watched(
        student, "", tensor([1.0, 4.0]), target=90, gradients=[module], cotangents=[tensor([10.0])]
    )
    assert {name: value.array.tolist() for name, value in trace["gradients"][0].items()} == {
        "weight": [[10.0, 40.0]],
        "bias": [10.0],
    }


def test_with_a_step_each_parameter_goes_down_its_gradient(student: Student) -> None:
    module = linear(student)
    watched(
        student,
        "",
        tensor([1.0, 4.0]),
        target=90,
        gradients=[module],
        cotangents=[tensor([1.0])],
        step=0.5,
    )
    state = student.ask("state", target=90)
    assert (state["weight"].array.tolist(), state["bias"].array.tolist()) == ([[1.5, 1.0]], [0.5])


@pytest.mark.parametrize(
    "cotangents",
    [[tensor([[1.0]])], [], [tensor([1.0]), tensor([1.0])]],
    ids=["shape", "none", "two"],
)
def test_outputs_that_are_not_those_of_the_cotangents_have_no_gradients(
    student: Student, cotangents: Any
) -> None:
    module = linear(student)
    _, trace = watched(
        student, "", tensor([1.0, 4.0]), target=90, gradients=[module], cotangents=cotangents
    )
    assert trace["gradients"] is None


def test_outputs_cut_off_from_the_graph_have_no_gradients(student: Student) -> None:
    module = linear(student)
    _, trace = watched(student, "f", tensor([1.0]), gradients=[module], cotangents=[tensor([1.0])])
    assert trace["gradients"] is None


def test_a_model_with_a_number_of_its_own_is_watched_as_any_other(
    open_: Callable[..., Student],
) -> None:
    """A handle has a number, too: what came through one is not taken for another."""
    text = f"{NETS}\n    class Numbered(Net):\n        number = 7\n"
    student = open_(text, tasks=(task("a", "f", "Numbered", server="torch"),))
    net = student.ask("call", "Numbered")
    x = tensor(np.ones((1, 2)))
    _, trace = watched(student, "", x, target=net.number, order=[net], inside=net)
    assert trace["order"] == ("early", "late")
    assert [name for name, _, _ in trace["inside"]] == ["early", "late"]
