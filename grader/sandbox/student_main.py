"""Student process: the only file that executes student code.

It answers frames, as `grader.wire` specifies them, and never saw a check, a transcript or a
solution.  It is forked by `grader.sandbox.starting.server`, which calls `serve`, or spawned as
`python -m grader.sandbox.student_main KIND MEMORY_MIB TRAIN PACKAGES LANGUAGE` (standard streams).
"""

import builtins
import os
import sys
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, BinaryIO

from grader.errors import WireError
from grader.language import Language, speak
from grader.model import ServerKind
from grader.model.values import Namespace, Opaque, Trace
from grader.sources.matching.search import Sources
from grader.sources.tasks import TaskSpec
from grader.wire.decoding import decode
from grader.wire.frames import MAX_FRAME, frame
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
from grader.wire.verbs import Verb

from .inside import settings
from .inside.answering.arriving import Making
from .inside.answering.calling_back import CallingBack
from .inside.answering.objects import Objects
from .inside.answering.raising import describe_raised
from .inside.answering.verbs import Scene, say
from .inside.copies import join_pieces, note_changed_copies, without_copies
from .inside.folder import Folder, place_files
from .inside.lending import lend
from .inside.loading import Loader
from .inside.substitutes.forbidden_functions import (
    forbid_functions,
    may_compose_names,
)
from .inside.substitutes.forbidden_layers import forbid_layers
from .inside.substitutes.forbidding import Forbidding
from .inside.substitutes.imports import install_imports
from .inside.surveying import survey
from .packages import find_allowed
from .streams import flush_output, take_streams
from .warming import (
    Surroundings,
    enter_folder,
    loaded_versions,
    prepare_child,
    warm_up,
    without_garbage,
)


def execute(code: CodeType, namespace: Namespace) -> None:
    """Run student code.  Nothing else in tensorgrade does."""
    namespace.setdefault("__builtins__", builtins)
    exec(code, namespace)


