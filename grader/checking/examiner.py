"""The examiner process: one pytest session that judges submissions as they come.

Started as `python -P -s -B -m grader.checking.examiner SETTINGS`.  Jobs and replies are lines of JSON on standard
input and output, typed by the classes below; what a check file prints goes to standard error.  It never imports torch.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader.checking.transcripts import TranscriptFile
from grader.config import load_assignment
from grader.errors import GraderError
from grader.model import Assignment, CheckResult, Level, Limits, Result, ServerKind, Submission
from grader.sandbox.launchers import Launcher, make_launcher
from grader.sandbox.lockdown import possible
from grader.sandbox.parents import die_with_parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an examiner is started with.  `tasks` says which servers to warm; `spawn` and `level` None leave it
    to the platform."""

    assignment: str
    solutions: str | None
    tasks: tuple[str, ...] = ()
    spawn: bool | None = None
    train: bool = True
    level: Level | None = None


class JudgeJob(msgspec.Struct, tag="judge", frozen=True):
    """Judge a submission."""

    submission: Submission
    tasks: tuple[str, ...] = ()
    stop_first: bool = False


class RecordJob(msgspec.Struct, tag="record", frozen=True):
    """Record transcripts with this reference."""

    reference: Submission
    tasks: tuple[str, ...] = ()


Job = JudgeJob | RecordJob


class CheckReply(msgspec.Struct, tag="check", frozen=True):
    """A check has ended."""

    result: CheckResult


class ResultReply(msgspec.Struct, tag="result", frozen=True):
    """A submission has been judged."""

    result: Result


class RecordedReply(msgspec.Struct, tag="recorded", frozen=True):
    """What was recorded: (hidden, transcripts) pairs."""

    files: tuple[tuple[bool, TranscriptFile], ...]


class FailedReply(msgspec.Struct, tag="failed", frozen=True):
    """The job could not be done: the error's class and sentence."""

    error: str
    sentence: str


Reply = CheckReply | ResultReply | RecordedReply | FailedReply

encoder = msgspec.json.Encoder(decimal_format="string")
job_decoder: msgspec.json.Decoder[Job] = msgspec.json.Decoder(Job)
reply_decoder: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


class Servers:
    """The warm servers of an examiner, one a kind, started at once for the tasks that will need them."""

    def __init__(self, limits: Limits, settings: Settings) -> None:
        self._limits = limits
        self._settings = settings
        self._launchers: dict[ServerKind, Launcher] = {}
        self.level = settings.level or possible().level

    def __call__(self, kind: ServerKind) -> Launcher:
        if kind in self._launchers and not self._launchers[kind].alive:
            self._launchers.pop(kind).close()
        if kind not in self._launchers:
            self._launchers[kind] = make_launcher(
                kind, self._limits, train=self._settings.train, level=self.level, spawn=self._settings.spawn
            )
        return self._launchers[kind]

    def warm(self, assignment: Assignment) -> None:
        """Starts the kinds that the settings' tasks need; the slow one first."""
        chosen = [task for task in assignment.tasks if not self._settings.tasks or task.id in self._settings.tasks]
        kinds = {task.server for task in chosen if not task.by_hand}
        for kind in (ServerKind.TORCH, ServerKind.NUMPY):
            if kind in kinds:
                self(kind)

    def close(self) -> None:
        """Ends the servers and every student process."""
        for launcher in self._launchers.values():
            launcher.close()


def main() -> None:
    die_with_parent()
    replies, jobs = _own_streams()
    settings = msgspec.json.decode(sys.argv[1].encode(), type=Settings)
    try:
        solutions = Path(settings.solutions) if settings.solutions else None
        assignment = load_assignment(Path(settings.assignment), solutions)
        servers = Servers(assignment.limits, settings)
        try:
            servers.warm(assignment)
            _serve(assignment, servers, jobs, replies)
        finally:
            servers.close()
    except GraderError as error:
        _reply(replies, FailedReply(type(error).__name__, str(error)))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Private copies of standard input and output, so that nothing a check does reaches them."""
    jobs, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return replies, jobs


def _serve(assignment: Assignment, servers: Servers, jobs: BinaryIO, replies: BinaryIO) -> None:
    # pytest and NumPy are imported here, while the servers warm up.
    from grader.checking.collecting import Suite, with_suite
    from grader.checking.judging import Judge
    from grader.checking.recording import Recorder
    from grader.checking.releases import released_transcripts

    def work(suite: Suite) -> None:
        judge: Judge | None = None
        for line in jobs:
            job = job_decoder.decode(line)
            try:
                if isinstance(job, RecordJob):
                    made = Recorder(suite, job.reference, servers).record(job.tasks)
                    _reply(replies, RecordedReply(tuple(made)))
                    continue
                if judge is None:
                    judge = Judge(suite, released_transcripts(suite), servers)
                result = judge.judge(
                    job.submission,
                    job.tasks,
                    lambda check: _reply(replies, CheckReply(check)),
                    stop_first=job.stop_first,
                )
                _reply(replies, ResultReply(result))
            except GraderError as error:
                _reply(replies, FailedReply(type(error).__name__, str(error)))

    with_suite(assignment, work)


def _reply(replies: BinaryIO, reply: Reply) -> None:
    replies.write(encoder.encode(reply) + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
