"""`grade pack`: the zip that a student hands in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.cli.work import Work
    from grader.model import Result


@click.command()
@click.option(
    "--path", type=click.Path(path_type=Path, file_okay=False), help="The folder with your files."
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip to write.",
)
@click.option("--no-check", is_flag=True, help="Pack without running the visible checks.")
def pack(path: Path | None, out: Path | None, no_check: bool) -> None:
    """Pack your work into one zip to hand in.

    The assignment's files and what they need of your other files, nothing else.

    Runs the visible checks and writes down what they said, whatever it is. Warns of what is
    missing.
    """
    import tempfile

    from grader.cli.show import colour
    from grader.cli.work import find_work
    from grader.errors import CalledWrongly
    from grader.release.handing_in import SUBMISSION_FILE, missing_tasks, submission_text
    from grader.release.handing_in import pack as pack_work
    from grader.release.packing import write_zip

    work = find_work(path)
    gathered = pack_work(work.assignment, work.folder)
    if not gathered.files:
        wanted = ", ".join(task.file for task in work.assignment.tasks)
        raise CalledWrongly(
            f"{work.folder} has none of the assignment's files ({wanted}); go to the folder with"
            " your work"
        )
    result, why_not = (None, "the student packed with --no-check") if no_check else _checked(work)
    for warning in (*gathered.warnings, *(missing_tasks(result) if result else ())):
        click.echo(f"{colour('note', 'held')}  {warning}", err=True)
    files = dict(gathered.files)
    files[SUBMISSION_FILE] = submission_text(
        work.assignment, gathered.files, result, why_not
    ).encode()
    archive = out or work.folder / f"{work.assignment.id}-submission.zip"
    try:
        with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".pack-") as beside:
            made = Path(beside) / archive.name
            write_zip(made, work.assignment.id, files)
            made.replace(archive)
    except OSError as error:
        raise CalledWrongly(
            f"{archive} cannot be written ({error.strerror}); name another place with -o"
        ) from error
    for name, content in sorted(gathered.files.items()):
        click.echo(f"packed  {name}  ({len(content):,} bytes)")
    click.echo(f"zip     {archive}: hand this file in")


def _checked(work: Work) -> tuple[Result | None, str]:
    """What the visible checks say, shown; or why they could not run."""
    from grader.cli.show import show_result
    from grader.cli.work import check_work
    from grader.errors import GraderError

    try:
        result = check_work(work)
    except GraderError as error:
        click.echo(f"the visible checks did not run: {error}", err=True)
        return None, str(error)
    show_result(result, as_json=False, verbose=False)
    return result, ""
