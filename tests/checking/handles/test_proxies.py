"""Objects over there as a check uses them: measured, gone through, entered, compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script, raised

from grader.checking.handles.proxies import (
    MOST_ITEMS,
    Object,
    Side,
)
from grader.checking.mismatch import Mismatch
from grader.model import Handle, Made
from grader.sandbox.failures import StudentRaised
from grader.wire.verbs import Verb


def made(*answers: object, handle: Handle | None = None) -> tuple[Any, Script]:
    """An object over there, and the script that answers what is asked of it."""
    script = Script(handle or Handle(5, "Net"), *answers)
    return Side(script).make(), script


def asked(script: Script) -> list[tuple[Verb, str, tuple[Any, ...]]]:
    return [(each.verb, each.name, each.args) for each in script.asked[1:]]


class TestLength:
    @pytest.mark.parametrize(
        ("claimed", "length"),
        [(3, 3), (0, 0), (-1, 0), ("3", 0), (None, 0), (1 << 40, 0), (2.0, 0)],
    )
    def test_a_length_that_is_none_counts_as_nothing(self, claimed: object, length: int) -> None:
        assert len(made(claimed)[0]) == length

    def test_a_generator_has_none_and_is_not_asked(self) -> None:
        thing, script = made(handle=Handle(5, "generator"))
        with pytest.raises(TypeError, match="object of type 'generator' has no len"):
            len(thing)
        assert asked(script) == []

    def test_a_type_error_over_there_is_one_here_too(self) -> None:
        """`list(object)` asks for the length first, and goes on without it."""
        thing, _ = made(raised("TypeError", "no len", "builtins.TypeError"))
        with pytest.raises(TypeError):
            len(thing)

    def test_any_other_error_is_the_student_s(self) -> None:
        thing, _ = made(raised("ValueError", "no", "builtins.ValueError"))
        with pytest.raises(StudentRaised):
            len(thing)


class TestGoingThrough:
    def test_items_come_one_by_one_until_the_end(self) -> None:
        thing, script = made(Handle(6, "iterator"), ("a", True), ("b", True), (None, False))
        iterator = iter(thing)
        assert [next(iterator), next(iterator)] == ["a", "b"]
        with pytest.raises(StopIteration):
            next(iterator)
        assert [verb for verb, _, _ in asked(script)] == [Verb.ITERATE, *[Verb.NEXT] * 3]

    @pytest.mark.parametrize("answer", [None, "x", ("a",), ("a", 1), ("a", True, 1)], ids=repr)
    def test_an_answer_that_is_no_item_is_the_end(self, answer: object) -> None:
        iterator, _ = made(answer, handle=Handle(6, "iterator"))
        with pytest.raises(StopIteration):
            next(iterator)

    @pytest.mark.parametrize("answer", [None, 3, [1, 2]], ids=repr)
    def test_what_gives_no_iterator_has_no_items(self, answer: object) -> None:
        assert list(iter(made(answer)[0])) == []

    def test_what_does_not_end_is_a_wrong_answer(self) -> None:
        iterator, script = made(handle=Handle(6, "count"))
        script.answers = [(1, True)] * (MOST_ITEMS + 5)
        with pytest.raises(Mismatch) as caught:
            while True:
                next(iterator)
        assert str(caught.value) == (
            "what the count gives: expected an end, got more than 10,000 items"
        )


class TestWith:
    def test_the_block_is_entered_and_left_over_there(self) -> None:
        thing, script = made("inside", True)
        with thing as entered:
            assert entered == "inside"
        assert asked(script) == [(Verb.CALL, "__enter__", ()), (Verb.LEAVE, "", ("", ""))]

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (ValueError("no"), ("ValueError", "no")),
            (raised("KeyError", "'a'"), ("KeyError", "'a'")),
        ],
        ids=["of the check", "of student code"],
    )
    def test_an_error_of_the_body_is_told_and_may_be_swallowed(
        self, error: Exception, told: tuple[str, str]
    ) -> None:
        thing, script = made(None, True)
        with thing:
            raise error
        assert asked(script)[-1] == (Verb.LEAVE, "", told)

    @pytest.mark.parametrize("answer", [False, None, 1, "yes"])
    def test_only_true_swallows_it(self, answer: object) -> None:
        thing, _ = made(None, answer)
        with pytest.raises(ValueError), thing:
            raise ValueError


@pytest.mark.parametrize(
    ("handle", "answer", "worth"),
    cases(
        {
            "it is there": (Handle(5, "Net"), False, True),
            "it says no": (Handle(5, "Net", (), True), False, False),
            "it says yes": (Handle(5, "Net", (), True), True, True),
            "it says something else": (Handle(5, "Net", (), True), 0, True),
        }
    ),
)
def test_what_an_object_is_worth_is_asked_where_its_class_says_so(
    handle: Handle, answer: object, worth: bool
) -> None:
    assert bool(made(answer, handle=handle)[0]) is worth


def test_attributes_are_set_over_there_and_never_here() -> None:
    thing, script = made()
    thing.rate = 0.5
    (question,) = script.asked[1:]
    assert (question.verb, question.name, question.args, question.wait) == (
        Verb.SET_ATTRIBUTE,
        "rate",
        (0.5,),
        False,
    )
    assert "rate" not in vars(thing)


def test_a_field_of_a_dataclass_is_read_at_once() -> None:
    thing, script = made("value", handle=Handle(5, "Step", ("h",)))
    assert thing.h == "value" and asked(script) == [(Verb.ATTRIBUTE, "h", ())]


@pytest.mark.parametrize("name", ["__deepcopy__", "__array__", "__len_hint__"])
def test_python_s_own_names_are_not_asked_over_there(name: str) -> None:
    """pytest, copy and NumPy look for them, and each look would be a question in a transcript."""
    thing, script = made()
    for holder in (thing, Side(script)):
        with pytest.raises(AttributeError):
            getattr(holder, name)
    assert asked(script) == []


@pytest.mark.parametrize(
    ("argument", "sent"),
    cases(
        {
            "a slice": (slice(1, None, 2), Made("slice", (1, None, 2))),
            "an ellipsis": (..., Made("ellipsis", None)),
            "a class": (np.float32, Made("type", "numpy.float32")),
            "a function of the check's": (abs, Made("callback", 0)),
            "plain data": ([1, {"a": (2,)}], [1, {"a": (2,)}]),
        }
    ),
)
def test_an_argument_is_sent_as_what_can_be_made_there(argument: Any, sent: Any) -> None:
    script = Script()
    Side(script).f(argument)
    assert script.asked[0].args == (sent,)


def test_the_same_function_of_the_check_s_has_one_number() -> None:
    script = Script()
    side = Side(script)
    side.f(abs, len, abs)
    side.g(len)
    numbers = [[made.parts for made in question.args] for question in script.asked]
    assert numbers == [[0, 1, 0], [1]]


def test_a_function_of_the_task_s_may_be_handed_back_to_it() -> None:
    script = Script()
    side = Side(script)
    side.f(side.g)
    assert script.asked[0].args == (Made("function", (0, "g")),)


def test_a_function_of_the_check_s_is_called_with_objects() -> None:
    seen: list[Any] = []

    def call(call_back: Any) -> Any:
        return call_back(0, (Handle(7, "Batch"),), {})

    def of_check(batch: Any) -> Any:
        seen.append(batch)
        return [batch]

    answer = Side(Script(call)).f(of_check)
    assert isinstance(seen[0], Object)
    assert isinstance(answer[0], Object) and answer[0]._handle == Handle(7, "Batch")
