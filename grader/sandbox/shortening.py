"""Messages of a student process cut to what an honest one says: they go into results and pages."""

from grader.nouns import replace
from grader.wire.messages import Finished, Message, Raised

MAX_TEXT = 4_000


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
