"""Jobs that an examiner does for the desk: one method per job, each gives one last reply."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from grader.evidence.kept_bytes import pack_answers, unpack_answers
from grader.judging.judge import Judge
from grader.judging.keeping.noting import NotingProcesses
from grader.judging.keeping.replaying import KeptProcesses, refuse_other_makers
from grader.judging.machine import Machine
from grader.judging.staleness import load_suite_transcripts
from grader.judging.suite import Suite
from grader.model import Measure
from grader.recording.auditing import audit, compare_submissions
from grader.recording.recorder import Recorder
from grader.recording.wrong_functions import record_mistakes
from grader.sandbox.starting.launchers import Launchers

from .jobs import (
    AuditedReply,
    AuditJob,
    ComparedReply,
    CompareJob,
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
)
from .repro import script_of

Tell = Callable[[Reply], None]


class JobRunner:
    """Does jobs with one suite; `tell` sends what is to be known before a job has ended."""

    def __init__(
        self,
        suite: Suite,
        servers: Launchers,
        settings: Settings,
        tell: Tell,
    ) -> None:
        self._suite = suite
        self._servers = servers
        self._settings = settings
        self._tell = tell

    def do(self, job: Job) -> Reply:
        """Do a job; return the reply that ends it.  Raises GraderError."""
        match job:
            case JudgeJob():
                return self._judge_one(job)
            case RecordJob():
                return self._record(job)
            case AuditJob():
                return self._audit(job)
            case CompareJob():
                return self._compare(job)
            case ScriptJob():
                script = script_of(self._suite, job.check, job.submission, self._servers)
                return ScriptReply(script)
            case MistakesJob():
                files = record_mistakes(self._suite, self._servers, job.task, job.mistakes)
                return MistakesReply(tuple(files))

    @cached_property
    def _judge(self) -> Judge:
        """Return the judge, made for the first submission: recording needs no transcripts."""
        turns = self._settings.turns
        return Judge(
            self._suite,
            load_suite_transcripts(self._suite),
            self._servers,
            machine=Machine(Path(turns) if turns else None),
            on_measures=self._tell_measures if self._settings.measure else None,
            on_task=self._tell_task if self._settings.tell_tasks else None,
        )

    def _tell_measures(self, check: str, measures: list[Measure]) -> None:
        self._tell(MeasuresReply(check, tuple(measures)))

    def _tell_task(self, task: str) -> None:
        self._tell(TaskReply(task))

    def _judge_one(self, job: JudgeJob) -> ResultReply:
        with self._suite.narrow_to(job.checks):
            if job.evidence:
                return self._judge_again(job)
            if self._settings.evidence_mib:
                return self._judge_and_keep(job)
            result = self._judge.judge(job.submission, job.tasks, stop_first=job.stop_first)
        return ResultReply(result)

    def _judge_and_keep(self, job: JudgeJob) -> ResultReply:
        """Judge, and give what was answered with the result."""
        mib = self._settings.evidence_mib
        processes = NotingProcesses(self._suite.assignment, job.submission, self._servers, mib)
        result = self._judge.judge(
            job.submission, job.tasks, stop_first=job.stop_first, processes=processes
        )
        return ResultReply(result, pack_answers(processes.kept), processes.kept.checks_cut)

    def _judge_again(self, job: JudgeJob) -> ResultReply:
        """Judge from what was answered then.  Raises BadEvidence."""
        answers = unpack_answers(job.evidence)
        refuse_other_makers(answers, self._suite.assignment)
        processes = KeptProcesses(answers)
        result = self._judge.judge(job.submission, job.tasks, processes=processes)
        return ResultReply(result, lacking=processes.lacking)

    def _record(self, job: RecordJob) -> RecordedReply:
        recorder = Recorder(self._suite, job.reference, self._servers)
        files = tuple(recorder.record(job.tasks))
        return RecordedReply(files, tuple(recorder.refusals))

    def _audit(self, job: AuditJob) -> AuditedReply:
        with self._suite.narrow_to(job.checks):
            refused, runs = audit(
                self._suite, self._servers, job.reference, job.variants, job.task, job.seed
            )
        return AuditedReply(tuple(refused), tuple(runs))

    def _compare(self, job: CompareJob) -> ComparedReply:
        seeds = range(job.first, job.first + job.count)
        alike, parted = compare_submissions(
            self._suite, self._servers, job.one, job.other, job.check, seeds
        )
        return ComparedReply(alike, parted)
