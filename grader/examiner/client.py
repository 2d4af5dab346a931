"""Desk's side of an examiner process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import grader.errors
from grader.checking.answerers.transcripts import Inputs, TranscriptFile
from grader.diagnosis.mistakes import MistakesFile
from grader.errors import ExaminerError, GraderError, RecordingRefused
from grader.language import spoken_language, tr
from grader.model import (
    Assignment,
    Level,
    Measure,
    Refusal,
    Result,
    StoredMistake,
    Submission,
)
from grader.sandbox.locking.parents import wait_for

from .examiner_process import start_examiner
from .jobs import (
    AuditedReply,
    AuditJob,
    ComparedReply,
    CompareJob,
    FailedReply,
    Job,
    JudgeJob,
    MeasuresReply,
    MistakesJob,
    MistakesReply,
    RecordedReply,
    RecordJob,
    Reply,
    ResultReply,
    ScriptJob,
    ScriptReply,
    Settings,
    TaskReply,
    encoder,
    reply_decoder,
)
from .servers import SharedServers

CLOSING_SECONDS = 10.0

Answer = TypeVar("Answer", bound=Reply)


class Examiner:
    """An examiner process of one assignment, used as a context manager.

    It speaks the language that is spoken where it is made.

    `measure`, `threads` and `checks` are for proving an assignment; `grader.examiner.jobs.Settings`
    says what they do.  `on_task` is called with each task as it begins to be judged.  `servers` are
    those that examiners side by side share; without them it has its own.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        tasks: tuple[str, ...] = (),
        spawn: bool | None = None,
        level: Level | None = None,
        turns: Path | None = None,
        measure: bool = False,
        threads: int | None = None,
        checks: Path | None = None,
        on_task: Callable[[str], None] | None = None,
        evidence_mib: int = 0,
        from_evidence: bool = False,
        servers: SharedServers | None = None,
    ) -> None:
        self._on_task = on_task
        self._own_servers = None
        if servers is None and not from_evidence:
            self._own_servers = SharedServers(
                assignment, tasks=tasks, level=level, spawn=spawn, threads=threads
            )
        settings = Settings(
            assignment=str(assignment.folder.resolve()),
            solutions=str(assignment.solutions.resolve()) if assignment.solutions else None,
            tasks=tasks,
            spawn=spawn,
            level=level,
            turns=str(turns) if turns else None,
            measure=measure,
            threads=threads,
            checks=str(checks.resolve()) if checks else None,
            language=spoken_language(),
            tell_tasks=on_task is not None,
            evidence_mib=evidence_mib,
            from_evidence=from_evidence,
        )
        self._process = start_examiner(settings, servers or self._own_servers)

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def judge(
        self,
        submission: Submission,
        *,
        tasks: tuple[str, ...] = (),
        stop_first: bool = False,
        checks: tuple[str, ...] = (),
        on_measures: Callable[[str, tuple[Measure, ...]], None] | None = None,
    ) -> Result:
        """Return the result of a submission; `on_measures` is called where the examiner measures.

        Raises GraderError.

        `checks` leaves only those, by id, and what they need.
        """
        return self.judge_job(
            JudgeJob(submission, tasks, stop_first, checks), on_measures=on_measures
        ).result

    def judge_job(
        self,
        job: JudgeJob,
        *,
        on_measures: Callable[[str, tuple[Measure, ...]], None] | None = None,
    ) -> ResultReply:
        """Return all that the examiner says of a job.  Raises GraderError."""
        self._send(job)
        while True:
            reply = self._receive()
            if isinstance(reply, ResultReply):
                return reply
            if isinstance(reply, MeasuresReply) and on_measures is not None:
                on_measures(reply.check, reply.measures)
            if isinstance(reply, TaskReply) and self._on_task is not None:
                self._on_task(reply.task)

    def record(
        self, reference: Submission, tasks: tuple[str, ...] = ()
    ) -> tuple[tuple[Inputs, TranscriptFile], ...]:
        """Return transcripts of the checks of those tasks, or of all.

        Raises RecordingRefused and others.
        """
        files, refused = self.prove(reference, tasks)
        if refused:
            raise RecordingRefused("\n".join(refusal.sentence for refusal in refused))
        return files

    def prove(
        self, reference: Submission, tasks: tuple[str, ...] = ()
    ) -> tuple[tuple[tuple[Inputs, TranscriptFile], ...], tuple[Refusal, ...]]:
        """Return transcripts, and the checks that cannot be trusted: `record` raises for these."""
        reply = self._ask(RecordJob(reference, tasks), RecordedReply)
        return reply.files, reply.refused

    def audit(
        self,
        reference: Submission,
        variants: tuple[Submission, ...],
        task: str,
        seed: int,
        checks: tuple[str, ...] = (),
    ) -> AuditedReply:
        """Judge variants of the reference with inputs from another seed, on all checks or those."""
        return self._ask(AuditJob(reference, variants, task, seed, checks), AuditedReply)

    def compare(
        self, one: Submission, other: Submission, check: str, first: int, count: int
    ) -> ComparedReply:
        """Run two submissions against each other on a check.

        Its inputs are drawn from `count` seeds from `first` on.
        """
        return self._ask(CompareJob(one, other, check, first, count), ComparedReply)

    def script(self, submission: Submission, check: str) -> str:
        """Return one visible check of a submission as a script, without its head.

        Raises GraderError.
        """
        return self._ask(ScriptJob(check, submission), ScriptReply).script

    def mistakes(
        self, task: str, mistakes: tuple[StoredMistake, ...]
    ) -> tuple[tuple[Inputs, MistakesFile], ...]:
        """Return what stored mistakes of a task answer to its checks, for each kind of inputs."""
        return self._ask(MistakesJob(task, mistakes), MistakesReply).files

    @property
    def alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the examiner at once; its servers and student processes end with it."""
        self._process.kill()

    def close(self) -> None:
        """End the examiner, its servers and every student process."""
        assert self._process.stdin and self._process.stdout and self._process.stderr
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if not wait_for(self._process, CLOSING_SECONDS):
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._process.stderr.close()
        if self._own_servers is not None:
            self._own_servers.close()

    def _ask(self, job: Job, kind: type[Answer]) -> Answer:
        """Return the one reply to a job.  Raises ExaminerError when it is of another kind."""
        self._send(job)
        reply = self._receive()
        if not isinstance(reply, kind):
            raise ExaminerError(
                tr(
                    "the examiner answered with {name}; run the command again",
                    name=type(reply).__name__,
                )
            )
        return reply

    def _send(self, job: Job) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(encoder.encode(job) + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._explain_end() from error

    def _receive(self) -> Reply:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise self._explain_end()
        reply = reply_decoder.decode(line)
        if isinstance(reply, FailedReply):
            kind = getattr(grader.errors, reply.error, GraderError)
            if kind is grader.errors.BadFile:
                path, _, problem = reply.sentence.partition(": ")
                raise grader.errors.BadFile(Path(path), problem)
            raise kind(reply.sentence)
        return reply

    def _explain_end(self) -> GraderError:
        """Return why an examiner that answers no more has ended: its own last word, if any."""
        assert self._process.stdout and self._process.stderr
        self._process.kill()
        errors = self._process.stderr.read().decode("utf-8", "replace").strip()
        last = errors.split("\n")[-1][:500]
        return ExaminerError(
            tr("the examiner ended in the middle; run the command again")
            + (f" ({last})" if last else "")
        )
