"""Which language a command speaks: `--lang`, else the assignment's, else for students the locale.

A TA's own locale must not change what a class reads, so it counts for students' commands only.
"""

import os
from collections.abc import Mapping

import click

from grader.language import Language, language_of_locale, speak
from grader.model import Assignment

from .options import LANGUAGES, Decorator
from .table import COMMANDS, Audience

# Where a context keeps what `--lang` said.
_ASKED_FOR = "grader.language"
# People whose commands speak the language of their machine.
OF_STUDENTS = frozenset((Audience.STUDENTS, Audience.CI))


def _take_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Speak the language that was asked for, from here on."""
    if value is not None:
        ctx.meta[_ASKED_FOR] = Language(value)
        _speak(ctx, Language(value))


lang_option: Decorator = click.option(
    "--lang",
    type=LANGUAGES,
    expose_value=False,
    is_eager=True,
    callback=_take_language,
    help="Speak English (en) or Chinese (zh).",
)


def begin_speaking(ctx: click.Context, environment: Mapping[str, str] = os.environ) -> None:
    """Speak as the command that was called does, until its assignment is known."""
    if _ASKED_FOR in ctx.meta:
        return
    audiences = {entry.name: entry.audience for entry in COMMANDS}
    if audiences.get(ctx.invoked_subcommand or "") in OF_STUDENTS:
        _speak(ctx, language_of_locale(environment))
    else:
        _speak(ctx, Language.EN)


def speak_for(assignment: Assignment) -> Assignment:
    """Speak an assignment's language from here on, unless another was asked for; return it."""
    ctx = click.get_current_context(silent=True)
    if ctx is not None and _ASKED_FOR not in ctx.meta and assignment.language is not None:
        _speak(ctx, assignment.language)
    return assignment


def _speak(ctx: click.Context, language: Language) -> None:
    """Speak a language until the whole command has ended, and its errors are shown."""
    ctx.find_root().with_resource(speak(language))
