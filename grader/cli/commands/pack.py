"""`grade pack`: the zip that a student hands in."""

from pathlib import Path

import click

from grader.cli.options import flag, output_option, work_option
from grader.cli.screen.show import show_result
from grader.cli.screen.telling import colour, tell
from grader.cli.speech import lang_option
from grader.cli.student_work import open_work
from grader.errors import CalledWrongly, GraderError
from grader.language import join_items, tr
from grader.model import Result
from grader.release.packing import write_zip
from grader.release.students.handing_in import (
    SUBMISSION_FILE,
    missing_task_warnings,
    pack,
    submission_text,
)
from grader.runs.work import Work, check_work

# What the zip says to those who grade it.
NOT_CHECKED = "the student packed with --no-check"


@click.command()
@work_option
@output_option(help="The zip to write.")
@flag("--no-check", help="Pack without running the visible checks.")
@lang_option
def command(path: Path | None, out: Path | None, no_check: bool) -> None:
    """Pack your work into one zip to hand in.

    The assignment's files and what they need of your other files, nothing else.

    Runs the visible checks and writes down what they said, whatever it is. Warns of what is
    missing.
    """
    work = open_work(path)
    packed = pack(work.assignment, work.folder)
    if not packed.files:
        raise _nothing_to_pack(work)
    result, why_not = (None, NOT_CHECKED) if no_check else _check(work)
    for warning in (*packed.warnings, *(missing_task_warnings(result) if result else ())):
        click.echo(f"{colour(tr('note'), 'held')}  {warning}", err=True)
    text = submission_text(work.assignment, packed.files, result, why_not)
    archive = out or work.folder / f"{work.assignment.id}-submission.zip"
    write_zip(archive, work.assignment.id, {**packed.files, SUBMISSION_FILE: text.encode()})
    for name, content in sorted(packed.files.items()):
        click.echo(tr("packed  {name}  ({size:,} bytes)", name=name, size=len(content)))
    click.echo(tr("zip     {archive}: hand this file in", archive=archive))


def _nothing_to_pack(work: Work) -> CalledWrongly:
    wanted = join_items(task.file for task in work.assignment.tasks)
    return CalledWrongly(
        tr(
            "{folder} has none of the assignment's files ({wanted}); go to the folder with your"
            " work",
            folder=work.folder,
            wanted=wanted,
        )
    )


def _check(work: Work) -> tuple[Result | None, str]:
    """Run and show the visible checks; return what they say, or why they could not run."""
    try:
        result = check_work(work)
    except GraderError as error:
        tell(tr("the visible checks did not run: {error}", error=error))
        return None, str(error)
    show_result(result, as_json=False, verbose=False)
    return result, ""
