"""Who answers a check: a process, a recording of it, a transcript in its place."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script, raised

from grader.checking.answerers.answers import (
    CALLBACKS,
    MAX_CALLBACKS,
    NOTHING,
    Given,
    Live,
    Question,
    Recorded,
    Replayed,
    call_again,
)
from grader.model import Handle, Tensor
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Answer, Ask, Called, Returned
from grader.wire.verbs import Verb

ASKED = Question(verb=Verb.CALL, name="f", args=(1, np.ones(2)), kwargs={"k": None})


@pytest.mark.parametrize(
    "other",
    cases(
        {
            "a verb": Question(verb=Verb.ITEM, name="f", args=(1, np.ones(2)), kwargs={"k": None}),
            "a name": Question(verb=Verb.CALL, name="g", args=(1, np.ones(2)), kwargs={"k": None}),
            "a number": Question(
                verb=Verb.CALL, name="f", args=(2, np.ones(2)), kwargs={"k": None}
            ),
            "an array": Question(
                verb=Verb.CALL, name="f", args=(1, np.ones(3)), kwargs={"k": None}
            ),
            "a dtype": Question(
                verb=Verb.CALL, name="f", args=(1, np.ones(2, "f4")), kwargs={"k": None}
            ),
            "a tensor": Question(
                verb=Verb.CALL, name="f", args=(1, Tensor(np.ones(2))), kwargs={"k": None}
            ),
            "a keyword": Question(
                verb=Verb.CALL, name="f", args=(1, np.ones(2)), kwargs={"l": None}
            ),
            "a target": Question(
                verb=Verb.CALL, target=3, name="f", args=(1, np.ones(2)), kwargs={"k": None}
            ),
            "what is watched": Question(
                verb=Verb.CALL, name="f", args=(1, np.ones(2)), kwargs={"k": None}, watch={"a": 1}
            ),
        }
    ),
)
def test_another_question_has_another_key(other: Question) -> None:
    assert other.key != ASKED.key and len(other.key) == 32


def test_the_same_question_has_the_same_key_whether_it_is_waited_for_or_not() -> None:
    again = Question(verb=Verb.CALL, name="f", args=(1, np.ones(2)), kwargs={"k": None}, wait=False)
    assert again.key == ASKED.key


@pytest.mark.parametrize(
    ("question", "words"),
    [(ASKED, "call f"), (Question(verb=Verb.LENGTH), "length")],
    ids=["a call", "a verb alone"],
)
def test_a_question_in_words(question: Question, words: str) -> None:
    assert str(question) == words


class TestRecorded:
    def test_what_was_asked_is_remembered_with_its_answer(self) -> None:
        recorded = Recorded(Script(7))
        assert recorded.ask(ASKED).value == 7
        ((question, key, given),) = recorded.log
        assert (question, key, given.value) == (ASKED, ASKED.key, 7)

    def test_what_was_raised_is_remembered_too(self) -> None:
        error = raised("ValueError", "no")
        recorded = Recorded(Script(error))
        with pytest.raises(StudentRaised):
            recorded.ask(ASKED)
        assert recorded.log[0][2].raised == error.raised

    def test_an_argument_that_is_changed_later_has_the_key_it_had(self) -> None:
        array = np.zeros(2)
        question = Question(verb=Verb.CALL, name="f", args=(array,))
        key = question.key

        def change(call_back: object) -> int:
            array[0] = 9.0
            return 1

        recorded = Recorded(Script(change))
        recorded.ask(question)
        assert recorded.log[0][1] == key != question.key


def replayed(*given: Given) -> Replayed:
    def read(each: Given) -> Given:
        return each

    return Replayed("a::x", tuple(("call f", ASKED.key, partial(read, each)) for each in given))


def test_what_was_raised_is_raised_again() -> None:
    error = raised("ValueError", "no")
    with pytest.raises(StudentRaised, match="ValueError: no"):
        replayed(Given(None, {}, error.raised)).ask(ASKED)


CALLS = [(0, (1,), {}), (0, (2,), {"k": 3}), (1, (), {})]


def test_the_check_s_functions_are_called_as_they_were() -> None:
    called: list[Any] = []

    def call_back(number: int, args: Any, kwargs: Any) -> None:
        called.append((number, args, kwargs))
        raise ValueError("the code that had called it was told")

    assert replayed(Given(7, {CALLBACKS: CALLS})).ask(ASKED, call_back).value == 7
    assert called == CALLS


def test_without_functions_nothing_is_called() -> None:
    call_again(Given(7, {CALLBACKS: CALLS}), None)
    call_again(Given(7, {}), lambda *args: pytest.fail("called"))


class Process:
    """A student process that calls the check's function before it answers, `calls` times."""

    def __init__(self, calls: int = 0, answer: Answer | None = None) -> None:
        self.calls = calls
        self.answer = answer
        self.asked: list[Ask] = []
        self.returned: list[Returned] = []

    def ask(self, message: Ask, allowance: Any, called: Any) -> Answer | None:
        self.asked.append(message)
        for number in range(self.calls):
            self.returned.append(called(Called(message.check, 0, (number,), {}))[0])
        return self.answer

    def cpu_seconds(self) -> float:
        return 0.0


