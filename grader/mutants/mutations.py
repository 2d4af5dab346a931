"""Mutants.

The small mistakes that one can make in a reference file, each at one place of its syntax tree.

The kinds are those of mutation testing (https://doi.org/10.1109/TSE.2010.62) and of what people get
wrong in array code: a transposed matrix, a dropped term, an axis, a state that is reset, a gradient
that is cut off, old gradients.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.mutants.expressions import expression_edits
from grader.mutants.splicing import Edit, Source
from grader.mutants.statements import statement_edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One changed reference file.

    `was` and `now` are the lines that changed, without their indentation.
    """

    task: str
    function: str
    kind: str
    line: int
    was: str
    now: str
    text: str

    @property
    def id(self) -> str:
        """What names it for people: `task/function:line kind`."""
        return f"{self.task}/{self.function}:{self.line} {self.kind}"

    def diff(self) -> str:
        """The change as a diff of its lines."""
        old, new = ([line for line in text.split("\n") if line] for text in (self.was, self.now))
        return "\n".join([*(f"- {line}" for line in old), *(f"+ {line}" for line in new)])


@dataclass(frozen=True, slots=True)
class Function:
    """A function that is mutated, with what is known of it."""

    name: str
    node: ast.FunctionDef
    parameters: tuple[str, ...]
    defaults: dict[str, str]

    @staticmethod
    def of(source: Source, node: ast.FunctionDef, prefix: str) -> Function:
        arguments = [*node.args.posonlyargs, *node.args.args]
        names = [argument.arg for argument in arguments]
        defaults = dict(
            zip(
                reversed(names),
                (source.segment(each) for each in reversed(node.args.defaults)),
                strict=False,
            )
        )
        for keyword, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            if default is not None:
                defaults[keyword.arg] = source.segment(default)
        return Function(
            prefix + node.name, node, tuple(name for name in names if name != "self"), defaults
        )


def mutants(task: str, text: str, regions: list[tuple[int, int]]) -> list[Mutant]:
    """All mutants of a file whose change lies in one of the regions, which are first and last
    lines.

    Two changes that give the same program are one mutant.  Raises SyntaxError when `text` is not
    Python.
    """
    source = Source.read(text)
    seen = {ast.dump(source.tree)}
    found: list[Mutant] = []
    for function in _functions(source, source.tree, ""):
        for kind, edits in _edits(source, function):
            if not any(
                all(first <= edit.start[0] <= last for edit in edits) for first, last in regions
            ):
                continue
            changed = source.changed(edits)
            try:
                program = ast.dump(ast.parse(changed))
            except SyntaxError:
                continue
            if program in seen:
                continue
            seen.add(program)
            line = min(edit.start[0] for edit in edits)
            was, now = _lines_that_changed(text, changed)
            found.append(
                Mutant(
                    task=task,
                    function=function.name,
                    kind=kind,
                    line=line,
                    was=was,
                    now=now,
                    text=changed,
                )
            )
    return found


def _functions(source: Source, node: ast.AST, prefix: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _functions(source, child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.FunctionDef):
            yield Function.of(source, child, prefix)


def _edits(source: Source, function: Function) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    yield from statement_edits(source, function.node, function.parameters)
    yield from expression_edits(source, function.node, function.parameters, function.defaults)


def _lines_that_changed(old: str, new: str) -> tuple[str, str]:
    """The lines of each that are not the other's, from the first to the last that differ."""
    before, after = old.split("\n"), new.split("\n")
    parting = (
        at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other
    )
    first = next(parting, min(len(before), len(after)))
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    return tuple(  # type: ignore[return-value]
        "\n".join(line.strip() for line in lines[first : len(lines) - same])
        for lines in (before, after)
    )
