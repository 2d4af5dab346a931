"""The student process, asked frame by frame, also by one who does not keep to the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.processes import LIMITS

from grader.model import Handle
from grader.sandbox.starting.launchers import Launcher
from grader.sandbox.starting.links import PollLink
from grader.sandbox.starting.started import Started
from grader.wire.encoding import encode
from grader.wire.frames import frame
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

pytestmark = pytest.mark.parametrize("how", ["forked"])
TASKS = (("a", "a.py", "A", ("f",), (("torch", "NumPy only."),), True, ()),)


class Process:
    """A student process by its frames alone."""

    def __init__(self, launcher: Launcher) -> None:
        self.started: Started = launcher.start()
        assert isinstance(self.receive(), Ready)

    def send(self, *messages: Message) -> None:
        for message in messages:
            self.started.link.send(pack(message))

    def receive(self) -> Message:
        while (payload := self.started.link.receive(1.0)) is None:
            continue
        return unpack(payload)

    def open(self, text: str) -> Surveyed:
        files = (("a.py", (text[:5].encode(), text[5:].encode())),)
        self.send(Open(files, TASKS, ("a",), LIMITS.load_seconds), Begin(1, "a", 3))
        reply = self.receive()
        assert isinstance(reply, Surveyed)
        return reply

    def ask(self, name: str, *args: Any, target: int = 0, verb: str = "call") -> Message:
        self.send(Ask(1, verb, target, name, args, {}, {}, 0, True))
        return self.receive()


@pytest.fixture
def process(launchers: Callable[[str, str], Launcher], how: str) -> Iterator[Process]:
    opened = Process(launchers(how, "numpy"))
    yield opened
    opened.started.end()


def test_a_file_that_came_in_pieces_is_surveyed_and_asked(process: Process) -> None:
    survey = process.open("def f(x):\n    return 2 * x\n").tasks[0]
    assert survey[:3] == ("a", "file", "a.py") and survey[3] == {"f": ("a.py", 1)}
    assert process.ask("f", 3) == Answer(1, 6, {})


def test_a_function_that_uses_what_is_forbidden_is_told_the_rule(process: Process) -> None:
    process.open("import torch\ndef f():\n    return torch.ones(2)\n")
    reply = process.ask("f")
    assert isinstance(reply, Raised) and (reply.cause, reply.text) == ("rule", "NumPy only.")


def test_a_handle_that_is_not_there_is_an_answer_and_no_end(process: Process) -> None:
    process.open("def f(*args):\n    return len(args)\n")
    reply = process.ask("f", Handle(77, "Net"))
    assert isinstance(reply, Raised) and "there is no handle 77" in reply.text
    assert process.ask("f", 1, 2) == Answer(1, 2, {})


def test_what_failed_without_being_waited_for_is_told_until_the_check_ends(
    process: Process,
) -> None:
    process.open("def f():\n    return 1\n")
    process.send(Ask(1, "build", 0, "Linear", (), {}, {}, 9, False))
    for _ in range(2):
        assert isinstance(process.ask("f"), Raised)
    process.send(Begin(2, "a"))
    process.send(Ask(2, "call", 0, "f", (), {}, {}, 0, True))
    assert process.receive() == Answer(2, 1, {})


def test_the_end_of_a_check_tells_what_it_left_behind(process: Process) -> None:
    process.open("import os\ndef f():\n    os.environ['X'] = 'y'\n")
    process.ask("f")
    process.send(Finish(1))
    reply = process.receive()
    assert isinstance(reply, Finished)
    assert reply.changed == reply.tainted == ("environment variables",)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xff\xff\xff",
        frame(b"no value"),
        frame(encode(("Nonsense", 1))),
        frame(encode(("Begin", "one", "a", 0))),
    ],
    ids=["too long", "no value", "no message", "another type"],
)
def test_who_breaks_the_wire_is_answered_no_more(process: Process, raw: bytes) -> None:
    link = process.started.link
    assert isinstance(link, PollLink)
    link._pending += raw
    with pytest.raises(EOFError):
        while link.receive(1.0) is None:
            continue
