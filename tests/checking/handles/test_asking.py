"""Questions beside calls; what comes back is a claim of the student process: it may be anything."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script

from grader.checking import ask, buffers, drawn, load, reseed, state, watching
from grader.checking.answerers.answers import Given
from grader.checking.handles.asking import GIVEN_NAMES, FoundLeaf, inner_steps, leaves
from grader.checking.handles.proxies import Side
from grader.model import Handle, Tensor
from grader.wire.verbs import Verb

ONE = Tensor(np.ones(1))


def net(*answers: object) -> tuple[Any, Script]:
    script = Script(Handle(5, "Net"), *answers)
    return Side(script).make(), script


@pytest.mark.parametrize(
    ("claimed", "known"),
    cases(
        {
            "weights": ({"w": ONE}, ["w"]),
            "none": ({}, []),
            "what are no weights": ({"w": ONE, "n": 3, "t": "x"}, ["w"]),
            "names that are none": ({1: ONE}, ["1"]),
            "no dict": ([ONE], []),
            "nothing": (None, []),
        }
    ),
)
@pytest.mark.parametrize(("ask_for", "verb"), [(state, Verb.STATE), (buffers, Verb.BUFFERS)])
def test_weights_and_buffers_are_tensors_by_name(
    ask_for: Any, verb: Verb, claimed: Any, known: list[str]
) -> None:
    model, script = net(claimed)
    assert list(ask_for(model)) == known and script.asked[1].verb == verb


@pytest.mark.parametrize(
    ("claimed", "found"),
    cases(
        {
            "a leaf": ([("a", "Linear", {"w": (2, 3)})], [FoundLeaf("a", "Linear", {"w": (2, 3)})]),
            "without weights": ([("a", "Linear", {})], [FoundLeaf("a", "Linear", {})]),
            "a shape that is none": (
                [("a", "L", {"w": [2], "v": (True,)})],
                [FoundLeaf("a", "L", {})],
            ),
            "a shape without axes": ([("a", "L", {"w": ()})], [FoundLeaf("a", "L", {"w": ()})]),
            "half a leaf": ([("a", "Linear")], []),
            "no list": ({"a": 1}, []),
            "nothing": (None, []),
        }
    ),
)
def test_leaves_are_what_can_be_read_of_the_claim(claimed: Any, found: list[FoundLeaf]) -> None:
    assert leaves(net(claimed)[0]) == found


@pytest.mark.parametrize(("claimed", "shown"), [([{"title": "x"}], 1), (None, 0), ("x", 0)])
def test_a_figure_is_a_list_of_axes(claimed: object, shown: int) -> None:
    assert len(drawn(net(claimed)[0])) == shown


@pytest.mark.parametrize(("given", "name"), [(False, ""), (True, GIVEN_NAMES)])
def test_loading_says_whether_the_handout_gives_the_names(given: bool, name: str) -> None:
    model, script = net()
    load(model, {"w": ONE}, given_names=given)
    question = script.asked[1]
    assert (question.verb, question.name, question.wait) == (Verb.LOAD, name, False)


def test_the_random_state_is_set_without_waiting() -> None:
    script = Script()
    reseed(Side(script), 7)
    (question,) = script.asked
    assert (question.verb, question.args, question.wait) == (Verb.SEED, (7,), False)


def test_any_verb_can_be_said_to_an_object() -> None:
    model, script = net("answer")
    assert ask(model, Verb.ATTRIBUTE, name="size") == "answer"
    assert (script.asked[1].verb, script.asked[1].name) == (Verb.ATTRIBUTE, "size")


@pytest.mark.parametrize(
    ("how", "watch"),
    cases(
        {
            "nothing": ({}, {}),
            "printing": ({"printed": True}, {"printed": True}),
            "calls": ({"calls": ("step",)}, {"calls": ["step"]}),
            "a step": ({"step": 1}, {"step": 1.0}),
            "no step": ({"step": 0.0}, {}),
            "cotangents": ({"cotangents": (ONE,)}, {"cotangents": [ONE]}),
        }
    ),
)
def test_only_what_is_asked_for_is_watched(how: dict[str, Any], watch: dict[str, Any]) -> None:
    script = Script(3)
    assert watching(Side(script).f, **how)(1).value == 3
    assert script.asked[0].watch == watch


def test_an_object_is_watched_as_what_it_is_when_it_is_called() -> None:
    model, script = net(3)
    assert watching(model, inside=True)(1).value == 3
    question = script.asked[1]
    assert (question.verb, question.target, question.name) == (Verb.CALL, 5, "")
    assert question.watch == {"inside": Handle(5, "Net")}


@pytest.mark.parametrize(
    ("trace", "field", "seen"),
    cases(
        {
            "printed": ({"printed": "hello"}, "printed", "hello"),
            "nothing printed": ({}, "printed", ""),
            "a number printed": ({"printed": 3}, "printed", "3"),
            "calls": ({"calls": {"f": 2}}, "calls", {"f": 2}),
            "calls that are none": ({"calls": [2]}, "calls", {}),
            "an order": ({"order": ("a", 1)}, "order", ("a", "1")),
            "an order that is none": ({"order": "ab"}, "order", ()),
            "figures": ({"figures": [1]}, "figures", [1]),
            "gradients": ({"gradients": [{"w": None}]}, "gradients", [{"w": None}]),
            "no gradients": ({}, "gradients", None),
            "gradients that are none": ({"gradients": [None]}, "gradients", None),
        }
    ),
)
def test_what_was_seen_is_of_its_type_or_was_not_seen(
    trace: dict[str, Any], field: str, seen: object
) -> None:
    watched = watching(Side(Script(Given(3, trace))).f, printed=True)(1)
    assert getattr(watched, field) == seen


ONE, TWO = Tensor(np.ones(2)), Tensor(np.full(2, 2.0))


@pytest.mark.parametrize(
    ("claimed", "steps"),
    cases(
        {
            "with a gradient": ([("low", ONE, TWO)], [("low", [1.0, 1.0], [2.0, 2.0])]),
            "without": ([("low", ONE, None)], [("low", [1.0, 1.0], None)]),
            "a gradient that is none": ([("low", ONE, "x")], [("low", [1.0, 1.0], None)]),
            "several": (
                (("a", ONE, None), ("b", TWO, None)),
                [("a", [1.0, 1.0], None), ("b", [2.0, 2.0], None)],
            ),
            "a name that is none": ([(3, ONE, None)], [("3", [1.0, 1.0], None)]),
            "a value that is none": ([("low", [1.0], None)], []),
            "half a step": ([("low", ONE)], []),
            "a list for a step": ([["low", ONE, None]], []),
            "no list": ({"low": ONE}, []),
            "nothing": (None, []),
        }
    ),
)
def test_steps_are_what_can_be_read_of_the_claim(claimed: Any, steps: list[Any]) -> None:
    read = [
        (
            step.leaf,
            step.value.tolist(),
            None if step.gradient is None else step.gradient.tolist(),
        )
        for step in inner_steps(claimed)
    ]
    assert read == steps
