"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

course_option: Decorator = click.option(
    "--course", "course_path", type=FOLDER, help="The course's folder."
)
gradebook_option: Decorator = click.option(
    "--gradebook", "gradebook_path", type=FILE, help="By default the course's."
)
assignment_option: Decorator = click.option(
    "--assignment", "assignment_id", help="Its id in the course."
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
work_option: Decorator = click.option("--path", type=FOLDER, help="The folder with your files.")
trust_option: Decorator = click.option(
    "--trust-submissions",
    is_flag=True,
    help="Run also where the kernel cannot lock student code down.",
)
json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
)
verbose_option: Decorator = click.option(
    "--verbose", "-v", is_flag=True, help="Also show what passed, and what the code printed."
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
