"""Docstrings and comments of Python code: reading them, and putting others in their place.

The code stays what it is, and keeps its lines.
"""

import ast
import inspect
import io
import itertools
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from grader.config.course_texts import Say
from grader.errors import BadFile
from grader.files.syntax import parse_python
from grader.nouns import frozen

from .placed_text import Text, has_words

# Comments that tools read, and the markers of a course.
_FOR_TOOLS = re.compile(
    r"#(?:!|\s*(?:noqa|type:|fmt:|pragma|pylint|mypy:|ruff:|-\*-|coding[:=])"
    r"|#*\s*(?:BEGIN|END)\s+(?:SOLUTION|HIDDEN))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"([A-Za-z]*)('''|\"\"\"|'|\")(.*)\2", re.DOTALL)
_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@frozen
class _Piece:
    """A docstring's token, or comments one below the other; `text` is what they say."""

    text: str
    tokens: tuple[tokenize.TokenInfo, ...]

    @property
    def is_docstring(self) -> bool:
        return self.tokens[0].type == tokenize.STRING

    @property
    def line(self) -> int:
        return self.tokens[0].start[0]


def python_texts(path: Path, name: str, text: str, left_out: frozenset[int]) -> Iterator[Text]:
    """Yield the docstrings and comments of a file, without those on the lines `left_out`.

    Raises BadFile where it is not Python.
    """
    for piece in _find_pieces(path, text):
        if piece.line not in left_out:
            yield Text(piece.text, name, piece.line, layout=True)


def translate_python(path: Path, text: str, say: Say) -> str:
    """Return code with each docstring and comment as `say` gives it.

    One whose translation has another number of lines stays as it is.  Raises BadFile where it is
    not Python, or would become other code.
    """
    lines = text.split("\n")
    for piece in reversed(_find_pieces(path, text)):
        translation = say(piece.text)
        if translation == piece.text or translation.count("\n") != piece.text.count("\n"):
            continue
        for token, string in zip(piece.tokens, _new_strings(piece, translation), strict=True):
            _replace(lines, token, string)
    new_text = "\n".join(lines)
    if _dump_code(path, new_text) != _dump_code(path, text):
        raise BadFile(path, "a translated docstring changes the code; look for quotes in it")
    return new_text


def _find_pieces(path: Path, text: str) -> list[_Piece]:
    """Return the docstrings and comments that have words, in order.  Raises BadFile."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError) as error:
        raise BadFile(path, f"it is not valid Python: {error}; correct it") from None
    first_lines = _docstring_lines(parse_python(path, text))
    docstrings = [
        _Piece(_docstring_text(token.string), (token,))
        for token in tokens
        if token.type == tokenize.STRING and first_lines.get(token.start[0]) == token.end[0]
    ]
    pieces = [*docstrings, *_comment_pieces(tokens)]
    return sorted((each for each in pieces if has_words(each.text)), key=lambda each: each.line)


def _documented_nodes(tree: ast.Module) -> Iterator[_Documented]:
    """Yield what has a docstring."""
    for node in ast.walk(tree):
        if isinstance(node, _Documented) and ast.get_docstring(node, clean=False) is not None:
            yield node


def _docstring_lines(tree: ast.Module) -> dict[int, int]:
    """Return the last line of each docstring by its first."""
    strings = (node.body[0] for node in _documented_nodes(tree))
    return {string.lineno: string.end_lineno or string.lineno for string in strings}


def _docstring_text(token: str) -> str:
    """Return a docstring as it is written, without quotes and indentation."""
    quoted = _QUOTED.fullmatch(token)
    return inspect.cleandoc(quoted[3]) if quoted else ""


def _comment_pieces(tokens: list[tokenize.TokenInfo]) -> Iterator[_Piece]:
    """Yield comments; those on lines of their own that follow each other are one."""
    comments = [each for each in tokens if each.type == tokenize.COMMENT]
    own_comments = [each for each in comments if not _FOR_TOOLS.match(each.string)]
    numbered = enumerate(own_comments)
    for _, group in itertools.groupby(numbered, key=lambda item: _block_key(*item)):
        block = tuple(token for _, token in group)
        lines = (each.string.lstrip("#").removeprefix(" ") for each in block)
        yield _Piece("\n".join(lines), block)


def _block_key(number: int, token: tokenize.TokenInfo) -> tuple[int, int, int]:
    """Return what comments that belong together have in common."""
    line, column = token.start
    alone = not token.line[:column].strip()
    return (line - number, column, 0) if alone else (line, column, 1)


def _new_strings(piece: _Piece, translation: str) -> list[str]:
    """Return what stands in the place of each token of a piece."""
    if piece.is_docstring:
        return [_new_docstring(piece.tokens[0], translation)]
    marks = [re.match("#+ ?", token.string) for token in piece.tokens]
    lines = translation.split("\n")
    return [(mark[0] if mark else "# ") + line for mark, line in zip(marks, lines, strict=True)]


def _new_docstring(token: tokenize.TokenInfo, translation: str) -> str:
    """Return a docstring's token that says something else, with the blank lines around it."""
    quoted = _QUOTED.fullmatch(token.string)
    assert quoted is not None
    prefix, quotes, inner = quoted.groups()
    leading, trailing = _blank_ends(inner)
    indent = " " * token.start[1]
    lines = translation.split("\n")
    new_lines = [lines[0] if not leading else indent + lines[0]]
    new_lines += [indent + line if line else "" for line in lines[1:]]
    return prefix + quotes + leading + "\n".join(new_lines) + trailing + quotes


def _blank_ends(inner: str) -> tuple[str, str]:
    """Return the line ends with spaces at the beginning and at the end of a docstring."""
    start = inner[: len(inner) - len(inner.lstrip())]
    leading = start[: start.rfind("\n") + 1]
    return leading, inner[len(inner.rstrip()) :]


def _replace(lines: list[str], token: tokenize.TokenInfo, string: str) -> None:
    (first, begin), (last, end) = token.start, token.end
    new_text = lines[first - 1][:begin] + string + lines[last - 1][end:]
    lines[first - 1 : last] = new_text.split("\n")


def _dump_code(path: Path, text: str) -> str:
    """Return code as a text that docstrings and comments leave no trace in."""
    tree = parse_python(path, text)
    for node in _documented_nodes(tree):
        node.body = node.body[1:]
    return ast.dump(tree)
