"""Stages that the reference stands in for: noted on one side, answered on the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script

from grader.checking.answerers.answers import CALLBACKS, Given, Question
from grader.checking.answerers.carrying import (
    FIRST_STAGE,
    Carrying,
    NotedStage,
    Noting,
    NotRecorded,
    build_stages,
)
from grader.checking.answerers.transcripts import Stage
from grader.model import Handle, Opaque, Record
from grader.model.values import CallBack
from grader.wire.encoding import encode
from grader.wire.verbs import ASKED, GAVE, Verb


def noted(*calls: tuple[tuple[Any, ...], dict[str, Any], Any]) -> NotedStage:
    """A stage f(x, n=2) that was called so, each with what it gave."""
    stage = NotedStage("f", ("x", "n"), {"n": 2})
    for args, kwargs, gave in calls:
        stage.tell(ASKED, args, kwargs)
        stage.tell(GAVE, (gave,), {})
    return stage


def table(*calls: tuple[tuple[Any, ...], dict[str, Any], Any]) -> tuple[Stage, ...]:
    return build_stages([noted(*calls)], [noted()])


def asks(*args: Any, **kwargs: Any) -> Any:
    """A student whose code asks stage f once, and answers with what it was given."""

    def answer(call_back: CallBack | None) -> Any:
        assert call_back is not None
        return call_back(FIRST_STAGE, args, kwargs)

    return answer


def carried(stages: tuple[Stage, ...], *answers: Any) -> Carrying:
    return Carrying(Script(None, *answers), stages)


CALL = Question(verb=Verb.CALL, name="g")


@pytest.mark.parametrize(
    ("recorded", "args", "kwargs"),
    cases(
        {
            "by place": (((1, 3), {}), (1, 3), {}),
            "by name": (((1, 3), {}), (), {"n": 3, "x": 1}),
            "by default": (((1,), {}), (1, 2), {}),
            "a list for a tuple": ((((1, 2),), {}), ([1, 2],), {}),
            "a number of NumPy": (((1.5,), {}), (np.float64(1.5),), {}),
            "keys in another order": ((({"a": 1, "b": 2},), {}), ({"b": 2, "a": 1},), {}),
        }
    ),
)
def test_the_same_call_is_answered_however_it_is_written(
    recorded: Any, args: Any, kwargs: Any
) -> None:
    carrying = carried(table((*recorded, "right")), asks(*args, **kwargs))
    assert carrying.ask(CALL).value == "right"
    assert carrying.asked == ["f"] and carrying.applies


@pytest.mark.parametrize(
    "args", [(2,), (1, 3), (1.0,), ("1",), (1, 2, 3)], ids=["x", "n", "float", "text", "too many"]
)
def test_another_call_is_answered_by_nobody_and_then_nothing_counts(args: Any) -> None:
    carrying = carried(table(((1,), {}, "right")), asks(*args))
    with pytest.raises(NotRecorded, match=r"^the reference's f\(.*\) was not recorded$"):
        carrying.ask(CALL)
    assert carrying.asked == ["f"] and not carrying.applies


def test_a_student_who_never_asks_a_stage_has_nothing_carried() -> None:
    carrying = carried(table(((1,), {}, "right")), 7)
    assert carrying.ask(CALL).value == 7 and not carrying.applies


def test_every_stage_is_replaced_before_anything_is_asked() -> None:
    script = Script()
    Carrying(script, build_stages([noted(), NotedStage("h")], [noted(), NotedStage("h")]))
    assert [(each.verb, each.name, each.number, each.wait) for each in script.asked] == [
        (Verb.REPLACE, "f", FIRST_STAGE, False),
        (Verb.REPLACE, "h", FIRST_STAGE + 1, False),
    ]


def test_functions_of_the_check_s_own_are_called_beside_stages() -> None:
    def both(call_back: CallBack | None) -> Any:
        assert call_back is not None
        value = call_back(0, (5,), {}), call_back(FIRST_STAGE, (1,), {})
        return Given(value, {CALLBACKS: [(0, (5,), {}), (FIRST_STAGE, (1,), {})], "printed": "x"})

    carrying = carried(table(((1,), {}, "right")), both)
    given = carrying.ask(CALL, lambda number, args, kwargs: args[0] + 1)
    assert given.value == (6, "right")
    assert given.trace == {CALLBACKS: [(0, (5,), {})], "printed": "x"}


def test_a_function_that_the_check_does_not_have_is_told() -> None:
    def call(call_back: CallBack | None) -> Any:
        assert call_back is not None
        return call_back(0, (), {})

    with pytest.raises(RuntimeError, match="this check has no function to call"):
        Carrying(Script(call), ()).ask(CALL)


class TestNoted:
    def test_calls_within_calls_are_told_apart(self) -> None:
        stage = NotedStage("f", ("x",), {})
        for what, args in ((ASKED, (1,)), (ASKED, (2,)), (GAVE, ("inner",)), (GAVE, ("outer",))):
            stage.tell(what, args, {})
        answers = {call.said: call.answer for call in stage.answers.values()}
        assert answers == {"(1)": encode("outer"), "(2)": encode("inner")}

    def test_the_same_question_with_two_answers_cannot_be_replayed(self) -> None:
        stage = noted(((1,), {}, "one"), ((1,), {}, "other"))
        assert stage.obstacle == "it answers the same question in two ways"
        assert noted(((1,), {}, "one"), ((1,), {}, "one")).obstacle == ""

    @pytest.mark.parametrize(
        ("gave", "odd"),
        [
            (Handle(3, "Net"), "it answers with a Net, which cannot be recorded"),
            ([1, {"a": Opaque("generator", "")}], "it answers with a generator, which cannot"),
            (Record("torch.nn", ("name",), ("Linear",)), ""),
            ((1, 2), ""),
        ],
        ids=["an object", "within a dict", "a module of PyTorch's own", "plain"],
    )
    def test_what_cannot_be_recorded_is_told(self, gave: Any, odd: str) -> None:
        said = noted(((1,), {}, gave)).obstacle
        assert said.startswith(odd) and bool(said) is bool(odd)

    @pytest.mark.parametrize(
        "argument",
        [Handle(3, "Net"), [Handle(3, "Net")], object()],
        ids=["one", "in a list", "any"],
    )
    def test_a_call_with_objects_is_no_call_that_a_student_s_could_be(self, argument: Any) -> None:
        stage = noted(((argument,), {}, 1))
        assert stage.answers == {} and stage.obstacle == ""

    def test_a_long_argument_is_cut_in_words(self) -> None:
        (call,) = noted((("x" * 500,), {"n": 1}, 1)).answers.values()
        assert call.said.endswith("…, n=1)") and len(call.said) < 80


def test_what_the_reference_answers_is_noted_as_it_is_asked() -> None:
    def answer(call_back: CallBack | None) -> Any:
        assert call_back is not None
        call_back(FIRST_STAGE, (ASKED, 1), {})
        call_back(FIRST_STAGE, (GAVE, "one"), {})
        return "whole"

    script = Script((("x",), {}), answer)
    noting = Noting(script, ["f"])
    assert noting.ask(CALL).value == "whole"
    assert (script.asked[0].verb, script.asked[0].number) == (Verb.NOTE, FIRST_STAGE)
    ((stage),) = noting.noted
    assert [call.said for call in stage.answers.values()] == ["(1)"]


def test_of_two_sides_the_first_one_s_answer_counts_and_calls_of_both_are_kept() -> None:
    (stage,) = build_stages(
        [noted(((1,), {}, "real"))], [noted(((1,), {}, "other"), ((9,), {}, "blind"))]
    )
    assert sorted(call.answer for call in stage.calls) == sorted([encode("real"), encode("blind")])
