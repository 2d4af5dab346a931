"""What the checks ask of a submission, captured once so that a bare program can be asked the
same.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from msgspec import field

from grader.checking.answerers.answers import Question, Recorded
from grader.examiner.jobs import Settings
from grader.examiner.servers import Servers
from grader.judging.collecting import call_with_suite
from grader.judging.judge import Judge
from grader.judging.staleness import load_suite_transcripts
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Suite
from grader.model import Assignment, Submission, Task

Asked = list[tuple[str, list[Question]]]  # (task, the questions of one check), check after check


class _Listening(StudentProcesses):
    """Student processes that remember every question."""

    asked: Asked

    def begin(self, task: Task, seed: int = 0, *, alone: bool = False, run: str = "") -> Any:
        live = super().begin(task, seed, alone=alone, run=run)
        recorded = _Shared(live)
        self.asked.append((task.id, recorded.questions))
        return recorded


class _Shared(Recorded):
    questions: list[Question] = field(default_factory=list)

    def ask(self, question: Question, call_back: Any = None) -> Any:
        self.questions.append(question)
        return super().ask(question, call_back)


def capture(assignment: Assignment, submissions: list[Submission]) -> list[Asked]:
    """The questions to each submission."""
    found: list[Asked] = []

    def work(suite: Suite) -> None:
        servers = Servers(assignment, Settings(assignment="", solutions=None))
        try:
            for submission in submissions:
                asked: Asked = []
                listening = type("Listening", (_Listening,), {"asked": asked})
                processes = listening(assignment, submission, servers)
                judge = Judge(suite, load_suite_transcripts(suite), servers)
                judge.judge(submission, processes=processes)
                found.append(asked)
        finally:
            servers.close()

    call_with_suite(assignment, work)
    return found


def save(path: Path, work: list[tuple[dict[str, str], Asked]]) -> None:
    """(sources by task, questions) of each submission, for `benchmarks.bare`."""
    path.write_bytes(pickle.dumps(work))
