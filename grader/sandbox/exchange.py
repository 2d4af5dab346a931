"""One question to a student process and its answer, whoever keeps the messages of it."""

from collections.abc import Callable
from typing import Protocol

from grader.language import tr
from grader.wire.messages import Answer, Ask, Called, Message, Raised, Returned

from .failures import StudentRaised
from .waiting import Allowance

CallBack = Callable[[Called], tuple[Returned, Allowance]]


class Messages(Protocol):
    """Messages to and from a student process: a living one, or one whose messages were kept."""

    def send(self, message: Message) -> None:
        """Send a message."""

    def receive(self, allowance: Allowance) -> Message:
        """Return the next message.  Raises StudentStopped."""

    def end_broken(self, how: str) -> Exception:
        """End it, because it broke the wire, and return what is raised then."""


def ask_process(
    messages: Messages, ask: Ask, allowance: Allowance, call_back: CallBack | None = None
) -> Answer | None:
    """Return the answer to a verb; None when it is not waited for.

    `call_back` answers a call of one of the check's functions, and says how long to wait from then
    on.  Raises StudentRaised or StudentStopped.
    """
    messages.send(ask)
    if not ask.wait:
        return None
    reply = messages.receive(allowance)
    while call_back is not None and isinstance(reply, Called) and reply.check == ask.check:
        returned, allowance = call_back(reply)
        messages.send(returned)
        reply = messages.receive(allowance)
    if isinstance(reply, Raised) and reply.check == ask.check:
        raise StudentRaised(reply)
    if isinstance(reply, Answer) and reply.check == ask.check:
        return reply
    raise messages.end_broken(tr("sent {name} instead of an answer", name=type(reply).__name__))
