"""Options that several commands have: what they take, and what they give the command."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from grader.cli.options import Decorator, flag, gradebook_option, output_option, workers_option


def run(*arguments: str, option: Decorator, **environment: str) -> Result:
    """What a command with one option was given."""

    @click.command()
    @option
    def show(**values: object) -> None:
        click.echo(repr(values))

    return CliRunner().invoke(show, arguments, env=environment)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("postgresql://amy@host/grades", "postgresql://amy@host/grades"),
        ("postgresql+psycopg://host/grades", "postgresql+psycopg://host/grades"),
        ("book.sqlite", Path("book.sqlite")),
        ("课程/postgres", Path("课程/postgres")),
    ],
)
def test_a_gradebook_is_an_address_or_a_file(text: str, place: Path | str) -> None:
    done = run("--gradebook", text, option=gradebook_option)
    assert done.stdout == f"{ {'gradebook_place': place}!r}\n"


@pytest.mark.parametrize(
    "text", ["mysql://host/db", "postgresql//amy:secret@host/db", "Postgres:amy:secret@host"]
)
def test_another_server_or_a_mistyped_address_is_no_file(text: str) -> None:
    done = run("--gradebook", text, option=gradebook_option)
    assert done.exit_code == 2 and "only PostgreSQL is known" in done.stderr
    assert "secret" not in done.stderr


def test_a_folder_is_no_gradebook(tmp_path: Path) -> None:
    done = run("--gradebook", str(tmp_path), option=gradebook_option)
    assert done.exit_code == 2 and "is a directory" in done.stderr


def test_the_environment_may_name_the_gradebook() -> None:
    done = run(option=gradebook_option, TENSORGRADE_GRADEBOOK="postgresql://host/grades")
    assert "'postgresql://host/grades'" in done.stdout


def test_an_output_has_the_default_that_its_help_shows() -> None:
    option = output_option(folder=True, default="out", help="Where to.")
    assert run(option=option).stdout == f"{ {'out': Path('out')}!r}\n"
    shown = run("--help", option=option).stdout
    assert "-o, --output DIRECTORY" in shown and "Where to." in shown and "[default: out]" in shown
    assert "default" not in run("--help", option=output_option()).stdout


@pytest.mark.parametrize(("value", "code"), [("0", 2), ("1", 0), ("64", 0), ("x", 2)])
def test_examiners_side_by_side_are_a_number_above_zero(value: str, code: int) -> None:
    assert run("-j", value, option=workers_option).exit_code == code
    assert run("--jobs", value, option=workers_option).exit_code == code


def test_there_is_an_examiner_for_each_core_where_nobody_says_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert run(option=workers_option).stdout == "{'workers': 7}\n"


def test_a_flag_takes_no_value() -> None:
    assert run("--again", option=flag("--again")).stdout == "{'again': True}\n"
    assert run("--again=yes", option=flag("--again")).exit_code == 2
