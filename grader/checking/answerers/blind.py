"""Blind students: they answer in the right structure and know nothing.

None of them may earn a point, or a check does not look at what was asked for.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.checking.structures import rebuild
from grader.compare.numbers import Array
from grader.errors import WireError
from grader.model.values import CallBack, Handle, Made, Tensor
from grader.nouns import mutable
from grader.wire.encoding import encode
from grader.wire.verbs import VERBS, Verb

from .answers import CALLBACKS, Given, Logged, Question, call_again

Fill = Callable[[Question, Any], Any]  # an answer, from the question and the true one


@mutable
class Blind:
    """A student that knows the structure of the reference's answers and nothing else.

    `fill` makes an answer from the question and the true answer's structure.  Functions of the task
    that are named in `true` are answered as they were.  What says how an
    object is built (`leaves`, the order of calls) stays as it was, or no check would get as far as
    comparing numbers.
    """

    log: list[Logged]
    fill: Fill
    true: frozenset[str] = frozenset()
    at: int = 0

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        if self.at >= len(self.log):
            raise WireError("the check asks the student more often than it asked the reference")
        _, _, answer = self.log[self.at]
        self.at += 1
        if self._is_true(question):
            return answer
        unfilled = ("order", "count", "calls")
        trace = {
            key: item if key in unfilled else self.fill(question, item)
            for key, item in answer.trace.items()
            if key != CALLBACKS
        }
        call_again(Given(None, {CALLBACKS: self._calls(question, answer)}), call_back)
        if question.verb == Verb.NEXT and answer.value is not None:
            item, more = answer.value  # how many items there are is structure
            return Given((self.fill(question, item), more), trace)
        return Given(self.fill(question, answer.value), trace)

    def _is_true(self, question: Question) -> bool:
        """Return whether this is answered as it was: how objects are built, what `true` names."""
        of_task = question.verb == Verb.CALL and not question.target
        return VERBS[question.verb].structure or (of_task and question.name in self.true)

    def _calls(self, question: Question, answer: Given) -> list[Any]:
        """Return the calls of the check's functions, with arguments that say nothing."""
        calls = answer.trace.get(CALLBACKS, ())
        return [(number, self.fill(question, args), {}) for number, args, _ in calls]


def fill_structure(value: Any, number: Callable[[Array], Array], truth: bool = False) -> Any:
    """Return `value`'s structure with every number replaced, and strings emptied.

    Arrays become `number` of them, truth values become `truth`; objects and None stay.
    """

    def fill(item: Any) -> Any:
        if isinstance(item, Tensor):
            return Tensor(number(item.array), item.dtype)
        if isinstance(item, np.ndarray):
            return number(item)
        if isinstance(item, set | frozenset):
            return type(item)(rebuild(each, fill) for each in item)
        if isinstance(item, float):
            return float(number(np.asarray(item)))
        if isinstance(item, complex):
            return complex(number(np.asarray(item)))
        emptied = {bool: truth, int: 0, str: "", bytes: b""}
        return emptied.get(type(item), item)

    return rebuild(value, fill)


def zeros(question: Question, value: Any) -> Any:
    """Answer zeros, and False."""
    return fill_structure(value, np.zeros_like)


def not_numbers(question: Question, value: Any) -> Any:
    """Answer NaN, where the dtype has one, and True."""

    def fill(array: Array) -> Array:
        is_float = array.dtype.kind in "fc"
        return np.full_like(array, np.nan) if is_float else np.zeros_like(array)

    return fill_structure(value, fill, truth=True)


def random_numbers(question: Question, value: Any) -> Any:
    """Answer random values of the right shape and dtype."""
    source = np.random.default_rng(12345)

    def draw(array: Array) -> Array:
        if array.dtype.kind in "fc":
            return np.asarray(source.standard_normal(array.shape), array.dtype)
        return np.asarray(source.integers(0, 4, array.shape), array.dtype)

    return fill_structure(value, draw)


def its_input(question: Question, value: Any) -> Any:
    """Hand the first argument back, for each part of the answer."""
    first = next((item for item in question.args if not isinstance(item, Handle)), None)
    if isinstance(value, tuple):
        return tuple(first for _ in value)
    return first


def replay_answers(visible: list[Logged]) -> Fill:
    """Return the blind student that gives the answers to the visible checks, whatever it is asked.

    Asked the same question again it knows the answer.  Else it gives, one after the other, what the
    function answered there in the same structure; where there is no such answer, zeros.
    """
    seen_answers: dict[tuple[str, str, bytes], list[tuple[str, Any]]] = {}
    for question, key, answer in visible:
        for value in (answer.value, *answer.trace.values()):
            seen_answers.setdefault(_shape(question, value), []).append((key, value))
    turns: dict[Any, Iterator[int]] = defaultdict(itertools.count)

    def fill(question: Question, value: Any) -> Any:
        shape = _shape(question, value)
        alike = seen_answers.get(shape, [])
        same_question = [answers for key, answers in alike if key == question.key]
        answers = same_question or [answers for _, answers in alike]
        if not answers or isinstance(value, Handle):
            return zeros(question, value)
        return answers[next(turns[shape]) % len(answers)]

    return fill


def give_values(values: list[Any]) -> Fill:
    """Return the blind student that gives these values, and what stands in them, in turn.

    Each answer, and each item of one, is the next value of the same structure; zeros where there is
    none.
    """
    by_structure: dict[bytes, list[Any]] = {}
    turns: dict[bytes, Iterator[int]] = defaultdict(itertools.count)
    for value in values:
        for item in (value, *(value if isinstance(value, tuple | list) else ())):
            if not isinstance(item, Made):
                by_structure.setdefault(_structure(item), []).append(item)

    def next_alike(value: Any) -> Any:
        shape = _structure(value)
        if isinstance(value, Handle) or shape not in by_structure:
            return fill_structure(value, np.zeros_like)
        return by_structure[shape][next(turns[shape]) % len(by_structure[shape])]

    def fill(question: Question, value: Any) -> Any:
        return (
            next_alike(value) if _structure(value) in by_structure else rebuild(value, next_alike)
        )

    return fill


def _structure(value: Any) -> bytes:
    return encode(fill_structure(value, np.zeros_like))


def _shape(question: Question, value: Any) -> tuple[str, str, bytes]:
    """Return what is asked, and the structure of the answer."""
    return question.verb, question.name, _structure(value)


# The blind student of `replaying`, who is judged on hidden checks only.
VISIBLE_ANSWERS = "the visible checks' answers"
BLIND_STUDENTS: dict[str, Fill] = {
    "zeros": zeros,
    "NaN": not_numbers,
    "random values": random_numbers,
    "its input": its_input,
}
