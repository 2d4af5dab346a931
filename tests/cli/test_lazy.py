"""Commands that are imported when they are called: their help, their completion, wrong names."""

from __future__ import annotations

import click
import click.shell_completion
import pytest
from click.testing import CliRunner

from grader.cli.lazy import HelpfulGroup, LazyGroup
from grader.cli.screen.helping import SpokenContext
from grader.cli.table import Audience, Listed

TABLE = (
    Listed("check", "Check your work.", Audience.STUDENTS),
    Listed("batch", "Grade a class.", Audience.STAFF),
    Listed("marks", "Mark by hand.", commands=(Listed("show", "Show marks."),)),
)


@pytest.fixture
def group() -> LazyGroup:
    return LazyGroup(name="grade", listed=TABLE)


def invoke(group: click.Group, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, words, prog_name="grade")
    return done.exit_code, done.output


def test_help_names_the_commands_by_who_uses_them_and_imports_none(group: LazyGroup) -> None:
    code, text = invoke(group, "--help")
    headings = [
        Audience.STUDENTS.value,
        "check ",
        Audience.STAFF.value,
        "batch ",
        "Commands",
        "marks ",
    ]
    places = [text.index(each) for each in headings]
    assert code == 0 and places == sorted(places)
    assert Audience.CI.value not in text


def test_a_group_in_a_group_is_made_of_its_own_table(group: LazyGroup) -> None:
    code, text = invoke(group, "marks", "--help")
    assert code == 0 and "Mark by hand." in text and "show" in text and "Show marks." in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chek",), "there is no command 'chek'; did you mean check?"),
        (("marks", "shwo"), "there is no command 'shwo'; did you mean show?"),
        (("zzzzz",), "there is no command 'zzzzz'; `grade --help` lists the commands."),
        (("marks", "zzzzz"), "`grade marks --help` lists the commands."),
    ],
    ids=["near", "near in a group", "far", "far in a group"],
)
def test_an_unknown_command_is_told_with_what_was_meant(
    group: LazyGroup, words: tuple[str, ...], sentence: str
) -> None:
    code, text = invoke(group, *words)
    assert code == 2 and sentence in " ".join(text.split())


def test_a_command_is_imported_when_it_is_asked_for(group: LazyGroup) -> None:
    context = SpokenContext(group)
    command = group.get_command(context, "check")
    assert command is not None and command.name == "check"
    assert group.get_command(context, "nothing") is None


def test_completion_answers_from_the_table(group: LazyGroup) -> None:
    context = click.Context(group)
    names = [item.value for item in group.shell_complete(context, "")]
    assert names[:3] == ["check", "batch", "marks"]
    assert [item.value for item in group.shell_complete(context, "ba")] == ["batch"]
    assert "--help" in [item.value for item in group.shell_complete(context, "--")]


def test_an_option_is_no_command() -> None:
    code, text = invoke(HelpfulGroup(name="grade"), "--nothing")
    assert code == 2 and "No such option" in text
