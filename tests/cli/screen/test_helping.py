"""Help of a command: in English as click writes it, in Chinese in columns."""

from __future__ import annotations

from collections.abc import Callable

import click
import click.shell_completion
import pytest
from click.testing import CliRunner

from grader.cli.lazy import HelpfulGroup, LazyGroup
from grader.cli.screen.helping import SpokenContext, SpokenHelp
from grader.cli.table import Audience, Listed
from grader.feedback.columns import width
from grader.language import Language, speaking


def written(write: Callable[[SpokenHelp], object], language: Language = Language.ZH) -> list[str]:
    formatter = SpokenHelp(width=30)
    with speaking(language):
        write(formatter)
    return formatter.getvalue().split("\n")


def test_english_is_written_as_click_writes_it() -> None:
    def write(formatter: click.HelpFormatter) -> None:
        formatter.write_usage("grade check", "[OPTIONS]")
        with formatter.section("Options"):
            formatter.write_dl([("--json", "Print one object.\b"), ("-v", "x " * 40)])
        formatter.write_text("A sentence. " * 9)

    plain = click.HelpFormatter(width=30)
    write(plain)
    assert "\n".join(written(write, Language.EN)) == plain.getvalue()


def test_a_list_in_chinese_stands_in_two_columns() -> None:
    rows = [("--json", "打印一个对象而没有别的东西"), ("很长的名字", "说明"), ("-v", "")]
    lines = written(lambda formatter: formatter.write_dl(rows))
    assert lines == [
        "--json      打印一个对象而没有",
        "            别的东西",
        "很长的名字  说明",
        "-v",
        "",
    ]


def test_a_name_that_is_too_long_for_its_column_has_a_line_of_its_own() -> None:
    lines = written(lambda formatter: formatter.write_dl([("--" + "x" * 9, "说明")], col_max=6))
    assert lines == ["--xxxxxxxxx", "        说明", ""]


def test_a_paragraph_in_chinese_is_wrapped_at_its_width() -> None:
    lines = written(lambda formatter: formatter.write_text("检查" * 40 + "\n\n第二段"))
    assert max(map(width, lines)) <= 30 and "第二段" in lines
    assert "".join(lines).replace("第二段", "") == "检查" * 40


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
