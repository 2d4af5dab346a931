"""Student processes whose answers are kept, so that they can be judged again without them."""

from collections.abc import Callable

from grader.checking.answerers.answers import AskedProcess, Live
from grader.evidence.kept_runs import (
    KeptAnswers,
    KeptRun,
    Kind,
    Room,
    current_versions,
    digest_of,
    stop_parts,
)
from grader.judging.student_processes import StudentProcesses
from grader.language import spoken_language
from grader.model import Assignment, ServerKind, Submission, Task
from grader.sandbox.exchange import CallBack, ask_process
from grader.sandbox.failures import StudentStopped
from grader.sandbox.process import StudentProcess
from grader.sandbox.starting.launchers import Launcher
from grader.sandbox.survey import TaskSurvey
from grader.sandbox.waiting import Allowance
from grader.wire.encoding import encode
from grader.wire.messages import Answer, Ask, Message


class _Noting:
    """Keeps a run's events while there is room."""

    def __init__(self, run: KeptRun, room: Room) -> None:
        self._run = run
        self._room = room

    def add(self, kind: Kind, content: bytes) -> None:
        if self._run.whole and self._room.take(len(content)):
            self._run.events.append((kind, content))
        else:
            self.drop()

    def note_stop(self, stopped: StudentStopped) -> None:
        self.add(Kind.STOPPED, encode(stop_parts(stopped)))

    def note_printed(self, text: str, seconds: float) -> None:
        """Take what a run printed, and how long it took."""
        self._run.seconds = seconds
        if self._room.take(len(text)):
            self._run.printed = text
        else:
            self.drop()

    def drop(self) -> None:
        """Let go of the run: a part of it answers nothing."""
        self._run.whole = False
        self._run.events.clear()


class _NotedProcess:
    """A student process as one check sees it; what is said and heard is kept."""

    def __init__(self, process: StudentProcess, noting: _Noting) -> None:
        self._process = process
        self._noting = noting

    def ask(
        self, ask: Ask, allowance: Allowance, call_back: CallBack | None = None
    ) -> Answer | None:
        return ask_process(self, ask, allowance, call_back)

    def send(self, message: Message) -> None:
        self._process.send(message)
        self._noting.add(Kind.SAID, digest_of(self._process.last_sent))

    def receive(self, allowance: Allowance) -> Message:
        try:
            message = self._process.receive(allowance)
        except StudentStopped as stopped:
            self._noting.note_stop(stopped)
            raise
        self._noting.add(Kind.HEARD, self._process.last_received)
        return message

    def end_broken(self, how: str) -> StudentStopped:
        stopped = self._process.end_broken(how)
        self._noting.note_stop(stopped)
        return stopped

    def cpu_seconds(self) -> float | None:
        return self._process.cpu_seconds()


class NotingProcesses(StudentProcesses):
    """Student processes of one submission; `kept` is what they answered."""

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission,
        launcher: Callable[[ServerKind], Launcher],
        mib: int,
    ) -> None:
        super().__init__(assignment, submission, launcher)
        self._room = Room(mib)
        self._noting: _Noting | None = None
        self.kept = KeptAnswers(
            assignment=assignment.id,
            language=str(spoken_language()),
            versions=current_versions(),
        )

    def survey(self, task: Task) -> TaskSurvey:
        try:
            return super().survey(task)
        except StudentStopped as stopped:
            self.kept.unread = stopped
            raise

    def begin(self, task: Task, seed: int = 0, *, alone: bool = False, run: str = "") -> Live:
        new_run = KeptRun(name=run, seed=seed, alone=alone)
        self.kept.runs.append(new_run)
        self._noting = _Noting(new_run, self._room)
        try:
            return super().begin(task, seed, alone=alone, run=run)
        except StudentStopped as stopped:
            self._noting.note_stop(stopped)
            raise

    def _process_for_check(self, process: StudentProcess) -> AskedProcess:
        assert self._noting is not None
        return _NotedProcess(process, self._noting)

    def finish(self, task: Task, began: float) -> str:
        printed = super().finish(task, began)
        assert self._noting is not None
        self._noting.note_printed(printed, self.measure_seconds(began))
        return printed

    def measure_seconds(self, began: float) -> float:
        seconds = super().measure_seconds(began)
        self.kept.runs[-1].seconds = seconds
        return seconds

    def notes(self, task: Task) -> tuple[str, ...]:
        notes = super().notes(task)
        self.kept.notes[task.id] = notes
        return notes

    def _open_process(self, kind: ServerKind) -> StudentProcess:
        """Keep the survey: it is what a process that was opened said last."""
        process = super()._open_process(kind)
        if (
            self._room.take(len(process.last_received))
            and process.last_received not in self.kept.surveys
        ):
            self.kept.surveys.append(process.last_received)
        return process

    def close(self) -> None:
        self.kept.level = self.level
        super().close()
