"""`grade release`: the folder and the zip that students get."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.desk import be_current, need_course
from grader.cli.options import course_option, output_option
from grader.config import course_assignment
from grader.errors import ReleaseRefused
from grader.proof.verifying import passed_proof
from grader.release.gradescope import write_gradescope_zip
from grader.release.packing import release


@click.command()
@click.argument("name")
@output_option(folder=True, help="Where to; by default release/ in the course.")
@click.option(
    "--unverified",
    is_flag=True,
    help="Without a passed `grade verify`; the release's manifest says so.",
)
@course_option
@click.option(
    "--gradescope",
    is_flag=True,
    help="Also the zip of an autograder for Gradescope, with the hidden checks.",
)
@click.option(
    "--trust-submissions", is_flag=True, help="That zip runs also where code cannot be locked down."
)
@click.option(
    "--wheel",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A wheel of tensorgrade for that zip.",
)
def command(
    name: str,
    out: Path | None,
    unverified: bool,
    course_path: Path | None,
    gradescope: bool,
    trust_submissions: bool,
    wheel: Path | None,
) -> None:
    """Pack assignment NAME for students: nothing hidden is in it.

    Stubs, handout and visible checks.

    Wants a passed `grade verify` of the assignment as it is.  Refuses when the reference does not
    earn full points, or when the stub or a blind answer earns any.
    """
    course = need_course(course_path)
    assignment = course_assignment(course, name)
    be_current(course, assignment)
    verified = passed_proof(assignment)
    if verified is None and not unverified:
        raise ReleaseRefused(
            f"{name} as it is now has not passed its proof; run `grade verify {name}`, or release"
            " it with --unverified, which its manifest will say"
        )
    place = out or course.folder / "release"
    released = release(course, assignment, place, verified=verified)
    click.echo(f"proved    {released.proof}")
    click.echo(f"folder    {released.folder}")
    click.echo(f"archive   {released.archive}")
    if gradescope:
        path = write_gradescope_zip(
            course, assignment, place, trusted=trust_submissions, wheel=wheel
        )
        click.echo(f"staff     {path}  for Gradescope; it has the hidden checks")
