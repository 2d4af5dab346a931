"""Options that several commands have."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.gradebook.opening import GradebookPlace, is_address
from grader.language import Language

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

flag: Callable[..., Decorator] = functools.partial(click.option, is_flag=True)

LANGUAGES = click.Choice([each.value for each in Language])
PLACE = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class GradebookType(click.ParamType):  # type: ignore[type-arg]
    """A gradebook's place: the address of a server, else a file's path."""

    name = "file or address"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> GradebookPlace:
        """Return an address as it is, and anything else as a path."""
        if isinstance(value, str) and is_address(value):
            return value
        if isinstance(value, str) and _means_a_server(value):
            self.fail(
                "of servers, only PostgreSQL is known: postgresql://NAME@HOST/DATABASE", param, ctx
            )
        path: Path = FILE.convert(value, param, ctx)
        return path


def _means_a_server(text: str) -> bool:
    """Return whether a text means a server, also misspelled: as a file, it is shown as it is."""
    return "://" in text or (text.lower().startswith("postgres") and "@" in text)


course_option: Decorator = click.option(
    "--course", "course_path", type=FOLDER, help="The course's folder."
)
gradebook_option: Decorator = click.option(
    "--gradebook",
    "gradebook_place",
    type=GradebookType(),
    envvar="TENSORGRADE_GRADEBOOK",
    help="A file, or postgresql://… for one that several people use; by default the course's file.",
)
assignment_option: Decorator = click.option(
    "--assignment", "assignment_id", help="Its id in the course."
)
any_assignment_option: Decorator = click.option(
    "--assignment", "assignment_id", help="Its id in the course, or the folder of a released one."
)
assignment_argument: Decorator = click.argument("assignment_id", metavar="[NAME]", required=False)
roster_option: Decorator = click.option(
    "--roster",
    "roster_path",
    type=FILE,
    help=(
        "Who is enrolled: id and name, or an LMS's gradebook export. By default roster.csv in the"
        " course."
    ),
)
received_option: Decorator = click.option(
    "--received",
    type=FILE,
    help="A CSV with the columns student and received; kept in the gradebook.",
)
by_option: Decorator = click.option(
    "--by", metavar="NAME", help="Who decides; by default the login name."
)
workers_option: Decorator = click.option(
    "-j",
    "--jobs",
    "workers",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    help="Examiners side by side; by default one per core.",
)
work_option: Decorator = click.option("--path", type=FOLDER, help="The folder with your files.")
trust_option: Decorator = flag(
    "--trust-submissions",
    help="Run also where the kernel cannot lock student code down.",
)
json_option: Decorator = flag("--json", "as_json", help="Print one JSON object and nothing else.")
verbose_option: Decorator = flag(
    "--verbose", "-v", help="Also show what passed, and what the code printed."
)


def output_option(*, folder: bool = False, default: str | None = None, help: str = "") -> Decorator:
    """Return the option `-o`, which says where a file or a folder is written."""
    return click.option(
        "-o",
        "--output",
        "out",
        type=FOLDER if folder else FILE,
        default=default,
        show_default=default is not None,
        help=help or None,
    )
