"""A text of an assignment that students read, and where it stands."""

import re

from grader.nouns import frozen

_WORD = re.compile(r"[^\W\d_]{2}")
_CODE = re.compile(r"[\w.]*_[\w.]*(?:\(\))?|\w+\(\)")


@frozen
class Text:
    """A text, its file in `solutions/<id>/` or `assignments/<id>/`, and its line there.

    `layout` says that its lines are lines of code's file, so that a translation has as many.
    """

    text: str
    file: str
    line: int
    layout: bool = False

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def has_words(text: str) -> bool:
    """Return whether there is anything in a text to translate: a word that is no name of code."""
    return bool(_WORD.search(text)) and not _CODE.fullmatch(text)
