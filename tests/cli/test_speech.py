"""Which language a command speaks, and until when."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from support.courses import tiny

from grader.cli.speech import begin_speaking, lang_option, speak_for
from grader.language import Language, spoken_language
from grader.model import Assignment
from grader.nouns import replace

CHINESE = replace(tiny(), language=Language.ZH)
ZH_LOCALE = {"LANG": "zh_CN.UTF-8"}


def heard(
    *arguments: str,
    command: str = "check",
    assignment: Assignment | None = None,
    locale: dict[str, str] = ZH_LOCALE,
) -> Language:
    """The language in which a command speaks once it knows its assignment."""
    languages: list[Language] = []

    @click.group()
    @lang_option
    @click.pass_context
    def group(ctx: click.Context) -> None:
        begin_speaking(ctx, locale)

    @group.command(command)
    @lang_option
    def inner() -> None:
        if assignment is not None:
            speak_for(assignment)
        languages.append(spoken_language())

    done = CliRunner().invoke(group, arguments or (command,))
    assert done.exit_code == 0, done.output
    return languages[0]


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    """What a command spoke ends with it."""
    yield
    assert spoken_language() is Language.EN


@pytest.mark.parametrize(
    ("command", "language"),
    [("check", Language.ZH), ("ci", Language.ZH), ("batch", Language.EN), ("verify", Language.EN)],
)
def test_the_locale_counts_for_students_only(command: str, language: Language) -> None:
    assert heard(command=command) is language


def test_an_assignment_s_language_comes_before_the_locale() -> None:
    assert heard(command="batch", assignment=CHINESE) is Language.ZH
    english = replace(tiny(), language=Language.EN)
    assert heard(assignment=english) is Language.EN
    assert heard(assignment=replace(tiny(), language=None)) is Language.ZH


@pytest.mark.parametrize("arguments", [("--lang", "en", "check"), ("check", "--lang", "en")])
def test_what_was_asked_for_comes_first_wherever_it_stands(arguments: tuple[str, ...]) -> None:
    assert heard(*arguments, assignment=CHINESE) is Language.EN


def test_a_language_that_nobody_speaks_is_told() -> None:
    @click.command()
    @lang_option
    def command() -> None:
        raise AssertionError("it was not refused")

    done = CliRunner().invoke(command, ["--lang", "la"])
    assert done.exit_code == 2 and "'la' is not one of 'en', 'zh'" in done.stderr


def test_without_a_command_around_nothing_is_spoken_for() -> None:
    speak_for(CHINESE)
    assert spoken_language() is Language.EN
