"""The student process: the only file that executes student code.

It answers frames, as `grader.wire` specifies them, and never saw a check, a transcript or a
solution.  It is started in one of two ways: forked by `grader.sandbox.server`, which calls `serve`,
or spawned as `python -m grader.sandbox.student_main KIND MEMORY_MIB TRAIN`, with frames on standard
input and output.
"""

from __future__ import annotations

import builtins
import os
import sys
import traceback
from types import CodeType
from typing import Any, BinaryIO

from grader.errors import WireError
from grader.model.values import Opaque
from grader.sandbox.inside import settings
from grader.sandbox.inside.asserting import run_asserts
from grader.sandbox.inside.loading import Loader, NotPython
from grader.sandbox.inside.objects import NoSuchName, NotAVerb, Objects
from grader.sandbox.inside.standins import Guard
from grader.sandbox.inside.verbs import say
from grader.sandbox.warming import prepare_child, warm_up, without_garbage
from grader.sources.matching import Sources
from grader.sources.names import defined_names
from grader.sources.rules import violations
from grader.sources.tasks import TaskCode, TaskSpec
from grader.wire.frames import MAX_FRAME, frame
from grader.wire.messages import (
    Answer,
    Ask,
    Begin,
    Finish,
    Finished,
    Open,
    Raised,
    Ready,
    Surveyed,
    pack,
    unpack,
)

MAX_TEXT = 4_000


def execute(code: CodeType, namespace: dict[str, Any]) -> None:
    """Runs student code.  Nothing else in tensorgrade does."""
    namespace.setdefault("__builtins__", builtins)
    exec(code, namespace)


