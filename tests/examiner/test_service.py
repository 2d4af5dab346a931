"""The examiner's process, asked line by line as the desk asks it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import msgspec
import pytest
from support.courses import students_tiny, write_course
from support.processes import submission

from grader.examiner.jobs import (
    FailedReply,
    Job,
    JudgeJob,
    Reply,
    ScriptJob,
    Settings,
    encoder,
    reply_decoder,
)
from grader.language import Language
from grader.sandbox.starting.interpreter import package_parent, python_command


def ask(settings: Settings, *jobs: Job) -> tuple[list[Reply], str, int]:
    """Return the replies to some jobs, what went to standard error, and the exit status."""
    done = subprocess.run(
        [*python_command("grader.examiner.service"), msgspec.json.encode(settings).decode()],
        input=b"".join(encoder.encode(job) + b"\n" for job in jobs),
        env={**os.environ, "PYTHONPATH": package_parent()},
        capture_output=True,
        check=False,
    )
    replies = [reply_decoder.decode(line) for line in done.stdout.splitlines()]
    return replies, done.stderr.decode(), done.returncode


def test_without_a_job_it_ends_in_silence() -> None:
    settings = Settings(assignment=str(students_tiny().folder), solutions=None, from_evidence=True)
    assert ask(settings) == ([], "", 0)


def test_an_assignment_that_cannot_be_read_is_its_only_reply(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text("id = \n")
    settings = Settings(assignment=str(tmp_path), solutions=None, from_evidence=True)
    (reply,), errors, status = ask(settings, JudgeJob(submission()))
    assert isinstance(reply, FailedReply) and reply.error == "BadFile"
    assert "assignment.toml" in reply.sentence and (errors, status) == ("", 0)


def test_a_check_file_that_prints_or_fails_breaks_no_line(tmp_path: Path) -> None:
    check = """
    @check(points=2, title="f")
    def test_f(student, reference, rng, compare):
        pass
    """
    course = write_course(tmp_path, checks={"a": check})
    path = course.folder / "checks" / "test_a.py"
    settings = Settings(
        assignment=str(course.folder), solutions=str(course.solutions), from_evidence=True
    )
    path.write_text("print('{}')\nraise KeyError('a slip')\n", encoding="utf-8")
    (reply,), errors, _ = ask(settings)
    assert isinstance(reply, FailedReply) and reply.error == "BadCheck"
    assert "test_a.py" in reply.sentence and "a slip" in reply.sentence
    assert "{}" in errors and "Traceback" not in errors


@pytest.mark.parametrize(
    ("language", "words"), [(Language.EN, "there is no check"), (Language.ZH, "没有")]
)
def test_a_job_that_cannot_be_done_is_told_in_the_language_and_the_next_is_done(
    language: Language, words: str
) -> None:
    settings = Settings(
        assignment=str(students_tiny().folder),
        solutions=None,
        from_evidence=True,
        language=language,
    )
    jobs = [ScriptJob("double::nothing", submission())] * 2
    replies, _, _ = ask(settings, *jobs)
    assert len(replies) == 2
    for reply in replies:
        assert isinstance(reply, FailedReply) and reply.error == "CalledWrongly"
        assert words in reply.sentence
