"""Where attacks are judged.

A course with planted secrets, an examiner a level, and honest work between the attacks.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sysconfig
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from grader.checking.answerers.transcripts import (
    Inputs,
    file_digest,
    load_transcripts,
    reference_digest,
    save_transcripts,
)
from grader.examiner.client import Examiner
from grader.examiner.jobs import encoder
from grader.gradebook.sqlite import SqliteGradebook
from grader.judging.staleness import find_stale_tasks
from grader.model import Assignment, Level, Result, Submission, SubmittedFile, TaskResult
from grader.nouns import replace
from grader.runs.batches.batch import Job, Rerun, grade_batch
from grader.runs.one import judge_or_hold
from support.samples import ROOT, copied_course, rnn, with_limits
from support.trees import Seen, alive, below, parent

HERE = Path(__file__).resolve().parent.parent / "attacks"
SUBMISSIONS = HERE / "submissions"
LIMITS = {"check_seconds": 0.4, "load_seconds": 0.6, "memory_mib": 400, "output_kib": 16}
HONEST = ("srn", "rnn_cell")  # a task of each server
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def attacks() -> dict[str, dict[str, Any]]:
    """What each attack tries and how its checks may end."""
    found: dict[str, dict[str, Any]] = tomllib.loads(
        (HERE / "attacks.toml").read_text(encoding="utf-8")
    )
    return found


@dataclass(frozen=True)
class Course:
    """A copied course with secrets.

    `token` is hidden in its files, beside it, and in the environment that the examiner gets.
    """

    root: Path
    token: str
    assignment: Assignment

    @property
    def places(self) -> dict[str, str]:
        """What an attack is told, so that it need not guess.

        Where the secrets are, and where to leave a mark.
        """
        return {
            "@COURSE@": str(self.root),
            "@HOME@": str(self.root / "home"),
            "@GRADEBOOK@": str(self.root / "out" / "gradebook.sqlite"),
            "@MARKER@": str(self.root / "marks" / "marker"),
            "@SITE@": sysconfig.get_path("purelib"),
            "@PID@": str(os.getpid()),
        }

    def marks(self) -> list[str]:
        """What attacks have written."""
        return sorted(path.name for path in (self.root / "marks").iterdir())

    def digest(self) -> str:
        """Of every file with its name, so that a change anywhere shows."""
        whole = hashlib.sha256()
        for path in sorted(self.root.rglob("*")):
            whole.update(
                str(path.relative_to(self.root)).encode()
                + (path.read_bytes() if path.is_file() else b"")
            )
        return whole.hexdigest()


def planted_course(folder: Path) -> Course:
    """A copy of this repository's course with a token in every place that has a secret.

    A solution, a hidden check, each transcript, a gradebook and a home folder have it.
    """
    token = f"planted-{secrets.token_hex(16)}"
    folder.mkdir(exist_ok=True)
    root = copied_course(folder)
    with_limits(root, **LIMITS)
    for name in ("out", "home", "marks"):
        (root / name).mkdir()
    (root / "marks").chmod(0o777)
    (root / "home" / ".netrc").write_text(f"machine lms password {token}\n", encoding="utf-8")
    SqliteGradebook(root / "out" / "gradebook.sqlite").close()
    with (root / "out" / "gradebook.sqlite").open("ab") as book:
        book.write(token.encode())
    for path in (
        root / "solutions" / "rnn" / "srn.py",
        root / "solutions" / "rnn" / "checks" / "test_srn.py",
    ):
        path.write_text(
            f"{path.read_text(encoding='utf-8')}\n# {token}\n", encoding="utf-8", newline="\n"
        )
    assignment = rnn(root)
    _sign_again(assignment, token)
    assert find_stale_tasks(assignment) == []
    return Course(root, token, assignment)


def _sign_again(assignment: Assignment, token: str) -> None:
    """Puts the digests of the changed files, and the token, into the transcripts."""
    assert assignment.solutions is not None
    for inputs, task in product(Inputs, assignment.coding_tasks):
        path = inputs.path(assignment, task.id)
        file = load_transcripts(path)
        assert file is not None
        folder = assignment.solutions if inputs is Inputs.HIDDEN else assignment.folder
        signed = replace(
            file,
            checks=file_digest(folder / "checks" / f"test_{task.id}.py"),
            reference=reference_digest(assignment.solutions),
            versions={**file.versions, "token": token},
        )
        save_transcripts(path, signed)


class OneByOne:
    """An executor that keeps its examiner, so that one can look around after each submission."""

    def __init__(self, examiner: Examiner, assignment: Assignment) -> None:
        self._examiner, self._assignment = examiner, assignment
        self.after_first: set[Seen] = (
            set()
        )  # the processes that were there when the first submission had been judged

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        for job in jobs:
            yield (
                job,
                judge_or_hold(self._examiner, job.submission, self._assignment, tasks=job.tasks),
            )
            self.after_first = self.after_first or set(below(os.getpid()))


class Arena:
    """A batch at one level on the planted course.

    An examiner with its warm servers, and a gradebook.
    """

    def __init__(self, course: Course, level: Level, *honest: str) -> None:
        self.course, self.level = course, level
        self._gradebook = SqliteGradebook(course.root.parent / f"{level}-{len(honest)}.sqlite")
        names = honest or HONEST
        os.environ["GRADE_TOKEN"] = course.token
        try:
            self._examiner = Examiner(course.assignment, tasks=names, level=level)
        finally:
            del os.environ["GRADE_TOKEN"]
        self._honest = Submission(
            name="honest",
            files=tuple(
                SubmittedFile(
                    name=f"{name}.py",
                    content=(ROOT / "solutions" / "rnn" / f"{name}.py").read_bytes(),
                )
                for name in names
            ),
        )
        self._before = Submission(
            name="before",
            files=(SubmittedFile(name="srn.py", content=f"token = {course.token!r}".encode()),),
        )
        self.judge(self._before, "srn")
        for name in names:  # each server is warm before it is attacked
            self.judge(self._honest, name)
        there = below(os.getpid())
        students = _children_of_servers(there)
        self.standing = {seen for seen, command in there.items() if command} - set(
            students
        )  # none that is ending

    def judge(self, submission: Submission, *tasks: str) -> Result:
        """What the gradebook says of it after a batch."""
        return self.judge_all([submission], *tasks)[0]

    def judge_before_honest_work(self, attack: Submission, task: str) -> tuple[Result, TaskResult]:
        """An attack's result, and that of honest work right after it on the same server."""
        server = self.course.assignment.task(task).server
        control = next(
            name for name in HONEST if self.course.assignment.task(name).server is server
        )
        attacked, honest = self.judge_all([attack, self._honest], task, control)
        return attacked, next(done for done in honest.tasks if done.id == control)

    def judge_all(self, submissions: list[Submission], *tasks: str) -> list[Result]:
        """What the gradebook says of each after a batch."""
        executor = OneByOne(self._examiner, self.course.assignment)
        self._executor = executor
        batch = grade_batch(
            submissions,
            self.course.assignment,
            self._gradebook,
            executor,
            now=lambda: NOW,
            rerun=Rerun.ALL,
            only=tasks,
        )
        assert [graded.result.submission.name for graded in batch] == [
            one.name for one in submissions
        ]
        kept = self._gradebook.latest_entries(self.course.assignment.id)
        return [kept[one.name].result for one in submissions]

    def left(self) -> set[Seen]:
        """Processes that were not there at first and do not end by themselves.

        A server has one process that waits for the next submission: it was forked after the attack
        had been judged, or, on the server that was not asked, before.
        """
        end = time.monotonic() + 3
        while True:
            there = below(os.getpid())
            left = {seen for seen in there if alive(seen)} - self.standing
            students = {
                seen: server for seen, server in _children_of_servers(there).items() if seen in left
            }
            old_first = sorted(students, key=lambda seen: seen not in self._executor.after_first)
            left -= set({students[seen]: seen for seen in old_first}.values())
            if not left or time.monotonic() > end:
                return left

    def gone(self) -> set[Seen]:
        """Processes of ours that an attack has ended."""
        return self.standing - set(below(os.getpid()))

    def close(self) -> None:
        """Ends the examiner.  No secret may have come into the gradebook."""
        self._examiner.close()
        self._gradebook.close()
        for path in self.course.root.parent.glob(f"{self.level}-*.sqlite"):
            assert self.course.token.encode() not in path.read_bytes()


