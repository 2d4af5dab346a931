"""The code of one task by one author, as tokens that know where they stand."""

from collections.abc import Sequence

from grader.nouns import frozen, noun

from .task_texts import CodePart
from .tokens import MOST_TOKENS, Token, tokens
from .winnowing import run_hashes


@noun
class Author:
    """Whose work it is: the submission's own name and the name in the roster.

    `source` says from where it is, "" for this class; two who share a `group` handed in together.
    """

    submission: str
    name: str
    section: str = ""
    source: str = ""
    group: str = ""


@frozen
class Document:
    """An author's code of a task; each token has the number of its part and its line there."""

    author: Author
    parts: tuple[CodePart, ...]
    code: tuple[Token, ...]
    places: tuple[int, ...]
    hashes: tuple[int, ...]


def build_document(author: Author, parts: Sequence[CodePart]) -> Document:
    """Return what is compared of an author's code of a task."""
    code: list[Token] = []
    places: list[int] = []
    for number, part in enumerate(parts):
        part_tokens = tokens(part.text)
        code += part_tokens
        places += [number] * len(part_tokens)
    del code[MOST_TOKENS:], places[MOST_TOKENS:]
    return Document(author, tuple(parts), tuple(code), tuple(places), tuple(run_hashes(code)))
