"""`grade export`: final grades for other systems, one command for each exporter."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from grader.cli.desk import Desk, now, take_times, with_desk
from grader.cli.lazy import HelpfulGroup
from grader.cli.options import (
    FILE,
    Decorator,
    by_option,
    output_option,
    received_option,
    roster_option,
)
from grader.cli.screen.telling import show_bytes, tell
from grader.cli.screen.warning import warn
from grader.errors import EXIT_HELD
from grader.exporters import EXPORTERS, Exported, Exporter
from grader.exporters.contract import Option, OptionKind
from grader.feedback.words import line
from grader.files.writing import write_whole
from grader.model import Roster
from grader.runs.people.records import class_records, read_kept_class
from grader.runs.people.roll import find_roster


@click.group(cls=HelpfulGroup)
def command() -> None:
    """Write final grades for other systems and for students.

    A held grade is never written as a number; then the exit code is 3.
    """


def _add_command(exporter: Exporter) -> None:
    """Add `grade export NAME` for an exporter, with its own options and those of all."""

    @with_desk()
    def run(
        desk: Desk,
        out: Path | None,
        roster_path: Path | None,
        received: Path | None,
        by: str | None,
        **values: Any,
    ) -> None:
        take_times(desk, received, by)
        roster = find_roster(roster_path, desk.course, desk.gradebook)
        option_values = {each.name: values[_variable_name(each)] for each in exporter.options}
        _export(desk, exporter, roster, option_values, out)

    for add in _options(exporter):
        run = add(run)
    command.add_command(click.command(exporter.name, help=exporter.help)(run))


def _export(
    desk: Desk,
    exporter: Exporter,
    roster: Roster | None,
    values: dict[str, Any],
    out: Path | None,
) -> None:
    """Write an export's files; warn of what is held in it, and end with exit code 3 then."""
    stored_class = read_kept_class(desk.gradebook, desk.assignment, roster)
    by_kind = exporter.by_kind({name: each for name, each in values.items() if each is not None})
    class_ = class_records(
        stored_class,
        desk.course,
        now(),
        roster=roster,
        tables=by_kind[OptionKind.TABLE],
        texts=by_kind[OptionKind.TEXT],
    )
    _write_files(exporter, exporter.files(class_), out)
    warn(desk, stored_class)
    if stored_class.has_held_grades:
        sys.exit(EXIT_HELD)


def _options(exporter: Exporter) -> list[Decorator]:
    """Return an exporter's options and those of all, the last one first, as click adds them."""
    folder = exporter.output.endswith("/")
    default = None if exporter.to_terminal else exporter.output.removesuffix("/")
    own = [
        click.option(
            f"--{option.name}",
            _variable_name(option),
            type=FILE if option.kind is OptionKind.TABLE else str,
            required=option.required,
            help=option.help,
        )
        for option in reversed(exporter.options)
    ]
    output = output_option(folder=folder, default=default)
    return [by_option, received_option, output, roster_option, *own]


def _variable_name(option: Option) -> str:
    return option.name.replace("-", "_")


def _write_files(exporter: Exporter, exported: Exported, out: Path | None) -> None:
    """Write an export's files, or the one file to standard output; say what they hold."""
    if out is None:
        for content in exported.files.values():
            show_bytes(content)
    else:
        for path, content in _places(exporter, exported, out):
            write_whole(path, content)
    for warning in exported.warnings:
        tell(line(warning))
    if out is not None:
        tell(f"{out}: {exported.summary}")


def _places(exporter: Exporter, exported: Exported, out: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each file's place and content: in the folder `out`, or called as the file `out` is."""
    for name, content in exported.files.items():
        if exporter.output.endswith("/"):
            yield out / name, content
        elif name == exporter.output:
            yield out, content
        else:
            stem = Path(exporter.output).stem
            yield out.with_name(f"{out.stem}{name.removeprefix(stem)}"), content


for _exporter in EXPORTERS:
    _add_command(_exporter)
