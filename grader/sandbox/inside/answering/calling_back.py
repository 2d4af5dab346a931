"""Calling a function of the check's from student code: it runs on the other side of the wall."""

import builtins
from collections.abc import Callable
from typing import Any

from grader.errors import WireError
from grader.model.values import Args, Kwargs
from grader.nouns import mutable
from grader.wire.messages import Called, Message, Returned


@mutable
class CallingBack:
    """Sends calls of the check's functions, and gives what they gave.

    `check` is the check whose question is being answered.
    """

    send: Callable[[Called], None]
    receive: Callable[[], Message | None]
    check: int = 0

    def __call__(self, number: int, args: Args, kwargs: Kwargs) -> Any:
        """Return what the check's function of that number gives.  Raises what it raised."""
        self.send(Called(self.check, number, args, kwargs))
        reply = self.receive()
        if not isinstance(reply, Returned):
            raise WireError("no answer to a call of the check's function")
        if reply.error:
            kind, text = (str(part) for part in reply.error)
            error = getattr(builtins, kind, RuntimeError)
            is_exception = isinstance(error, type) and issubclass(error, Exception)
            raise (error if is_exception else RuntimeError)(text)
        return reply.value
