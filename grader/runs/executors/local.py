"""Judging on this machine: examiners side by side, each with servers of its own."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from grader.examiner.client import Examiner
from grader.examiner.jobs import JudgeJob, ResultReply
from grader.examiner.servers import SharedServers
from grader.model import Assignment, Level, Result
from grader.runs.batches.batch import Job
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.one import reply_or_hold

from .examiners_at_work import ExaminersAtWork


class LocalExecutor:
    """Examiners on this machine, one per thread; the threads only wait for them."""

    def __init__(
        self,
        assignment: Assignment,
        *,
        workers: int,
        level: Level | None = None,
        evidence: EvidenceKeeping | None = None,
        begins: Callable[[str], None] = lambda submission: None,
    ) -> None:
        """Say how; `begins` is told which submission an examiner begins with."""
        self._assignment = assignment
        self._workers = workers
        self._level = level
        self._evidence = evidence
        self._begins = begins

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        """Yield each job with its result, as they are ready.

        When it is closed early the examiners are ended and what they were doing is dropped.

        Raises GraderError when the course is at fault.
        """
        if not jobs:
            return
        tasks = tuple({task: None for job in jobs for task in job.tasks})

        def judge_job(examiner: Examiner, job: Job) -> ResultReply:
            self._begins(job.submission.name)
            return reply_or_hold(examiner, JudgeJob(job.submission, job.tasks), self._assignment)

        workers = min(self._workers, len(jobs))
        servers = SharedServers(self._assignment, tasks=tasks, examiners=workers, level=self._level)
        with tempfile.TemporaryDirectory(prefix="grade-turns-") as turns, closing(servers):
            servers.start()

            def start_examiner() -> Examiner:
                return Examiner(
                    self._assignment,
                    tasks=tasks,
                    level=self._level,
                    turns=Path(turns),
                    evidence_mib=self._evidence.mib if self._evidence else 0,
                    servers=servers,
                )

            for job, reply in ExaminersAtWork(jobs, start_examiner, judge_job).replies(workers):
                if self._evidence is not None:
                    self._evidence.keep(job.submission, job.tasks, reply)
                yield job, reply.result
