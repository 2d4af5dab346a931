"""One question to a student process and its answer, whatever comes in between."""

from __future__ import annotations

import pytest

from grader.model import Outcome
from grader.nouns import replace
from grader.sandbox.exchange import MAX_TEXT, ask_process, shorten
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.waiting import Allowance
from grader.wire.messages import Answer, Ask, Called, Cause, Finished, Message, Raised, Returned

FIRST, LATER = Allowance(1.0, "calling f"), Allowance(0.5, "calling f, later")


class Kept:
    """Messages that come in this order; what is said, and how long each is waited for."""

    def __init__(self, *replies: Message) -> None:
        self.replies = list(replies)
        self.sent: list[Message] = []
        self.waits: list[Allowance] = []

    def send(self, message: Message) -> None:
        self.sent.append(message)

    def receive(self, allowance: Allowance) -> Message:
        self.waits.append(allowance)
        return self.replies.pop(0)

    def end_broken(self, how: str) -> Exception:
        return StudentStopped(Outcome.CRASHED, how)


def ask(*, wait: bool = True) -> Ask:
    return Ask(7, "call", 0, "f", (1.0,), {}, {}, 0, wait)


def call_back(called: Called) -> tuple[Returned, Allowance]:
    return Returned(7, called.args[0] * 2), LATER


def raised(check: int) -> Raised:
    return Raised(check, "ValueError", "no", "a.py", 3, "", False)


def test_an_answer_to_this_check_is_given() -> None:
    kept = Kept(Answer(7, 2.0, {}))
    assert ask_process(kept, ask(), FIRST) == Answer(7, 2.0, {})
    assert kept.sent == [ask()] and kept.waits == [FIRST]


def test_what_is_not_waited_for_has_no_answer() -> None:
    kept = Kept()
    assert ask_process(kept, ask(wait=False), FIRST) is None and not kept.waits


def test_calls_of_the_check_s_functions_are_answered_before() -> None:
    kept = Kept(Called(7, 0, (1,), {}), Called(7, 0, (5,), {}), Answer(7, 3.0, {}))
    assert ask_process(kept, ask(), FIRST, call_back) == Answer(7, 3.0, {})
    assert kept.sent[1:] == [Returned(7, 2), Returned(7, 10)]
    assert kept.waits == [FIRST, LATER, LATER]


def test_what_student_code_raised_is_raised() -> None:
    with pytest.raises(StudentRaised) as caught:
        ask_process(Kept(raised(7)), ask(), FIRST)
    assert caught.value.raised.text == "no"


@pytest.mark.parametrize(
    "reply",
    [Answer(8, 2.0, {}), raised(8), Called(7, 0, (), {}), Finished(7, (), (), ())],
    ids=["of another check", "an error of another check", "a call of nothing", "another message"],
)
def test_anything_else_breaks_the_wire(reply: Message) -> None:
    with pytest.raises(StudentStopped, match=f"sent {type(reply).__name__} instead of an answer"):
        ask_process(Kept(reply), ask(), FIRST)


def test_a_call_of_another_check_is_not_answered() -> None:
    with pytest.raises(StudentStopped, match="sent Called"):
        ask_process(Kept(Called(8, 0, (1,), {})), ask(), FIRST, call_back)


HONEST = Raised(
    check=1,
    while_loading=False,
    cause=Cause.CALL,
    kind="ValueError",
    text="shapes (2,) and (3,) do not match",
    file="srn.py",
    line=31,
    traceback="srn.py:31 in step",
    bases=("ValueError", "Exception"),
)


def test_an_honest_error_stays_as_it_is() -> None:
    assert shorten(HONEST) == HONEST


def test_a_hostile_error_is_cut_everywhere() -> None:
    long = "x" * 1_000_000
    cut = shorten(
        replace(
            HONEST,
            kind=long,
            text=long,
            file=long,
            line=1 << 40,
            traceback=long,
            bases=(long,) * 1000,
        )
    )
    assert isinstance(cut, Raised)
    assert cut.line == 0
    assert len(cut.bases) == 20
    texts = (cut.kind, cut.text, cut.file, cut.traceback, *cut.bases)
    assert max(map(len, texts)) <= MAX_TEXT
    assert sum(map(len, texts)) < 4 * MAX_TEXT


def test_notes_are_few_and_short() -> None:
    cut = shorten(Finished(check=1, changed=(), tainted=(), notes=("n" * 5000,) * 500))
    assert isinstance(cut, Finished)
    assert [len(note) for note in cut.notes] == [300] * 20


def test_an_answer_is_left_to_the_wire() -> None:
    answer = Answer(check=1, value=1, trace={})
    assert shorten(answer) is answer
