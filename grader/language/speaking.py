"""What is said, in the language of the moment.

The standard library's gettext reads the catalogues; English has none, its sentences are the keys.
"""

import functools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

DOMAIN = "tensorgrade"
CATALOGUES = Path(__file__).with_name("catalogues")


class Language(StrEnum):
    """Languages that tensorgrade speaks; the value is what `--lang` and `lang =` take."""

    EN = "en"
    ZH = "zh"


# Folders of the catalogues, named as locales are.
LOCALES = {Language.ZH: "zh_CN"}

_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.EN)


@contextmanager
def speak(language: Language) -> Iterator[None]:
    """Speak a language until the block ends.

    A thread that is started inside speaks it only if its function runs in a copy of the context,
    `contextvars.copy_context().run(...)`.
    """
    if language is not Language.EN:
        _catalogue(language)  # read now: a student process, once locked, can read no file of ours
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> Language:
    """Return the language that is spoken now."""
    return _spoken.get()


def tr(sentence: str, /, **values: Any) -> str:
    """Return a sentence in the language that is spoken, its named places filled.

    Without `values` nothing is filled in, so braces stay as they are.  The sentence is a literal,
    or a constant that was marked with `translatable`.
    """
    language = _spoken.get()
    if language is not Language.EN:
        sentence = _catalogue(language).gettext(sentence)
    return sentence.format(**values) if values else sentence


def tr_n(one: str, many: str, number: int, /, **values: Any) -> str:
    """Return the sentence for one thing or for many; `{number}` in it is how many."""
    language = _spoken.get()
    if language is Language.EN:
        sentence = one if number == 1 else many
    else:
        sentence = _catalogue(language).ngettext(one, many, number)
    return sentence.format(number=number, **values)


def join_items(items: Iterable[str]) -> str:
    """Return things one after the other, as the language that is spoken separates them."""
    return tr(", ").join(items)


def translatable(sentence: str) -> str:
    """Return the sentence as it is: this marks a constant that `tr` says later."""
    return sentence


@functools.cache
def _catalogue(language: Language) -> GNUTranslations:
    """Return the translations of a language, read once a process."""
    with (CATALOGUES / LOCALES[language] / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
