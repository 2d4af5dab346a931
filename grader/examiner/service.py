"""Examiner process: one pytest session that judges submissions as they come.

Started as `python -P -s -B -m grader.examiner.service SETTINGS`.  Jobs and replies are lines of
JSON on standard input and output, typed in `jobs`; what a check file prints goes to standard error.
It never imports torch.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from grader.config import load_assignment
from grader.config.course_texts import to_spoken_language
from grader.errors import GraderError
from grader.language import speak
from grader.model import Assignment
from grader.nouns import replace
from grader.sandbox.locking.parents import die_with_parent
from grader.sandbox.starting.interpreter import end_at_once
from grader.sandbox.streams import take_streams

from .jobs import FailedReply, Reply, Settings, encoder, job_decoder
from .servers import Servers, choose_limits

if TYPE_CHECKING:
    from grader.judging.suite import Suite


def main() -> None:
    die_with_parent()
    jobs, replies = take_streams()
    settings = msgspec.json.decode(sys.argv[1].encode(), type=Settings)
    with speak(settings.language):
        _work(settings, os.fdopen(jobs, "rb"), os.fdopen(replies, "wb"))


def _work(settings: Settings, jobs: BinaryIO, replies: BinaryIO) -> None:
    """Do what the desk asks for until it asks no more; an error ends it with a last reply."""
    try:
        solutions = Path(settings.solutions) if settings.solutions else None
        assignment = to_spoken_language(load_assignment(Path(settings.assignment), solutions))
        assignment = replace(assignment, limits=choose_limits(assignment, settings.threads))
        servers = Servers(assignment, settings)
        try:
            if not settings.from_evidence:
                servers.warm()
            _serve(assignment, settings, servers, jobs, replies)
        finally:
            servers.close()
    except GraderError as error:
        _reply(replies, FailedReply(type(error).__name__, str(error)))


def _serve(
    assignment: Assignment, settings: Settings, servers: Servers, jobs: BinaryIO, replies: BinaryIO
) -> None:
    # pytest and NumPy are imported here, while the servers warm up.
    from grader.judging.collecting import call_with_suite

    from .doing_jobs import JobRunner

    def serve(suite: Suite) -> None:
        runner = JobRunner(suite, servers, settings, lambda reply: _reply(replies, reply))
        for line in jobs:
            try:
                _reply(replies, runner.do(job_decoder.decode(line)))
            except GraderError as error:
                _reply(replies, FailedReply(type(error).__name__, str(error)))

    call_with_suite(assignment, serve, Path(settings.checks) if settings.checks else None)


def _reply(replies: BinaryIO, reply: Reply) -> None:
    replies.write(encoder.encode(reply) + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
    end_at_once()
