"""`student` and `reference` as a check sees them, answered by a script in place of a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from grader.checking import attribute, leaves, load, state, watching
from grader.checking.answerers.answers import (
    Given,
    Question,
    Recorded,
    Replayed,
    TranscriptMismatch,
)
from grader.checking.handles.proxies import FIRST_BUILT, Object, Side
from grader.model import Handle, Tensor
from grader.model.values import CallBack
from grader.wire.verbs import Verb


class Script:
    """Answers each question with the next of the answers, and keeps what it was asked."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        self.asked.append(question)
        answer = self.answers.pop(0) if self.answers else None
        return answer if isinstance(answer, Given) else Given(answer, {})


def test_a_function_is_called_with_what_the_check_gives() -> None:
    script = Script(7)
    assert Side(script).f(1, [2], key="x") == 7
    (question,) = script.asked
    assert (question.verb, question.name, question.args, question.kwargs) == (
        "call",
        "f",
        (1, [2]),
        {"key": "x"},
    )


def test_handles_become_objects_and_objects_become_handles() -> None:
    script = Script(
        (Handle(5, "Net"), [Handle(6, "Net")]),
        3,
        4,
        2,
        "item",
        "size",
        {"w": Tensor(np.ones(1)), "n": 1},
    )
    side = Side(script)
    net, (other,) = side.make()
    assert isinstance(net, Object) and repr(net) == "<Net>" and bool(net)
    assert (net(1), net.forward(other), len(net), net[0]) == (3, 4, 2, "item")
    assert attribute(net, "size") == "size" and list(state(net)) == ["w"]
    assert [(q.verb, q.target, q.name) for q in script.asked[1:]] == [
        ("call", 5, ""),
        ("call", 5, "forward"),
        ("length", 5, ""),
        ("item", 5, ""),
        ("attribute", 5, "size"),
        ("state", 5, ""),
    ]
    assert script.asked[2].args == (Handle(6, "Net"),)


def test_what_is_built_or_loaded_is_not_waited_for_and_numbered_by_the_asking_side() -> None:
    script = Script()
    side = Side(script)
    one, two = side.nn.RNNCell(2, 3), side.nn.Linear(3, 1, bias=False)
    weight: Any = 1
    load(one, {"w": weight})
    assert [(q.verb, q.name, q.number, q.wait) for q in script.asked] == [
        ("build", "RNNCell", FIRST_BUILT, False),
        ("build", "Linear", FIRST_BUILT + 1, False),
        ("load", "", 0, False),
    ]
    assert two._handle.number == FIRST_BUILT + 1 and script.asked[2].target == FIRST_BUILT


def test_an_object_may_not_cross_to_the_other_side() -> None:
    net = Side(Script(Handle(5, "Net"))).make()
    with pytest.raises(TypeError, match="an object of the student's was given to the reference"):
        Side(Script()).f([net])


def test_what_was_watched_is_given_and_what_is_forged_counts_as_not_seen() -> None:
    seen = {"arguments": (1,), "count": {"RNN": 2}, "order": ("a",), "gradients": [{"w": None}]}
    watched = watching(Side(Script(Given(3, seen))).f, arguments=True)(1)
    assert (watched.value, watched.arguments, watched.count) == (3, (1,), {"RNN": 2})
    assert (watched.order, watched.gradients) == (("a",), [{"w": None}])
    forged = watching(Side(Script(Given(3, dict.fromkeys(seen, "x")))).f, arguments=True)(1)
    assert (forged.arguments, forged.count, forged.order, forged.gradients) == ((), {}, (), None)


def test_leaves_that_are_forged_count_as_none() -> None:
    script = Script(Handle(1, "Net"), [("a", "Linear", {"w": (2,), "x": 3}), 7, ("b",)], "none")
    net = Side(script).make()
    (leaf,) = leaves(net)
    assert (leaf.name, leaf.kind, leaf.shapes) == ("a", "Linear", {"w": (2,)})
    assert leaves(net) == []


def _same(answer: Any) -> Any:
    return answer


def replayed(*recorded: object) -> Side:
    """A side that replays the calls of f(0), f(1), ... with these answers."""
    log = Recorded(Script(*recorded))
    for number in range(len(recorded)):
        log.ask(Question(verb=Verb.CALL, name="f", args=(number,)))
    return Side(
        Replayed(
            "a::x",
            tuple((str(asked), key, partial(_same, given)) for asked, key, given in log.log),
        )
    )


def test_a_transcript_answers_the_same_questions_in_the_same_order() -> None:
    side = replayed("zero", np.ones(2))
    assert side.f(0) == "zero" and side.f(1).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda side: side.f(1),
        lambda side: side.g(0),
        lambda side: side.f(0.0),
        lambda side: side.f(0, x=1),
    ],
)
def test_another_question_than_the_recorded_one_is_refused(ask: Callable[..., Any]) -> None:
    with pytest.raises(TranscriptMismatch, match=r"call 1\), but its transcript holds another"):
        ask(replayed("zero", "one"))


def test_one_question_too_many_is_refused() -> None:
    side = replayed("zero")
    side.f(0)
    with pytest.raises(TranscriptMismatch, match="more than its transcript holds"):
        side.f(1)


def test_what_is_told_of_an_object_is_no_part_of_a_question_about_it() -> None:
    plain, told = Script(Handle(5, "Net")), Script(Handle(5, "Net", ("size",), True))
    for script in (plain, told):
        side = Side(script)
        side.f(side.make())
    assert plain.asked[1].key == told.asked[1].key
