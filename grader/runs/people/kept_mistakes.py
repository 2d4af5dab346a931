"""A student's mistake as a stored wrong answer: the code without a name, what is said of it."""

import re
import textwrap
from pathlib import Path

from grader.errors import CalledWrongly
from grader.feedback.words import failed_checks
from grader.files.plain_text import line
from grader.files.writing import write_whole
from grader.model import Assignment, Course, Roster, Submission
from grader.reporting.class_report import Cluster
from grader.similarity.nameless_code import find_names, join_parts, without_texts
from grader.similarity.task_texts import task_texts

from .records import KeptClass, KeptRecord
from .roll import gather_class

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
WIDTH = 96


def mistake_place(assignment: Assignment, task: str, name: str, *, replace: bool) -> Path:
    """Return where a wrong answer of that name is kept.  Raises CalledWrongly."""
    assert assignment.solutions is not None
    if not _NAME.fullmatch(name):
        raise CalledWrongly(
            f"{name!r} is no name for a mistake; write small letters, digits and _, as"
            " state_not_carried"
        )
    place = assignment.solutions / "wrong" / task / f"{name}.py"
    if place.exists() and not replace:
        raise CalledWrongly(f"{place} is there already; give another name, or --replace")
    return place


def keep_mistake(
    place: Path,
    cluster: Cluster,
    kept_class: KeptClass,
    work: tuple[Path, Course, Roster | None],
    words: tuple[str, str],
) -> None:
    """Write one member's code of the cluster's task as a wrong answer.

    `work` is where the class's work lies; `words` are title and explanation.  The first member is
    taken whose code names nobody.  Raises CalledWrongly where there is none.
    """
    folder, course, roster = work
    gathered = gather_class(folder, course, kept_class.assignment, roster)
    submissions = {each.name: each for each in gathered.submissions}
    reason = "none of them has code of the task there"
    for person in cluster.people:
        record = kept_class.find(person.submission)
        submission = submissions.get(record.submission)
        code = _nameless_code(submission, kept_class.assignment, cluster.task) if submission else ""
        names = find_names(code, _person_names(record)) if code else []
        if names:
            reason = f"{person.name}'s code has a name in it ({', '.join(names)})"
        elif code and submission and submission.digest == record.result.submission.digest:
            # the work that failed so, and not what was handed in anew since
            write_whole(place, _head(record, cluster.task, words) + code)
            return
    raise CalledWrongly(f"no file of cluster {cluster.key} can be kept: {reason}")


def _nameless_code(submission: Submission, assignment: Assignment, task: str) -> str:
    texts = task_texts(submission.files, assignment.coding_tasks)
    every = [part for parts in texts.values() for part in parts]
    return without_texts(join_parts(texts[task], every)) if task in texts else ""


def _person_names(record: KeptRecord) -> list[str]:
    student = record.grade.student
    return [record.submission, student.id, student.name, student.login, student.email]


def _head(record: KeptRecord, task: str, words: tuple[str, str]) -> str:
    """Return the comment that says what the mistake is called and which checks it fails."""
    judged_task = record.result.task(task)
    failed = sorted(check.id for check in failed_checks(judged_task)) if judged_task else []
    lines = [
        *_comment("title", words[0]),
        *_comment("explanation", words[1]),
        *(f"# fails: {check}" for check in failed),
    ]
    return "\n".join(lines) + "\n"


def _comment(key: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{key}: {line(text)}", WIDTH, initial_indent="# ", subsequent_indent="#     "
    )
