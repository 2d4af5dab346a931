"""A name over there, before it is known whether it is a function or a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script

from grader.checking.handles.proxies import Side
from grader.wire.verbs import Verb


def test_called_it_is_a_function_and_its_value_is_not_asked_for() -> None:
    script = Script(7)
    assert Side(script).f(1, k=2) == 7
    (question,) = script.asked
    assert (question.verb, question.name, question.args, question.kwargs) == (
        Verb.CALL,
        "f",
        (1,),
        {"k": 2},
    )


@pytest.mark.parametrize(
    ("use", "value", "answer"),
    cases(
        {
            "compared": (lambda it: it == 3, 3, True),
            "added to": (lambda it: it + 1, 3, 4),
            "on the right": (lambda it: 10 - it, 3, 7),
            "negated": (lambda it: -it, 3, -3),
            "indexed": (lambda it: it[1], [1, 2], 2),
            "measured": (len, [1, 2], 2),
            "gone through": (lambda it: [2 * each for each in it], (1, 2), [2, 4]),
            "in an if": (bool, 0, False),
            "as a float": (float, 3, 3.0),
            "as an int": (int, 3.0, 3),
            "as an index": (lambda it: "abc"[it], 1, "b"),
            "as text": (str, 3, "3"),
            "in an f-string": (lambda it: f"{it:.2f}", 0.5, "0.50"),
            "an attribute of it": (lambda it: it.real, 3, 3),
            "a method of it": (lambda it: it.upper(), "a", "A"),
            "looked for": (lambda it: 2 in it, [1, 2], True),
        }
    ),
)
def test_used_as_a_value_it_is_asked_for(
    use: Callable[[Any], Any], value: object, answer: object
) -> None:
    script = Script(value)
    assert use(Side(script).RATE) == answer
    assert [(each.verb, each.name) for each in script.asked] == [(Verb.ATTRIBUTE, "RATE")]


def test_two_names_are_compared_by_both_values() -> None:
    script = Script(3, 3)
    side = Side(script)
    assert side.ONE == side.OTHER
    assert [each.name for each in script.asked] == ["ONE", "OTHER"]


def test_it_is_asked_for_each_time_it_is_used() -> None:
    """It may have changed by a call in between."""
    rate = Side(Script(1, 2)).RATE
    assert rate == 1 and rate == 2


def test_numpy_takes_it_for_an_array() -> None:
    table = Side(Script(np.arange(3), np.arange(3))).TABLE
    assert np.asarray(table).tolist() == [0, 1, 2]
    assert np.asarray(table, dtype="f4").dtype == "float32"


def test_a_time_is_asked_for_with_what_it_is_compared_with() -> None:
    script = Script((7, 1.0, 2.0))
    function = Side(script).f
    asked = {"than": "given.slow", "times": 3.0}
    assert function._measure(Verb.TIMED, (1,), {"k": 2}, asked) == (7, 1.0, 2.0)
    (question,) = script.asked
    assert (question.verb, question.args) == (Verb.TIMED, ((1,), {"k": 2}))
    assert question.kwargs == {"than": "given.slow", "times": 3.0}
