"""`grade translate`: the catalogue of an assignment's texts in another language."""

from pathlib import Path

import click

from grader.cli.desk import need_course
from grader.cli.options import LANGUAGES, course_option
from grader.config import load_course_assignment
from grader.errors import EXIT_CHECK_FAILED
from grader.language import Language
from grader.release.translating.course_catalogue import (
    LISTED,
    Updated,
    find_problems,
    prose_files,
    prose_name,
    update_catalogue,
)


@click.command()
@click.argument("name")
@click.option(
    "--lang",
    "language",
    type=LANGUAGES,
    required=True,
    help="The language to translate to.",
)
@course_option
@click.pass_context
def command(ctx: click.Context, name: str, language: str, course_path: Path | None) -> None:
    """Write down every text of assignment NAME that has to be translated.

    Translations so far stay; one whose text changed is marked fuzzy, to be looked at again.  Says
    what is still missing, and ends with 1 then.
    """
    course = need_course(course_path)
    assignment = load_course_assignment(course, name)
    wanted = Language(language)
    catalogue = update_catalogue(course, assignment, wanted)
    _show_catalogue(catalogue, course.folder)
    problems = find_problems(course, assignment, wanted)
    if problems:
        _show_problems(problems)
        prose = ", ".join(prose_name(wanted, each) for each in prose_files(assignment))
        click.echo(
            f"next: fill in the catalogue (any editor of .po files) and write {prose} in"
            f" solutions/{name}; then `grade stubs {name}`"
        )
        ctx.exit(EXIT_CHECK_FAILED)
    click.echo(f"next: `grade stubs {name}`, then `grade release {name} --lang {language}`")


def _show_problems(problems: list[str]) -> None:
    """Show what keeps the translation from being whole, the first ones where there are many."""
    click.echo("\n".join(problems[:LISTED]))
    if len(problems) > LISTED:
        click.echo(f"and {len(problems) - LISTED} more")


def _show_catalogue(catalogue: Updated, folder: Path) -> None:
    changed = f", {catalogue.unsure} changed since" if catalogue.unsure else ""
    dropped = f"; {catalogue.dropped} that nobody needs are gone" if catalogue.dropped else ""
    click.echo(
        f"{catalogue.path.relative_to(folder)}: {catalogue.texts} texts, {catalogue.missing} not"
        f" translated{changed}{dropped}"
    )
