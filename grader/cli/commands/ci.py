"""`grade ci`.

The same checks in a CI job, and the files that CI systems and graders elsewhere read.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE

if TYPE_CHECKING:
    from grader.exporters.classroom import Place
    from grader.model import Assignment, Level, Result, Submission

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _files(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name the files to write."""
    for option in (
        click.option("--json", "json_path", type=_FILE, help="Also write the result, for staff."),
        click.option(
            "--classroom",
            "classroom_path",
            type=_FILE,
            help="Also write Classroom 50's result.json; the exit code is 0 whatever fails.",
        ),
        click.option(
            "--gradescope",
            "gradescope_path",
            type=_FILE,
            help="Also write Gradescope's results.json.",
        ),
        click.option("--junit", "junit_path", type=_FILE, help="Also write JUnit XML."),
        click.option(
            "--summary",
            "summary_path",
            type=click.Path(path_type=Path),
            envvar="GITHUB_STEP_SUMMARY",
            help="Where the summary goes.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("submission", type=click.Path(path_type=Path), required=False)
@click.option(
    "--assignment", "assignment_id", help="Its id in the course, or the folder of a released one."
)
@click.option(
    "--hidden",
    "hidden_path",
    type=_FOLDER,
    help="The folder with the hidden checks of a released assignment.",
)
@click.option("--course", "course_path", type=_FOLDER, help="The course's folder.")
@click.option(
    "--trust-submissions",
    is_flag=True,
    help="Run hidden checks also where code cannot be locked down.",
)
@_files
def ci(
    submission: Path | None,
    assignment_id: str | None,
    hidden_path: Path | None,
    course_path: Path | None,
    trust_submissions: bool,
    summary_path: Path | None,
    junit_path: Path | None,
    gradescope_path: Path | None,
    classroom_path: Path | None,
    json_path: Path | None,
) -> None:
    """Check in a CI job.

    The work in the current folder, or a SUBMISSION with the hidden checks of a course.

    Writes a summary in Markdown and annotations on the student's lines. Of hidden checks the log
    has title and outcome.
    """
    from grader.cli.show import exit_code, say_versions
    from grader.feedback.redacting import for_students
    from grader.feedback.result_json import to_json
    from grader.runs.one import grade_one

    place = _classroom_place() if classroom_path is not None else None
    assignment, work, at = _work(submission, assignment_id, hidden_path, course_path)
    result = grade_one(work, assignment, level=_level(assignment, trusted=trust_submissions))
    shown = for_students(result)
    _log(shown, _from_root(at))
    _summarise(shown, summary_path, advisory=assignment.solutions is None)
    if junit_path is not None:
        from grader.exporters.junit import junit_xml

        _write(junit_path, junit_xml([shown], assignment.id))
    if gradescope_path is not None:
        from grader.exporters.gradescope import gradescope_results

        _write(gradescope_path, gradescope_results(shown))
    if classroom_path is not None and not result.held:
        from grader.cli.desk import now
        from grader.exporters.classroom import classroom_result

        assert place is not None
        _write(classroom_path, classroom_result(shown, place, now()))
    if json_path is not None:
        _write(json_path, to_json(result, indent=1) + b"\n")
    say_versions(assignment, result)
    code = exit_code(result)
    sys.exit(EXIT_DONE if classroom_path is not None and code == EXIT_CHECK_FAILED else code)


def _work(
    submission: Path | None,
    assignment_id: str | None,
    hidden_path: Path | None,
    course_path: Path | None,
) -> tuple[Assignment, Submission, Path]:
    """The assignment, the work, and where it lies.  Raises CalledWrongly and BadFile."""
    from grader.cli.commands.one import chosen_assignment
    from grader.config import find_assignment_folder, load_assignment
    from grader.errors import CalledWrongly
    from grader.intake import read_folder, read_submission

    if hidden_path is not None:
        if submission is None or assignment_id is None:
            raise CalledWrongly(
                "--hidden needs a SUBMISSION, and the folder of the released assignment in"
                " --assignment"
            )
        assignment = load_assignment(Path(assignment_id), hidden_path)
        return assignment, read_submission(submission, assignment.ceilings), submission
    if submission is not None:
        assignment = chosen_assignment(assignment_id, course_path)
        return assignment, read_submission(submission, assignment.ceilings), submission
    folder = find_assignment_folder(Path.cwd())
    if folder is None:
        raise CalledWrongly(
            "there is no assignment.toml here or above; run it in the folder of the assignment"
        )
    assignment = load_assignment(folder)
    return assignment, read_folder(folder, folder.name, assignment.ceilings), folder


def _level(assignment: Assignment, *, trusted: bool) -> Level | None:
    """The lock-down that hidden checks need; for visible ones whatever there is."""
    from grader.cli.grading import locked_level

    return None if assignment.solutions is None else locked_level(trusted=trusted)


def _log(shown: Result, folder: str) -> None:
    """The result, and for GitHub its annotations.

    What a student printed cannot give commands there.
    """
    from grader.cli.show import colour
    from grader.feedback import ci as for_ci
    from grader.feedback.terminal import result_text

    text = result_text(shown, style=colour)
    if os.environ.get("GITLAB_CI"):
        click.echo(text)
        return
    fence = secrets.token_hex(16)
    click.echo(f"::stop-commands::{fence}")
    click.echo(text)
    click.echo(f"::{fence}::")
    for line in for_ci.error_lines(shown, folder):
        click.echo(line)


def _summarise(shown: Result, summary_path: Path | None, *, advisory: bool) -> None:
    from grader.cli.show import said
    from grader.feedback.ci import summary

    text = summary(shown, advisory=advisory)
    if summary_path is None:
        said(text)
        return
    with summary_path.open("a", encoding="utf-8") as file:
        file.write(text)


def _write(path: Path, content: bytes) -> None:
    from grader.errors import GraderError
    from grader.files.writing import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise GraderError(
            f"{path} cannot be written ({error.strerror}); name another file"
        ) from error


def _classroom_place() -> Place:
    """What Classroom 50's runner says of the submission, in its environment.

    Raises CalledWrongly.
    """
    from grader.errors import CalledWrongly
    from grader.exporters.classroom import Place

    names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise CalledWrongly(
            f"--classroom needs what Classroom 50's runner sets; missing: {', '.join(missing)}"
        )
    classroom, assignment, submission, commit, release = (os.environ[name] for name in names)
    return Place(
        classroom=classroom,
        assignment=assignment,
        submission=submission,
        commit=commit,
        release=release,
        review=os.environ.get("REVIEW_URL") or commit,
    )


def _from_root(folder: Path) -> str:
    """The folder's path from the repository's root, which annotations are counted from."""
    root = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()
    resolved = folder.resolve()
    if not resolved.is_dir() or not resolved.is_relative_to(root):
        return ""
    relative = resolved.relative_to(root).as_posix()
    return "" if relative == "." else relative
