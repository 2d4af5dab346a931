"""Student code calls a function of the check's: what goes out, and what comes back to it."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import WireError
from grader.sandbox.inside.answering.calling_back import CallingBack
from grader.wire.messages import Called, Finish, Message, Returned


def calling(*replies: Message | None) -> tuple[CallingBack, list[Called]]:
    """Return what student code calls, where the other side says these, and what it is sent."""
    sent: list[Called] = []
    waiting = list(replies)
    return CallingBack(sent.append, lambda: waiting.pop(0), check=7), sent


def test_the_call_is_sent_with_its_check_and_its_value_comes_back() -> None:
    call_back, sent = calling(Returned(7, 6.0))
    assert call_back(3, (2.0,), {"scale": 3.0}) == 6.0
    assert sent == [Called(7, 3, (2.0,), {"scale": 3.0})]


def test_what_the_check_s_function_raised_is_raised_in_student_code() -> None:
    call_back, _ = calling(Returned(7, None, ("ZeroDivisionError", "by zero")))
    with pytest.raises(ZeroDivisionError, match="by zero"):
        call_back(0, (), {})


@pytest.mark.parametrize("kind", ["OurOwn", "print", "SystemExit", "KeyboardInterrupt", "int"])
def test_what_is_no_exception_of_python_s_is_raised_as_a_plain_one(kind: str) -> None:
    """Student code catches Exception: it must neither end by it nor be handed a function."""
    call_back, _ = calling(Returned(7, None, (kind, "why")))
    with pytest.raises(RuntimeError, match="why"):
        call_back(0, (), {})


@pytest.mark.parametrize("reply", [None, Finish(7)])
def test_another_message_in_place_of_the_answer_breaks_the_wire(reply: Any) -> None:
    call_back, _ = calling(reply)
    with pytest.raises(WireError, match="no answer"):
        call_back(0, (), {})
