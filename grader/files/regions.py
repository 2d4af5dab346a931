"""Marked regions in a reference file.

What stands between the markers becomes the student's to write.
"""

import ast
from pathlib import Path

from grader.errors import BadFile
from grader.language.in_stubs import ANSWER_HERE, NOT_WRITTEN, WRITE_HERE
from grader.language.speaking import spoken_language
from grader.nouns import replace

from .markers import SOLUTION, MarkedRegion, marked_regions
from .syntax import parse_python

# First line, last line and name of each function.
Functions = list[tuple[int, int, str]]


def stub_text(path: Path, text: str, variables: tuple[str, ...] = ()) -> str:
    """Return the stub of a reference file.

    Each region is replaced by `raise NotImplementedError("… is not written yet")`, in the language
    that is spoken.

    Raises BadFile with the line of a marker that is nested, unclosed, or outside of a function.
    """
    lines = text.split("\n")
    for region in reversed(find_regions(path, text, variables)):
        if region.name:
            sentence = NOT_WRITTEN[spoken_language()].format(name=region.name)
            stub = [f'{region.indent}raise NotImplementedError("{sentence}")']
        else:
            names = _assigned_names(lines[region.first : region.last - 1])
            stub = [f"{name} = ...  # {WRITE_HERE[spoken_language()]}" for name in names]
        lines[region.first - 1 : region.last] = stub
    return "\n".join(lines)


def _assigned_names(lines: list[str]) -> list[str]:
    """Return the names that lines outside of functions assign; none where they are no Python."""
    try:
        body = ast.parse("\n".join(lines)).body
    except SyntaxError:
        return []
    targets = [each for node in body if isinstance(node, ast.Assign) for each in node.targets]
    nodes = (each for target in targets for each in ast.walk(target))
    return list(dict.fromkeys(each.id for each in nodes if isinstance(each, ast.Name)))


def find_regions(path: Path, text: str, variables: tuple[str, ...] = ()) -> list[MarkedRegion]:
    """Return the marked regions of a file, in order, each with the function around it.

    One outside of functions must assign one of the `variables` that are asked for.  Raises BadFile.
    """
    regions = marked_regions(path, text, allowed=SOLUTION)
    functions, lines = _functions(path, text), text.split("\n")
    return [
        replace(each, name=_function_around(path, functions, lines, each, variables))
        for each in regions
    ]


def answer_sheet(path: Path, text: str) -> str:
    """Return a written answer's file as students get it: a model answer between markers makes way.

    Raises BadFile.
    """
    lines = text.split("\n")
    for region in reversed(marked_regions(path, text, allowed=SOLUTION)):
        lines[region.first - 1 : region.last] = [ANSWER_HERE[spoken_language()]]
    return "\n".join(lines)


def _functions(path: Path, text: str) -> Functions:
    """Return (first line, last line, name) of every function, methods with their class's name."""
    functions: Functions = []

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                visit(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                last = child.end_lineno or child.lineno
                functions.append((child.lineno, last, prefix + child.name))

    visit(parse_python(path, text), "")
    return functions


def _function_around(
    path: Path,
    functions: Functions,
    lines: list[str],
    region: MarkedRegion,
    variables: tuple[str, ...],
) -> str:
    """Return the function around a region; a comment after its last statement is part of it.

    Empty where a region outside of functions assigns variables.
    """
    names = [
        name
        for start, end, name in functions
        if start < region.first and region.first <= end + 1 and region.last <= end + 2
    ]
    if not names and not set(variables) & set(
        _assigned_names(lines[region.first : region.last - 1])
    ):
        raise BadFile(path, "a solution region must stand inside one function", line=region.first)
    return names[-1] if names else ""


def task_functions(text: str, defines: tuple[str, ...]) -> set[str]:
    """Return the names of what a task defines, and of what that names in its file, and so on."""
    definitions = {
        node.name: node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    reached_names: set[str] = set()
    waiting_names = list(defines)
    while waiting_names:
        name = waiting_names.pop()
        if name in definitions and name not in reached_names:
            reached_names.add(name)
            nodes = ast.walk(definitions[name])
            waiting_names += [node.id for node in nodes if isinstance(node, ast.Name)]
    return reached_names


def function_bodies(path: Path, text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return first and last lines of the bodies of functions of these names.

    A class's name stands for its methods.
    """
    return [
        (first + 1, last)
        for first, last, name in _functions(path, text)
        if name.partition(".")[0] in names
    ]
