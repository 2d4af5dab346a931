"""Texts in a check file that students read: titles, hints, and words of comparisons.

They are read off the code, which is not run.  A text with `{name}` in it stands for an f-string.
"""

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

from grader.files.syntax import parse_python

from .placed_text import Text, has_words

# What a decorator or a comparison says in the check's own words, by keyword.
_SAID = ("title", "hint", "hints", "expected", "got")
_DECORATORS = ("check", "asserted")
# What is assigned to each name of a file.
Assigned = dict[str, list[ast.expr]]


def check_texts(path: Path, name: str, text: str, left_out: frozenset[int]) -> Iterator[Text]:
    """Yield the texts of a check file, without those on the lines `left_out`.

    Raises BadFile where it is not Python.
    """
    tree = parse_python(path, text)
    assigned = _assigned_values(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    sentences = itertools.chain.from_iterable(_call_texts(call, assigned) for call in calls)
    for line, sentence in sorted(set(sentences)):
        if line not in left_out:
            yield Text(sentence, name, line)


def _assigned_values(tree: ast.Module) -> Assigned:
    """Return what is assigned to each name of a file, anywhere in it."""
    assigned: Assigned = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(node.value)
    return assigned


def _call_texts(call: ast.Call, assigned: Assigned) -> Iterator[tuple[int, str]]:
    """Yield the texts that a call says, each with its line."""
    for keyword in call.keywords:
        texts = _expression_texts(keyword.value, assigned)
        if keyword.arg in _SAID or keyword.arg == "axes":
            yield from texts
        elif keyword.arg == "names":
            yield from ((line, text) for line, text in texts if " " in text)
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    place = {"that": 1, "part": 1}.get(method)
    if place is not None and len(call.args) > place:
        yield from _expression_texts(call.args[place], assigned)


def _expression_texts(
    node: ast.expr, assigned: Assigned, *, look_up: bool = True
) -> Iterator[tuple[int, str]]:
    """Yield the texts that an expression may give: a name stands for what is assigned to it."""
    text = _string_text(node)
    if text is not None:
        if has_words(text):
            yield node.lineno, text
        return
    if isinstance(node, ast.Name) and look_up:
        for value in assigned.get(node.id, ()):
            yield from _expression_texts(value, assigned, look_up=False)
    for part in _parts(node):
        yield from _expression_texts(part, assigned, look_up=look_up)


def _parts(node: ast.expr) -> list[ast.expr]:
    """Return the expressions that one may give, or holds."""
    if isinstance(node, ast.Tuple | ast.List):
        return node.elts
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return node.values if isinstance(node, ast.Dict | ast.BoolOp) else []


def _string_text(node: ast.expr) -> str | None:
    """Return a string as it is, an f-string or a join of two with `{…}` for what is put in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _with_places(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        glue = _string_text(node.func.value) if node.func.attr == "join" else None
        return None if glue is None or not has_words(glue) else f"{{first}}{glue}{{second}}"
    return None


def _with_places(node: ast.JoinedStr) -> str:
    """Return an f-string's text; a place is named as the variable in it, else by its number."""
    parts = []
    for number, part in enumerate(node.values):
        if isinstance(part, ast.FormattedValue):
            name = part.value.id if isinstance(part.value, ast.Name) else f"part{number}"
            parts.append(f"{{{name}}}")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    return "".join(parts)
