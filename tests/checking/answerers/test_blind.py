"""Blind students: the right structure, and nothing of what was asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.checking.answerers.answers import Given, Question
from grader.checking.answerers.blind import (
    BLIND_STUDENTS,
    Blind,
    fill_structure,
    its_input,
    not_numbers,
    random_numbers,
    replay_answers,
    zeros,
)
from grader.errors import WireError
from grader.model.values import Handle, Tensor
from grader.wire.verbs import Verb

ANSWER = (np.array([1.5, 2.5]), {"loss": 3.0, "count": 4}, ["word", None, True])


def call(name: str = "f", *args: Any) -> Question:
    return Question(verb=Verb.CALL, name=name, args=args)


def test_zeros_keep_the_structure() -> None:
    numbers, named, rest = zeros(call(), ANSWER)
    assert numbers.tolist() == [0.0, 0.0] and numbers.dtype == np.float64
    assert named == {"loss": 0.0, "count": 0} and rest == ["", None, False]
    assert isinstance(zeros(call(), ANSWER), tuple)


def test_tensors_and_objects_stay_what_they_are() -> None:
    handle = Handle(3, "Net")
    tensor, kept = zeros(call(), (Tensor(np.ones(2, np.float32)), handle))
    assert isinstance(tensor, Tensor) and tensor.array.tolist() == [0.0, 0.0] and kept == handle


@pytest.mark.parametrize("answer", [1 + 2j, b"xy", [3 - 1j, b"z"]])
def test_no_listed_student_answers_what_was_answered(answer: Any) -> None:
    for student in (zeros, not_numbers):
        assert repr(student(call(), answer)) != repr(answer)


def test_nan_where_the_dtype_has_one() -> None:
    floats, integers = not_numbers(call(), (np.ones(2), np.ones(2, np.int64)))
    assert np.isnan(floats).all() and integers.tolist() == [0, 0]


def test_random_values_are_the_same_each_time_and_of_the_right_kind() -> None:
    first, second = (random_numbers(call(), (np.ones(3), np.ones(3, np.int64))) for _ in range(2))
    assert np.array_equal(first[0], second[0]) and first[0].dtype == np.float64
    assert np.array_equal(first[1], second[1]) and first[1].dtype == np.int64
    assert not np.array_equal(first[0], np.ones(3))


def test_its_input_for_each_part_of_the_answer() -> None:
    x = np.arange(3.0)
    assert its_input(call("f", x), 1.0) is x
    assert its_input(call("f", Handle(1, "Net"), x), (1.0, 2.0)) == (x, x)
    assert its_input(call("f"), 1.0) is None


def test_the_listed_students_know_nothing_of_the_numbers() -> None:
    for name, fill in BLIND_STUDENTS.items():
        answer = fill(call("f", np.array([9.0])), np.array([1.5]))
        assert not np.array_equal(np.asarray(answer, np.float64), np.array([1.5])), name


def test_numbers_are_replaced_wherever_they_stand() -> None:
    replaced = fill_structure({"a": [np.ones(2)], "b": (1.0, 2)}, lambda array: array * 0 + 7)
    assert replaced["a"][0].tolist() == [7.0, 7.0] and replaced["b"] == (7.0, 0)


def test_replaying_answers_the_same_question_with_what_it_was_answered() -> None:
    asked = call("f", np.array([1.0]))
    fill = replay_answers([(asked, asked.key, Given(np.array([5.0]), {}))])
    assert fill(asked, np.array([0.0])).tolist() == [5.0]


def test_replaying_answers_another_question_with_something_of_the_same_structure() -> None:
    one, other = call("f", np.array([1.0])), call("f", np.array([2.0]))
    fill = replay_answers([(one, one.key, Given(np.array([5.0]), {}))])
    assert fill(other, np.array([0.0])).tolist() == [5.0]
    assert fill(call("g"), np.array([3.0])).tolist() == [0.0], "another function"
    assert fill(other, np.ones((2, 2))).tolist() == [[0.0, 0.0], [0.0, 0.0]], "another shape"


def test_a_blind_student_answers_in_the_order_of_the_recording_and_no_further() -> None:
    log: Any = [(call("f"), "k", Given(np.array([5.0]), {"order": ("a",), "count": {"RNN": 1}}))]
    student = Blind(log, zeros)
    given = student.ask(call("f"))
    assert given.value.tolist() == [0.0]
    assert given.trace == {"order": ("a",), "count": {"RNN": 1}}, "how it is built may be known"
    with pytest.raises(WireError, match="more often"):
        student.ask(call("f"))


def test_what_says_how_an_object_is_built_is_answered_as_it_was() -> None:
    leaves = [("w", "Linear", {"weight": (2, 3)})]
    log: Any = [(Question(verb=Verb.LEAVES), "k", Given(leaves, {}))]
    assert Blind(log, zeros).ask(Question(verb=Verb.LEAVES)).value == leaves
