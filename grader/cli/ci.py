"""`grade ci`: the same checks in a CI job, with a summary and annotations."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click


@click.command()
@click.argument("submission", type=click.Path(path_type=Path), required=False)
@click.option("--assignment", "assignment_id", help="Its id in the course, or the folder of a released one.")
@click.option("--course", "course_path", type=click.Path(path_type=Path, file_okay=False), help="The course's folder.")
@click.option(
    "--summary",
    "summary_path",
    type=click.Path(path_type=Path),
    envvar="GITHUB_STEP_SUMMARY",
    help="Where the summary goes.",
)
@click.option(
    "--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Also write the result, for staff."
)
def ci(
    submission: Path | None,
    assignment_id: str | None,
    course_path: Path | None,
    summary_path: Path | None,
    json_path: Path | None,
) -> None:
    """Check in a CI job: the work in the current folder, or a SUBMISSION with the hidden checks of a course.

    Writes a summary in Markdown and annotations on the student's lines. Of hidden checks the log has title and outcome.
    """
    from grader.cli.one import chosen_assignment
    from grader.cli.show import colour, exit_code, said, say_versions
    from grader.config import find_assignment_folder, load_assignment
    from grader.errors import CalledWrongly
    from grader.feedback import ci as for_ci
    from grader.feedback.redacting import for_students
    from grader.feedback.result_json import to_json
    from grader.feedback.terminal import result_text
    from grader.intake import read_folder, read_submission
    from grader.runs.one import grade_one

    if submission is None:
        folder = find_assignment_folder(Path.cwd())
        if folder is None:
            raise CalledWrongly("there is no assignment.toml here or above; run it in the folder of the assignment")
        assignment = load_assignment(folder)
        work, at = read_folder(folder, folder.name), folder
    else:
        assignment = chosen_assignment(assignment_id, course_path)
        work, at = read_submission(submission), submission
    result = grade_one(work, assignment)
    shown = for_students(result)
    fence = secrets.token_hex(16)
    click.echo(f"::stop-commands::{fence}")
    click.echo(result_text(shown, style=colour))
    click.echo(f"::{fence}::")
    for line in for_ci.error_lines(shown, _from_root(at)):
        click.echo(line)
    text = for_ci.summary(shown, advisory=assignment.solutions is None)
    if summary_path is not None:
        with summary_path.open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        said(text)
    if json_path is not None:
        json_path.write_bytes(to_json(result, indent=1) + b"\n")
    say_versions(assignment, result)
    sys.exit(exit_code(result))


def _from_root(folder: Path) -> str:
    """The folder's path from the repository's root, which annotations are counted from."""
    root = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()
    resolved = folder.resolve()
    if not resolved.is_dir() or not resolved.is_relative_to(root):
        return ""
    relative = resolved.relative_to(root).as_posix()
    return "" if relative == "." else relative
