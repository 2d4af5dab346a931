"""A student process as the checks see it.

Messages go in; messages or one of two failures come out.
"""

import contextlib
import time
from collections.abc import Mapping
from types import MappingProxyType

from grader.errors import SandboxError, WireError
from grader.language import tr
from grader.model import Limits, Outcome, Submission, SubmittedFile, Task
from grader.wire.messages import (
    Answer,
    Ask,
    Begin,
    Finish,
    Finished,
    Message,
    Open,
    Ready,
    Surveyed,
    pack,
    unpack,
)
from grader.wire.verbs import Verb

from .exchange import CallBack, ask_process, shorten
from .failures import StudentRaised, StudentStopped, explain_end
from .hanging import PATIENCE_SECONDS, Running, holds_answer, read_where
from .locking.scratch import MAX_ENTRIES, MAX_MIB, TOO_MUCH
from .starting.launchers import Launcher, Started
from .survey import TaskSurvey, read_survey
from .waiting import Allowance, Waiting

PIECE = 1 << 20
TICK_SECONDS = 0.05
MAX_PRINTED = 64 << 20
START_SECONDS = 120.0
MAX_THREADS = 64
MAX_WHY = 300


class StudentProcess:
    """One student process with one submission opened in it."""

    def __init__(self, launcher: Launcher, limits: Limits) -> None:
        self._limits = limits
        self._loaded: set[str] = set()
        self._files: tuple[SubmittedFile, ...] = ()
        self._looked = time.monotonic()
        self.last_sent = self.last_received = b""  # the bytes of the last message each way
        self.spent: float | None = None  # CPU seconds when it was last looked at
        self._started: Started = launcher.start()
        self.alive = True
        ready = self._receive(START_SECONDS, None)
        if not isinstance(ready, Ready):
            self._end(patient=True)
            output = self.take_output()[-500:].strip() or tr("it said nothing")
            raise SandboxError(tr("the student process did not start: {said}", said=output))
        self.level = ready.level
        self.no_gpu = ready.no_gpu[:MAX_WHY]
        self.versions = ready.versions

    def hand_in(
        self,
        submission: Submission,
        tasks: tuple[Task, ...],
        wanted: tuple[str, ...],
        untouched: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        course_files: tuple[SubmittedFile, ...] = (),
    ) -> None:
        """Hand the submission in, to be surveyed for the `wanted` ones of the assignment's tasks.

        `untouched` are digests of the tasks' files as students got them, by name.  `course_files`
        are the course's files, which count before the student's copies of them.
        """
        self._files = submission.files
        specs = tuple(
            (
                *(t.id, t.file, t.heading, t.defines, tuple((r.forbid, r.say) for r in t.rules)),
                *(t.server.value == "numpy", untouched.get(t.file, ())),
            )
            for t in tasks
        )
        try:
            self.send(
                Open(
                    _as_pairs(submission.files),
                    specs,
                    wanted,
                    self._limits.load_seconds,
                    _as_pairs(course_files),
                )
            )
        except WireError as error:
            raise SandboxError(
                tr("the submission cannot be handed in: {error}", error=error)
            ) from error

    def survey(self) -> dict[str, TaskSurvey]:
        """Return what the sources say that were handed in, by task.  Raises StudentStopped."""
        reply = self.receive(Allowance(self._limits.load_seconds, tr("reading the submission")))
        if not isinstance(reply, Surveyed):
            raise self.end_broken(
                tr("sent {name} instead of its survey", name=type(reply).__name__)
            )
        return read_survey(reply.tasks)

    def begin(self, check: int, task: str, seed: int = 0) -> None:
        """Say that a check of that task begins, from that random state."""
        self.send(Begin(check, task, seed))

    def load(self, check: int, task: str, file: str) -> bool:
        """Load the task's code, unless it is loaded; return whether it was loaded now.

        It is loaded within the load limit.  What it raises comes again with the first question.
        Raises StudentStopped when loading does not end, or ends the process.
        """
        if task in self._loaded:
            return False
        self._loaded.add(task)
        allowance = Allowance(self._limits.load_seconds, tr("loading {file}", file=file))
        with contextlib.suppress(StudentRaised):
            self.ask(Ask(check, Verb.READY, 0, "", (), {}, {}, 0, True), allowance)
        return True

    def ask(
        self,
        ask: Ask,
        allowance: Allowance,
        call_back: CallBack | None = None,
    ) -> Answer | None:
        """Return the answer to a verb, see `ask_process`."""
        return ask_process(self, ask, allowance, call_back)

    def finish(self, check: int) -> None:
        """Say that the check has ended, and ask what it left behind."""
        self.send(Finish(check))

    def receive_finished(self, check: int) -> Finished:
        """Return what the check left behind.  Raises StudentStopped."""
        reply = self.receive(Allowance(self._limits.check_seconds, tr("ending the check")))
        if not isinstance(reply, Finished) or reply.check != check:
            raise self.end_broken(
                tr("sent {name} at the end of a check", name=type(reply).__name__)
            )
        return reply

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that the process has used, where they can be told.

        `spent` keeps them for when it has ended.
        """
        seconds = self._started.cpu_seconds() if self.alive else None
        self.spent = self.spent if seconds is None else seconds
        return seconds

    def take_output(self) -> str:
        """Return what the process printed since the last call."""
        if self.alive:
            self._started.link.drain()
        return self._started.link.output.take()

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self.alive:
            with contextlib.suppress(SandboxError):  # a dead server's children are dead
                self._end(patient=False)

    def receive(self, allowance: Allowance) -> Message:
        """Return the next message.

        Raises StudentStopped when it does not come within the allowance.
        """
        message = self._receive(
            self._limits.wall_seconds(allowance.cpu) - allowance.waited, allowance
        )
        if message is None:
            raise self._explain_end(allowance)
        return message

    def send(self, message: Message) -> None:
        """Send a message; `last_sent` has its bytes until the next one."""
        self.last_sent = pack(message)
        self._started.link.send(self.last_sent)

    def _receive(self, wall: float, allowance: Allowance | None) -> Message | None:
        """Return the next message, or None when the process closed."""
        waiting = Waiting(wall, allowance)
        while True:
            try:
                payload = self._started.link.receive(TICK_SECONDS)
            except EOFError:
                return None
            except WireError as error:
                raise self.end_broken(str(error)) from None
            if time.monotonic() - self._looked > TICK_SECONDS:
                self._check_limits()
            if payload is not None:
                return self._read(payload)
            overrun = waiting.overrun(self.cpu_seconds())
            if overrun is not None:
                raise self._stop(overrun)

    def _locate_code(self) -> Running | None:
        """Return where student code is, as its process says it: it is about to be ended."""
        link = self._started.link
        link.drain()
        self._started.interrupt()
        output = link.overhear(holds_answer, PATIENCE_SECONDS)
        return read_where(output, [(file.name, file.content) for file in self._files])

    def _read(self, payload: bytes) -> Message:
        """Return the message in a frame.  Raises StudentStopped for what breaks the wire."""
        self.last_received = payload
        try:
            return shorten(unpack(payload))
        except WireError as error:
            raise self.end_broken(str(error)) from None

    def _check_limits(self) -> None:
        """Look, now and then, at what no limit of the kernel holds.  Raises StudentStopped."""
        self._looked = time.monotonic()
        if self._started.count_threads() > MAX_THREADS:
            raise self._crash(
                tr("stopped: it started more than {number} threads", number=MAX_THREADS)
            )
        if self._started.link.output.size > MAX_PRINTED:
            raise self._crash(tr("stopped: it printed more than {mib} MiB", mib=MAX_PRINTED >> 20))
        if self._started.written_bytes() == TOO_MUCH:
            raise self._crash(
                tr(
                    "stopped: it wrote more than {mib} MiB or {files:,} files",
                    mib=MAX_MIB,
                    files=MAX_ENTRIES,
                )
            )
        memory = self._started.memory_mib()
        if memory is not None and memory > self._limits.memory_mib + 1024:
            sentence = tr("stopped at {mib:.0f} MiB of memory", mib=memory)
            raise self._stop(StudentStopped(Outcome.OUT_OF_MEMORY, sentence))

    def _crash(self, sentence: str) -> StudentStopped:
        return self._stop(StudentStopped(Outcome.CRASHED, sentence))

    def _stop(self, stop: StudentStopped) -> StudentStopped:
        """End the process and return why, and where it was; what it printed is kept."""
        stop.running = self._locate_code()
        self._end(patient=False)
        return stop

    def end_broken(self, how: str) -> StudentStopped:
        """End the process, and return what is said of one that broke the wire."""
        self._end(patient=False)
        return StudentStopped(
            Outcome.CRASHED, tr("the student process broke the wire: {how}", how=how)
        )

    def _explain_end(self, allowance: Allowance) -> StudentStopped:
        """Return how a process ended that closed its frames."""
        self._started.link.drain()
        status = self._end(patient=True)
        return explain_end(status, allowance.doing)

    def _end(self, *, patient: bool) -> int:
        self.alive = False
        return self._started.end(patient=patient)


def _as_pairs(files: tuple[SubmittedFile, ...]) -> tuple[tuple[str, tuple[bytes, ...]], ...]:
    return tuple((file.name, _cut(file.content)) for file in files)


def _cut(content: bytes) -> tuple[bytes, ...]:
    return tuple(content[at : at + PIECE] for at in range(0, len(content), PIECE))
