"""One message a frame: name and fields, each of its type."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.values import mutated

from grader.errors import WireError
from grader.nouns import fields_of
from grader.wire.encoding import encode
from grader.wire.messages import (
    Answer,
    Ask,
    Begin,
    Finish,
    Finished,
    Message,
    Open,
    Raised,
    Ready,
    Surveyed,
    pack,
    unpack,
)

MESSAGES: list[Message] = [
    Ready("process", {"python": "3.11"}),
    Open(
        (("a.py", (b"x = 1", b"")),),
        (("a", "a.py", "a", ("f",), (), True, "sha256:1"),),
        ("a",),
        20.0,
    ),
    Surveyed((("a", "file"),)),
    Begin(1, "a", 7),
    Ask(1, "call", 0, "f", (1, [2]), {"k": None}, {"arguments": True}, 0, True),
    Answer(1, (1.5, "x"), {}),
    Raised(1, "ValueError", "no", "a.py", 3, "a.py:3 in f", False),
    Finish(1),
    Finished(1, ("sys.path",), ("sys.path",), ()),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_was(message: Any) -> None:
    assert unpack(pack(message)) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_field_too_few_or_too_many_is_refused(message: Any) -> None:
    fields = list(fields_of(message).values())
    for other in (fields[:-1], [*fields, 1]):
        with pytest.raises(WireError, match="fields, not"):
            unpack(encode((type(message).__name__, *other)))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "without a message"),
        ((), "without a message"),
        ((1, 2), "without a message"),
        (["Finish", 1], "without a message"),
        (("Exit", 1), "no message 'Exit'"),
        (("Message", 1), "no message"),
        (("x" * 1000, 1), "no message"),
        (("Finish", True), "Finish.check is a bool"),
        (("Finish", 1.0), "Finish.check is a float"),
        (("Finish", np.array(1)), "Finish.check is a ndarray"),
        (("Begin", 1, b"a", 0), "Begin.task is a bytes"),
        (("Answer", 1, None, [("a", 1)]), "Answer.trace is a list"),
        (("Answer", 1, None, {1: "a"}), "a key that is not a string"),
        (("Surveyed", [1]), "Surveyed.tasks is a list"),
        (("Raised", 1, "E", "", "", 0, "", 1, "call", ()), "Raised.while_loading is a int"),
    ],
)
def test_what_is_not_exactly_a_message_is_refused(value: Any, sentence: str) -> None:
    with pytest.raises(WireError, match=sentence) as caught:
        unpack(encode(value))
    assert len(str(caught.value)) < 200


def test_two_messages_in_one_frame_are_refused() -> None:
    with pytest.raises(WireError, match="follow the value"):
        unpack(pack(Finish(1)) * 2)


@given(mutated(st.sampled_from([pack(message) for message in MESSAGES])))
def test_a_mutated_message_is_a_message_or_refused(payload: Any) -> None:
    with contextlib.suppress(WireError):
        assert type(unpack(payload)) in map(type, MESSAGES)
