"""A check's questions as lines of a script that runs without the kit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.answerers.answers import Given, Question
from grader.examiner.scripting import Noted, Script
from grader.model.values import Handle, Opaque, Tensor
from grader.wire.verbs import Verb


def literal(value: Any) -> str:
    return Script().literal(value)


@pytest.mark.parametrize(
    "value",
    cases(
        {
            "a number": 3,
            "a float to the last bit": 0.1 + 0.2,
            "a text": "a 'quoted' text\n",
            "nothing": None,
            "a truth value": True,
            "a tuple of one": ((1,),),
            "an empty tuple": ((),),
            "lists in lists": [[1, 2], [], [3.5]],
            "a dict": {"a": (1, 2), "b": None},
        }
    ),
)
def test_a_value_is_made_again(value: Any) -> None:
    assert eval(literal(value)) == value


@pytest.mark.parametrize(
    "array",
    cases(
        {
            "floats": np.array([[0.1, -0.0], [1e-300, 3.0]]),
            "whole numbers": np.array([1, 2, 3], np.int32),
            "truth values": np.array([True, False]),
            "no axis": np.array(2.5),
            "nothing in it": np.empty((0, 3)),
            "not finite": np.array([np.inf, np.nan, -np.inf]),
        }
    ),
)
def test_an_array_is_made_again_to_the_last_bit(array: Any) -> None:
    again = eval(literal(array), {"np": np, "inf": np.inf, "nan": np.nan})
    assert again.dtype == array.dtype and again.shape == array.shape
    assert np.array_equal(again, array, equal_nan=array.dtype.kind == "f")


def test_a_tensor_needs_torch_and_an_object_has_its_name() -> None:
    script = Script()
    assert script.literal(Tensor(np.ones(2, np.float32))) == (
        "torch.tensor([1.0, 1.0], dtype=torch.float32)"
    )
    assert script.uses_torch
    assert literal(Handle(7, "Net")) == "object_7"
    assert literal(Opaque("function", "f")) == "None"


def written(*asked: tuple[Question, Any]) -> Script:
    script = Script()
    for number, (question, value) in enumerate(asked, 1):
        script.ask(number, question, Given(value, {}))
    return script


def test_a_call_is_a_line_that_runs() -> None:
    script = written((Question(verb=Verb.CALL, name="f", args=(2,), kwargs={"n": 3}), 8))
    names: dict[str, Any] = {"student": SimpleNamespace(f=lambda x, n: x**n)}
    exec("\n".join(script.lines), names)
    assert names["answer_1"] == 8


def test_a_long_argument_has_a_line_of_its_own() -> None:
    long = np.arange(40.0)
    script = written((Question(verb=Verb.CALL, name="f", args=(long,)), 1.0))
    assert script.lines[0].startswith("argument_1 = np.array([")
    assert "f(argument_1)" in script.lines[1]


@pytest.mark.parametrize(
    ("parameters", "line"),
    cases(
        {
            "its own": (("W_xh",), "W_xh = np.array("),
            "a name of the script's": (("np",), "argument_1 = np.array("),
            "a name of Python's": (("len",), "argument_1 = np.array("),
            "an answer's": (("answer_1",), "argument_1 = np.array("),
            "none": ((), "argument_1 = np.array("),
        }
    ),
)
def test_an_array_has_the_name_of_its_parameter_unless_that_hides_something(
    parameters: tuple[str, ...], line: str
) -> None:
    script = Script(parameters={"f": parameters})
    question = Question(
        verb=Verb.CALL, name="f", args=(np.arange(40.0),), kwargs={"h0": np.ones(2)}
    )
    script.ask(1, question, Given(1.0, {}))
    assert script.lines[0].startswith(line) and script.lines[1] == (
        "h0 = np.array([1.0, 1.0], dtype=np.float64)"
    )
    assert script.lines[2].endswith("h0=h0)")


def test_a_notebook_s_own_names_are_left_alone() -> None:
    script = Script(parameters={"f": ("x",)}, ending="_")
    script.ask(1, Question(verb=Verb.CALL, name="f", args=(np.ones(2),)), Given(1.0, {}))
    assert script.lines[1] == "answer_1 = student.f(x_)"


def test_objects_in_an_answer_are_named_and_their_methods_called() -> None:
    asked = (
        (Question(verb=Verb.CALL, name="make"), (Handle(4, "Net"), 1)),
        (Question(verb=Verb.CALL, target=4, name="size"), 3),
        (Question(verb=Verb.LENGTH, target=4), 5),
        (Question(verb=Verb.ITEM, target=4, args=(0,)), 6),
    )
    names: dict[str, Any] = {
        "student": SimpleNamespace(make=lambda: (Net([6, 0, 0, 0, 0]), 1)),
    }
    exec("\n".join(written(*asked).lines), names)
    assert (names["answer_2"], names["answer_3"], names["answer_4"]) == (3, 5, 6)


class Net(list[int]):
    def size(self) -> int:
        return 3


def test_an_answer_is_found_again_by_its_name() -> None:
    parts = (np.ones(2), [np.zeros(3)])
    script = written((Question(verb=Verb.CALL, name="f"), parts))
    assert script.expression(parts[0]) == "answer_1[0]"
    assert script.expression([parts[0], parts[1][0]]) == "[answer_1[0], answer_1[1][0]]"
    assert script.expression(np.ones(2)) is None, "an array of somebody else's"


def test_a_question_that_is_never_answered_is_noted_too() -> None:
    class Stops:
        def ask(self, question: Question, call_back: Any = None) -> Given:
            raise RuntimeError("stopped")

    log: Any = []
    with pytest.raises(RuntimeError):
        Noted(Stops(), log).ask(Question(verb=Verb.CALL, name="f"))
    assert [(question.name, given) for question, given in log] == [("f", None)]