class Answerer:
    """The state of one student process and its answers to each message."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, guard: Guard) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._guard = guard
        self._objects = Objects()
        self._task = ""
        self._deferred: Raised | None = None
        self._before: dict[str, Any] = {}  # the settings before anything of the student's ran
        self._loaded: dict[
            str, dict[str, Any]
        ] = {}  # the settings after a task was loaded, and what loading changed
        self._tainted: dict[str, tuple[str, ...]] = {}
        self._specs: dict[str, TaskSpec] = {}
        self._loader: Loader | None = None

    def run(self) -> None:
        """Answers messages until the other side closes."""
        while (payload := self._read()) is not None:
            message = unpack(
                payload,
                tensor=self._objects.from_tensor,
                handle=self._objects.from_handle,
                writable=True,
            )
            if isinstance(message, Ask):
                self._ask(message)
            elif isinstance(message, Begin):
                self._begin(message)
            elif isinstance(message, Finish):
                self._finish(message)
            elif isinstance(message, Open):
                self._open(message)

    def send(self, message: Ready | Surveyed | Answer | Raised | Finished) -> None:
        """Sends a message; what was printed before it is out before it."""
        payload = pack(message, self._objects.outside)
        _flush()
        self._outgoing.write(frame(payload))
        self._outgoing.flush()

    def _read(self) -> bytes | None:
        header = self._incoming.read(4)
        if len(header) < 4:
            return None
        length = int.from_bytes(header, "big")
        if length > MAX_FRAME:
            raise WireError("a frame that is too long")
        return self._incoming.read(length)

    def _open(self, message: Open) -> None:
        specs = [TaskSpec(*task) for task in message.tasks]
        sources = Sources([(name, b"".join(pieces)) for name, pieces in message.files])
        codes = sources.find(specs)
        self._specs = {spec.id: spec for spec in specs}
        self._loader = Loader(specs, codes, sources.python, execute, message.load_seconds)
        self._before = (
            settings.fingerprint()
        )  # our own finder is in place, nothing of the student's has run
        beside = {
            name: source for name, source in self._loader.modules.items() if source is not None
        }
        wanted = [
            (spec, code)
            for spec, code in zip(specs, codes, strict=True)
            if spec.id in message.wanted
        ]
        surveyed = tuple(_survey(spec, code, beside) for spec, code in wanted)
        self.send(Surveyed(surveyed))

    def _begin(self, message: Begin) -> None:
        self._objects.clear()
        self._deferred = None
        self._task = message.task
        settings.reseed(message.seed & 0xFFFFFFFF)

    def _namespace(self) -> dict[str, Any]:
        assert self._loader is not None
        return self._loader.load(self._task)

    def _ask(self, ask: Ask) -> None:
        if self._deferred is not None:
            if ask.wait:
                self.send(self._deferred)
            return
        loading = True
        try:
            self._namespace()
            loading = False
            if self._task not in self._loaded:
                self._loaded[self._task] = settings.fingerprint()
                self._tainted[self._task] = settings.changed(self._before, self._loaded[self._task])
            self._guard.sentence = self._forbidden()
            try:
                value, trace = self._say(ask)
                answer = self._answer(ask, value, trace) if ask.wait else None
            finally:
                self._guard.sentence = None
        except BaseException as error:
            raised = _raised(
                ask, error, loading, self._loader.file_names if self._loader else set()
            )
            if ask.wait:
                self.send(raised)
            else:
                self._deferred = raised
            return
        if answer is not None:
            _flush()
            self._outgoing.write(frame(answer))
            self._outgoing.flush()

    def _say(self, ask: Ask) -> tuple[object, dict[str, Any]]:
        if ask.verb == "run" and self._loader is not None:
            run_asserts(
                ask.name, str(ask.args[0]), self._namespace(), execute, self._loader.file_names
            )
            return None, {}
        return say(ask, self._namespace, self._objects)

    def _answer(self, ask: Ask, value: object, trace: dict[str, Any]) -> bytes:
        try:
            return pack(Answer(ask.check, value, trace), self._objects.outside)
        except WireError as error:
            return pack(Answer(ask.check, Opaque(type(value).__name__, str(error)), {}))

    def _forbidden(self) -> str | None:
        spec = self._specs[self._task]
        return spec.rules[0][1] if spec.numpy_only and spec.rules else None

    def _finish(self, message: Finish) -> None:
        notes = tuple(self._loader.notes.get(self._task, ())) if self._loader else ()
        self._objects.clear()
        now = settings.fingerprint(to_keep=False)
        changed = settings.changed(self._loaded.get(self._task, self._before), now)
        tainted = (
            settings.changed(self._before, now) if changed else self._tainted.get(self._task, ())
        )
        self.send(Finished(message.check, changed, tainted, notes))


def _survey(spec: TaskSpec, code: TaskCode, beside: dict[str, Any]) -> tuple[Any, ...]:
    """What is known of a task before its code runs, as `grader.sandbox.survey.TaskSurvey` reads it."""
    units = code.statements()
    lines: dict[str, tuple[str, int]] = {}
    for unit in units:
        if unit.statement is not None:
            lines.update(
                {
                    name: (unit.source.name, line)
                    for name, line in defined_names([unit.statement]).items()
                }
            )
    broken = [
        (v.say, v.used, v.file, v.line) for v in violations(units, spec.defines, spec.rules, beside)
    ]
    places = {name: place for name, place in lines.items() if name in spec.defines}
    return (
        spec.id,
        code.form.value,
        code.name,
        places,
        tuple(broken),
        code.notes,
        code.text[: 1 << 18],
    )


def _raised(ask: Ask, error: BaseException, loading: bool, files: set[str]) -> Raised:
    """An exception as text: its class, what it says, and the student's own lines of its traceback."""
    kind = type(error).__name__[:100]
    if isinstance(error, NotPython) and error.source.error:
        wrong = error.source.error
        kind, _, said = wrong.text.partition(": ")
        return Raised(
            ask.check, kind, said or wrong.text, error.source.name, wrong.line, "", loading
        )
    try:
        said = str(error)[:MAX_TEXT]
    except BaseException:
        said = "its text could not be read"
    if isinstance(error, NoSuchName | NotAVerb):
        return Raised(ask.check, kind, said, "", 0, "", False)
    try:
        frames = [
            entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename in files
        ]
    except BaseException:
        frames = []
    shown = frames if len(frames) <= 8 else [*frames[:4], *frames[-4:]]
    lines = [
        f"{entry.filename}:{entry.lineno} in {entry.name}\n    {entry.line}" for entry in shown
    ]
    file, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)
    return Raised(ask.check, kind, said, file, line, "\n".join(lines)[:MAX_TEXT], loading)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # a student may have put anything in their place
            continue


def serve(frames_in: int, frames_out: int, *, level: str, guard: Guard) -> None:
    """Runs a student process over two file descriptors until the other side closes them."""
    sys.argv[:] = [""]  # a script that reads its command line finds none
    with (
        os.fdopen(frames_in, "rb", buffering=1 << 16) as incoming,
        os.fdopen(frames_out, "wb") as outgoing,
    ):
        process = Answerer(incoming, outgoing, guard)
        process.send(Ready(level, _versions()))
        process.run()


def _versions() -> dict[str, str]:
    import platform

    found = {"python": platform.python_version()}
    for name in ("numpy", "torch"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if isinstance(version, str):
            found[name] = str(version)
    return found


def main() -> None:
    """Spawned: frames on standard input and output; whatever code prints goes to standard error."""
    kind, memory_mib, train = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
    frames_in, frames_out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    with without_garbage():
        guard = warm_up(
            kind, train=train
        )  # else the first step of Adam would be charged to the check that takes it
    prepare_child(memory_mib)
    serve(frames_in, frames_out, level="process", guard=guard)


if __name__ == "__main__":
    main()
