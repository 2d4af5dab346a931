"""`grade release`: the folder and the zip that students get."""

from pathlib import Path

import click

from grader.cli.desk import bring_up_to_date, need_course, now, open_existing_gradebook
from grader.cli.options import LANGUAGES, course_option, flag, output_option
from grader.config import load_course_assignment
from grader.errors import CalledWrongly, ReleaseRefused
from grader.files.writing import need_writable
from grader.gradebook.grades import list_extensions
from grader.language import Language
from grader.model import Assignment, Course
from grader.proof.verifying import find_passed_proof
from grader.release.gradescope import write_gradescope_zip
from grader.release.packing import release
from grader.release.solutions import need_past_deadline, release_solutions
from grader.release.translating.course_catalogue import choose_translation
from grader.release.wheel import Wheel, build_own_wheel, read_wheel

RUNNING = "the one that runs"


@click.command()
@click.argument("name")
@output_option(folder=True, help="Where to; by default release/ in the course.")
@flag(
    "--unverified",
    help="Without a passed `grade verify`; the release's manifest says so.",
)
@course_option
@flag(
    "--gradescope",
    help="Also the zip of an autograder for Gradescope, with the hidden checks.",
)
@flag("--trust-submissions", help="That zip runs also where code cannot be locked down.")
@click.option(
    "--wheel",
    metavar="[FILE]",
    is_flag=False,
    flag_value=RUNNING,
    help="Also pack a wheel of tensorgrade that students install: FILE, or the one that runs.",
)
@click.option(
    "--lang",
    "language",
    type=LANGUAGES,
    help="In this language; `grade translate` writes down what that needs.",
)
@flag(
    "--solutions",
    help="Instead, a zip of the solutions for students, once the last deadline is over.",
)
@flag("--early", help="Solutions also before that.")
def command(
    name: str,
    out: Path | None,
    unverified: bool,
    course_path: Path | None,
    gradescope: bool,
    trust_submissions: bool,
    wheel: str | None,
    language: str | None,
    solutions: bool,
    early: bool,
) -> None:
    """Pack assignment NAME for students: stubs, handout, visible checks, nothing hidden.

    Wants a passed `grade verify` of the assignment as it is.  Refuses when the reference does not
    earn full points, or when the stub or a blind answer earns any.
    """
    course = need_course(course_path)
    assignment = load_course_assignment(course, name)
    place = out or course.folder / "release"
    if solutions:
        _reveal(course, assignment, place, early=early)
        return
    need_writable(place)
    bring_up_to_date(course, assignment)
    packed = _choose_wheel(wheel)
    wanted = None if language is None else Language(language)
    spoken = choose_translation(assignment, course.solutions / name, wanted)
    _release(course, assignment, place, packed, unverified=unverified, language=spoken)
    if gradescope:
        path = write_gradescope_zip(
            course,
            assignment,
            place,
            trusted=trust_submissions,
            wheel=packed,
            language=spoken,
        )
        click.echo(f"staff     {path}  for Gradescope; it has the hidden checks")


def _release(
    course: Course,
    assignment: Assignment,
    out: Path,
    wheel: Wheel | None,
    *,
    unverified: bool,
    language: Language | None,
) -> None:
    """Write what students get, and say where it lies.  Raises ReleaseRefused without a proof."""
    verified = find_passed_proof(assignment)
    if verified is None and not unverified:
        raise ReleaseRefused(
            f"{assignment.id} as it is now has not passed its proof; run `grade verify"
            f" {assignment.id}`, or release it with --unverified, which its manifest will say"
        )
    packed_release = release(
        course, assignment, out, verified=verified, wheel=wheel, language=language
    )
    click.echo(f"proved    {packed_release.proof}")
    click.echo(f"folder    {packed_release.folder}")
    click.echo(f"archive   {packed_release.archive}")


def _choose_wheel(wanted: str | None) -> Wheel | None:
    """Return the wheel that goes into the release, if one is wanted.  Raises CalledWrongly."""
    if wanted is None:
        return None
    if wanted == RUNNING:
        return build_own_wheel()
    if not Path(wanted).is_file():
        raise CalledWrongly(f"there is no file {wanted}; name a wheel, or say --wheel last")
    return read_wheel(Path(wanted))


def _reveal(course: Course, assignment: Assignment, out: Path, *, early: bool) -> None:
    """Write the solutions for students, unless work may still earn points."""
    if not early:
        with open_existing_gradebook(course.gradebook) as gradebook:
            extensions = list_extensions(gradebook, assignment) if gradebook else []
        need_past_deadline(assignment, extensions, now())
    click.echo(f"solutions {release_solutions(assignment, out)}")