class Answerer:
    """State of one student process and its answers to each message."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, surroundings: Surroundings) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._guard = surroundings.guard
        self._imports = surroundings.imports
        self._remarks = surroundings.notes
        self._folder = Folder(Path.cwd())
        here = str(Path.cwd())
        self._forbidding = Forbidding(here, self._folder.read_only, self._imports.kept_away)
        self._forbidding.install()
        self._objects = Objects(surroundings.device)
        self._built: set[int] = set()  # modules that the running check built, by id
        self._task = ""
        self._composes = False
        self._deferred: Raised | None = None
        self._before: dict[str, Any] = {}  # the settings before anything of the student's ran
        # The settings after a task was loaded, and what loading changed.
        self._loaded: dict[str, dict[str, Any]] = {}
        self._tainted: dict[str, tuple[str, ...]] = {}
        self._specs: dict[str, TaskSpec] = {}
        self._loader: Loader | None = None
        self._files: set[str] = set()  # the student's, by the names that tracebacks have
        self._call_back = CallingBack(self.send, self._receive)
        self._decode = partial(
            decode,
            tensor=self._objects.from_tensor,
            handle=self._objects.from_handle,
            make=Making(self._objects, self._namespace, self._call_back),
            writable=True,
        )

    def run(self) -> None:
        """Answer messages until the other side closes."""
        while (payload := self._read()) is not None:
            message = self._unpack(payload)
            if isinstance(message, Ask):
                self._ask(message)
            elif isinstance(message, Begin):
                self._begin(message)
            elif isinstance(message, Finish):
                self._finish(message)
            elif isinstance(message, Open):
                self._open(message)

    def _receive(self) -> Message | None:
        payload = self._read()
        return None if payload is None else self._unpack(payload)

    def _unpack(self, payload: bytes) -> Message | None:
        """Return the message with its arguments made; None when one cannot be made here.

        An object is not here when what should have made it failed: then that failure is the answer.
        """
        try:
            return unpack(payload, self._decode)
        except WireError:
            raise
        except Exception as error:
            ask = unpack(payload)
            if isinstance(ask, Ask):
                self._fail(ask, self._deferred or describe_raised(ask, error, False, self._files))
            return None

    def send(self, message: Message) -> None:
        """Send a message; what was printed before it is out before it."""
        self._send(pack(message, self._objects.to_wire))

    def _send(self, payload: bytes) -> None:
        flush_output()
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
        """Read what was handed in, and say what it is; nothing of it runs yet.

        The course's files count before the student's copies of them.
        """
        specs = [TaskSpec(*task) for task in message.tasks]
        course_files, handed_in = join_pieces(message.given), join_pieces(message.files)
        files = without_copies(handed_in, course_files)
        sources = Sources(files)
        self._composes = may_compose_names(content for _, content in files)
        codes = sources.find(specs)
        self._specs = {spec.id: spec for spec in specs}
        python = sources.python | Sources(course_files).python
        absence = self._imports.absence
        self._loader = Loader(specs, codes, python, execute, message.load_seconds, absence)
        self._files = self._loader.file_names
        self._imports.own = {name.partition(".")[0] for name in self._loader.modules}
        self._folder.lay_out(place_files(files, course_files, codes, self._specs))
        # Our own finder is in place, nothing of the student's has run.
        self._before = settings.fingerprint()
        beside = {name: source for name, source in self._loader.modules.items() if source}
        changed = note_changed_copies(handed_in, course_files)
        wanted = [code for code in codes if code.task in message.wanted]
        surveyed = [survey(self._specs[code.task], code, beside, changed) for code in wanted]
        self.send(Surveyed(tuple(surveyed)))

    def _begin(self, message: Begin) -> None:
        self._objects.clear()
        self._built.clear()
        self._deferred = None
        self._task = message.task
        self._remarks.clear()
        settings.reseed(message.seed & 0xFFFFFFFF)

    def _namespace(self) -> Namespace:
        assert self._loader is not None
        return self._loader.load(self._task)

    def _ask(self, ask: Ask) -> None:
        if self._deferred is not None:
            self._fail(ask, self._deferred)
            return
        loading = True
        self._forbidding.active = True
        self._call_back.check = ask.check
        try:
            self._namespace()
            loading = False
            if self._task not in self._loaded:
                self._folder.keep()
                after = self._loaded[self._task] = settings.fingerprint()
                self._tainted[self._task] = settings.find_changed(self._before, after)
            spec = self._specs[self._task]
            self._guard.sentence = spec.rules[0][1] if spec.numpy_only and spec.rules else None
            try:
                value, trace = self._say(ask)
                answer = self._pack_answer(ask, value, trace) if ask.wait else None
            finally:
                self._guard.sentence = None
        except BaseException as error:
            self._fail(ask, describe_raised(ask, error, loading, self._files))
            return
        finally:
            self._forbidding.active = False
        if answer is not None:
            self._send(answer)

    def _fail(self, ask: Ask, raised: Raised) -> None:
        """Answer with what was raised, now or to the next question that is waited for."""
        if ask.wait:
            self.send(raised)
        else:
            self._deferred = raised

    def _say(self, ask: Ask) -> tuple[object, Trace]:
        assert self._loader is not None
        lent = partial(lend, self._loader, self._specs, self._task)
        scene = Scene(self._namespace, self._objects, execute, self._files, self._call_back, lent)
        rules = self._specs[self._task].rules
        listened = rules if self._composes else ()
        with forbid_layers(rules, self._built), forbid_functions(listened):
            value = say(ask, scene)
        if ask.verb == Verb.BUILD:
            self._built.add(id(self._objects.get(ask.number)))
        return value

    def _pack_answer(self, ask: Ask, value: object, trace: Trace) -> bytes:
        try:
            return pack(Answer(ask.check, value, trace), self._objects.to_wire)
        except WireError as error:
            return pack(Answer(ask.check, Opaque(type(value).__name__, str(error)), {}))

    def _finish(self, message: Finish) -> None:
        notes = self._loader.notes.get(self._task, []) if self._loader else []
        notes += [note for note in dict.fromkeys(self._remarks) if note not in notes]
        self._objects.clear()
        self._folder.tidy()
        present = settings.fingerprint(to_keep=False)
        changed = settings.find_changed(self._loaded.get(self._task, self._before), present)
        tainted = (
            settings.find_changed(self._before, present)
            if changed
            else self._tainted.get(self._task, ())
        )
        if self._folder.has_changed():
            changed = (*changed, "files that were handed in")
        self.send(Finished(message.check, changed, tainted, tuple(notes)))


def serve(frames_in: int, frames_out: int, *, level: str, surroundings: Surroundings) -> None:
    """Run a student process over two file descriptors until the other side closes them."""
    with (
        os.fdopen(frames_in, "rb", buffering=1 << 16) as incoming,
        os.fdopen(frames_out, "wb") as outgoing,
    ):
        process = Answerer(incoming, outgoing, surroundings)
        process.send(
            Ready(level, loaded_versions(), surroundings.device.start(surroundings.memory_mib))
        )
        process.run()


def main() -> None:
    """Serve frames on standard input and output; what code prints goes to standard error."""
    _, kind, memory_mib, train, packages, language = sys.argv
    allowed = find_allowed(tuple(filter(None, packages.split(","))))
    frames_in, frames_out = take_streams()
    with without_garbage():  # else the first step of Adam would be charged to its check
        surroundings = warm_up(ServerKind(kind), allowed, int(memory_mib), train=train == "1")
        install_imports(surroundings.imports)
    enter_folder(Path.cwd(), surroundings.kind.device)
    prepare_child(surroundings)
    with speak(Language(language)):
        serve(frames_in, frames_out, level="process", surroundings=surroundings)


if __name__ == "__main__":
    main()
