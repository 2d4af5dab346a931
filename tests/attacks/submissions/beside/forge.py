# Beside an attack: finds the student process's own wire, and writes on it.
import gc
import sys

import grader.wire.messages as m
from grader.model.values import Handle, Opaque, Tensor  # noqa: F401
from grader.wire.frames import frame


def answerer():
    return next(thing for thing in gc.get_objects() if type(thing).__name__ == "Answerer")


def check():
    """The number of the check that is asking now."""
    here = sys._getframe()
    while here:
        ask = here.f_locals.get("ask")
        if type(ask).__name__ == "Ask":
            return ask.check
        here = here.f_back
    return 0


def post(*messages):
    write(*(frame(m.pack(message)) for message in messages))


def write(*pieces):
    out = answerer()._outgoing
    for piece in pieces:
        out.write(piece)
    out.flush()
