"""One question to a student process and its answer, whoever keeps the messages of it.

What comes back is cut to what an honest process says: it goes into results and pages.
"""

from collections.abc import Callable
from typing import Protocol

from grader.language import tr
from grader.nouns import replace
from grader.wire.messages import Answer, Ask, Called, Finished, Message, Raised, Returned

from .failures import StudentRaised
from .waiting import Allowance

MAX_TEXT = 4_000
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


def shorten(message: Message) -> Message:
    """Return a message whose texts are no longer than an honest one's.

    They go into results, tables and pages.
    """
    if isinstance(message, Raised):
        return replace(
            message,
            kind=message.kind[:100],
            text=message.text[:MAX_TEXT],
            file=message.file[:300],
            line=message.line if 0 <= message.line < 1 << 31 else 0,
            traceback=message.traceback[:MAX_TEXT],
            bases=tuple(str(base)[:200] for base in message.bases[:20]),
        )
    if isinstance(message, Finished):
        return replace(message, notes=tuple(str(note)[:300] for note in message.notes[:20]))
    return message