def _children_of_servers(there: dict[Seen, str]) -> dict[Seen, int]:
    """Student processes with their servers.

    A fork has the command line of what it was forked from.
    """
    commands = {pid: command for (pid, _), command in there.items()}
    children = {}
    for seen, command in there.items():
        server = parent(seen)
        if (
            "grader.sandbox.starting.server" in command
            and "bwrap" not in command
            and commands.get(server) == command
        ):
            children[seen] = server
    return children


def submission(name: str, about: dict[str, Any], course: Course) -> Submission:
    """An attack as it is handed in, told where the secrets are."""
    place = SUBMISSIONS / name
    files = {f"{about['task']}.py": place.with_suffix(".py")}
    if place.is_dir():
        files = {
            path.relative_to(place).as_posix(): path
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }
    files |= {other: SUBMISSIONS / "beside" / other for other in about.get("beside", [])}
    content = {path: source.read_text(encoding="utf-8") for path, source in files.items()}
    for word, told in course.places.items():
        content = {path: text.replace(word, told) for path, text in content.items()}
    return Submission(
        name=name,
        files=tuple(
            SubmittedFile(name=path, content=text.encode()) for path, text in content.items()
        ),
    )


def told(result: Result) -> str:
    """All that a result says, as it goes to the desk and the gradebook."""
    return encoder.encode(result).decode()
