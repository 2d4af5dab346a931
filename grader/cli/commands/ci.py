"""`grade ci`.

The same checks in a CI job, and the files that CI systems and graders elsewhere read.
"""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from grader.cli.desk import find_assignment, now
from grader.cli.options import FILE, FOLDER, PLACE, any_assignment_option, course_option, flag
from grader.cli.screen.show import lock_down, tell_versions
from grader.cli.screen.telling import tell
from grader.cli.speech import lang_option, speak_for
from grader.config import find_assignment_folder, load_assignment
from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE, CalledWrongly
from grader.exporters.classroom import ClassroomRun, classroom_result
from grader.exporters.gradescope import gradescope_results
from grader.exporters.junit import junit_xml
from grader.feedback import ci as for_ci
from grader.feedback.redacting import redact_for_students
from grader.feedback.terminal import result_text
from grader.files.json_text import json_text
from grader.files.writing import write_whole, writing
from grader.intake.reading import read_folder, read_submission
from grader.language import tr, translatable
from grader.model import Assignment, Level, Result, Submission
from grader.runs.one import grade_one
from grader.runs.verdict import exit_code

ANOTHER_FILE = translatable("name another file")
# What Classroom 50's runner sets in the environment, by what it says of a run.
CLASSROOM = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
}


@click.command()
@click.argument("submission", type=PLACE, required=False)
@any_assignment_option
@click.option(
    "--hidden",
    "hidden_path",
    type=FOLDER,
    help="The folder with the hidden checks of a released assignment.",
)
@course_option
@flag(
    "--trust-submissions",
    help="Run hidden checks also where code cannot be locked down.",
)
@click.option(
    "--summary",
    "summary_path",
    type=PLACE,
    envvar="GITHUB_STEP_SUMMARY",
    help="Where the summary goes.",
)
@click.option("--junit", type=FILE, help="Also write JUnit XML.")
@click.option("--gradescope", type=FILE, help="Also write Gradescope's results.json.")
@click.option(
    "--classroom",
    type=FILE,
    help="Also write Classroom 50's result.json; the exit code is 0 whatever fails.",
)
@click.option("--json", "json_path", type=FILE, help="Also write the result, for staff.")
@lang_option
def command(
    submission: Path | None,
    assignment_id: str | None,
    hidden_path: Path | None,
    course_path: Path | None,
    trust_submissions: bool,
    summary_path: Path | None,
    junit: Path | None,
    gradescope: Path | None,
    classroom: Path | None,
    json_path: Path | None,
) -> None:
    """Check in a CI job, and write reports.

    The work in the current folder, or a SUBMISSION with the hidden checks of a course.

    Writes a summary in Markdown and annotations on the student's lines. Of hidden checks the log
    has title and outcome.
    """
    run = _read_classroom_run(os.environ) if classroom is not None else None
    assignment, work, place = _read_work(submission, assignment_id, hidden_path, course_path)
    speak_for(assignment)
    result = grade_one(work, assignment, level=_choose_level(assignment, trusted=trust_submissions))
    student_result = redact_for_students(result)
    _print_log(student_result, _path_from_root(place))
    _summarise(student_result, summary_path, advisory=assignment.solutions is None)
    _write_report(junit, lambda: junit_xml([student_result], assignment.id))
    _write_report(gradescope, lambda: gradescope_results(student_result))
    if run is not None and not result.held:
        _write_report(classroom, lambda: classroom_result(student_result, run, now()))
    _write_report(json_path, lambda: json_text(result))
    tell_versions(assignment, result)
    code = exit_code(result)
    sys.exit(EXIT_DONE if classroom is not None and code == EXIT_CHECK_FAILED else code)


def _read_work(
    submission: Path | None,
    assignment_id: str | None,
    hidden_path: Path | None,
    course_path: Path | None,
) -> tuple[Assignment, Submission, Path]:
    """Return the assignment, the work, and where it lies.  Raises CalledWrongly and BadFile."""
    if hidden_path is not None:
        if submission is None or assignment_id is None:
            raise CalledWrongly(
                tr(
                    "--hidden needs a SUBMISSION, and the folder of the released assignment in "
                    "--assignment"
                )
            )
        assignment = load_assignment(Path(assignment_id), hidden_path)
        return assignment, read_submission(submission, assignment.ceilings), submission
    if submission is not None:
        assignment = find_assignment(assignment_id, course_path)
        return assignment, read_submission(submission, assignment.ceilings), submission
    folder = find_assignment_folder(Path.cwd())
    if folder is None:
        if (Path.cwd() / "handout.md").is_file() or (Path.cwd() / "checks").is_dir():
            raise CalledWrongly(
                tr("assignment.toml is missing from this folder; take it from the release again")
            )
        raise CalledWrongly(
            tr("there is no assignment.toml here or above; run it in the folder of the assignment")
        )
    assignment = load_assignment(folder)
    return assignment, read_folder(folder, folder.name, assignment.ceilings), folder


def _choose_level(assignment: Assignment, *, trusted: bool) -> Level | None:
    """Return the lock-down that hidden checks need; for visible ones whatever there is."""
    if assignment.solutions is None:
        return None
    return lock_down(trusted=trusted)


def _print_log(student_result: Result, folder: str) -> None:
    """Print the result, and for GitHub its annotations.

    What a student printed cannot give commands there.
    """
    text = result_text(student_result)
    if os.environ.get("GITLAB_CI"):
        click.echo(text)
        return
    fence = secrets.token_hex(16)
    click.echo(f"::stop-commands::{fence}")
    click.echo(text)
    click.echo(f"::{fence}::")
    for line in for_ci.error_lines(student_result, folder):
        click.echo(line)


def _summarise(student_result: Result, path: Path | None, *, advisory: bool) -> None:
    """Add the summary to the file that was named, or tell it."""
    text = for_ci.summary(student_result, advisory=advisory)
    if path is None:
        tell(text)
        return
    with writing(path, ANOTHER_FILE), path.open("a", encoding="utf-8") as file:
        file.write(text)


def _write_report(path: Path | None, content: Callable[[], bytes]) -> None:
    """Write a report, where one was asked for."""
    if path is not None:
        write_whole(path, content(), otherwise=ANOTHER_FILE)


def _read_classroom_run(environment: Mapping[str, str]) -> ClassroomRun:
    """Return what Classroom 50's runner says of the submission.  Raises CalledWrongly."""
    missing = [name for name in CLASSROOM.values() if not environment.get(name)]
    if missing:
        raise CalledWrongly(
            tr(
                "--classroom needs what Classroom 50's runner sets; missing: {names}",
                names=", ".join(missing),
            )
        )
    values = {field: environment[name] for field, name in CLASSROOM.items()}
    return ClassroomRun(**values, review=environment.get("REVIEW_URL") or values["commit"])


def _path_from_root(folder: Path) -> str:
    """Return the folder's path from the repository's root, which annotations are counted from."""
    root = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()
    resolved = folder.resolve()
    if not resolved.is_dir() or not resolved.is_relative_to(root):
        return ""
    relative = resolved.relative_to(root).as_posix()
    return "" if relative == "." else relative