def live(process: Any) -> Live:
    return Live(process, 4, 1.0, 0.0)


class TestLive:
    def test_a_question_is_one_message(self) -> None:
        process = Process(answer=Answer(4, 7, {"printed": "x"}))
        assert live(process).ask(ASKED) == Given(7, {"printed": "x"})
        (ask,) = process.asked
        assert (ask.check, ask.verb, ask.name, ask.args, ask.wait) == (
            4,
            "call",
            "f",
            ASKED.args,
            True,
        )

    def test_what_is_not_waited_for_has_no_answer(self) -> None:
        assert live(Process()).ask(ASKED) is NOTHING

    def test_a_function_of_the_check_s_is_called_and_what_it_was_called_with_is_told(self) -> None:
        process = Process(calls=2, answer=Answer(4, 7, {}))
        given = live(process).ask(ASKED, lambda number, args, kwargs: args[0] * 10)
        assert [each.value for each in process.returned] == [0, 10]
        assert given.trace[CALLBACKS] == [(0, (0,), {}), (0, (1,), {})]

    @pytest.mark.parametrize(
        ("call_back", "error"),
        [
            (None, ("RuntimeError", "this check has no function to call")),
            (lambda number, args, kwargs: 1 / 0, ("ZeroDivisionError", "division by zero")),
            (lambda number, args, kwargs: object(), ("WireError", "a object cannot be sent")),
        ],
        ids=["there is none", "it raises", "its value cannot be sent"],
    )
    def test_what_goes_wrong_in_it_is_told_to_the_code_that_called_it(
        self, call_back: Any, error: tuple[str, str]
    ) -> None:
        process = Process(calls=1, answer=Answer(4, 7, {}))
        live(process).ask(ASKED, call_back)
        assert process.returned[0].error == error and process.returned[0].value is None

    def test_a_long_text_of_an_error_is_cut(self) -> None:
        def fail(number: int, args: Any, kwargs: Any) -> None:
            raise ValueError("x" * 100_000)

        process = Process(calls=1, answer=Answer(4, 7, {}))
        live(process).ask(ASKED, fail)
        assert len(process.returned[0].error[1]) == 1000

    def test_calls_without_end_are_told_and_not_made(self) -> None:
        made = []
        process = Process(calls=MAX_CALLBACKS + 1, answer=Answer(4, 7, {}))
        live(process).ask(ASKED, lambda number, args, kwargs: made.append(1))
        assert len(made) == MAX_CALLBACKS
        assert process.returned[-1].error == (
            "RuntimeError",
            "more than 10,000 calls of the check's function",
        )


def test_a_handle_among_the_arguments_is_asked_about_by_its_number_and_class() -> None:
    one, other = (
        Question(verb=Verb.CALL, name="f", args=(Handle(number, "Net"),)) for number in (1, 2)
    )
    assert one.key != other.key
