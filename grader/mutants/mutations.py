"""Mutants.

The small mistakes that one can make in a reference file, each at one place of its syntax tree.

The kinds are those of mutation testing (https://doi.org/10.1109/TSE.2010.62) and of what people get
wrong in array code: a transposed matrix, a dropped term, an axis, a state that is reset, a gradient
that is cut off, old gradients.
"""

import ast
from collections.abc import Iterator

from grader.nouns import noun

from . import calls, literals, loops, operators, statements
from .scope import Change, Mutation, Scope, read_scope
from .splicing import ParsedText

# A new mutation is one function in one of these modules, or in one of its own, and one line here.
MUTATIONS: tuple[Mutation, ...] = (
    statements.drop_statements,
    statements.wrap_bound_values,
    statements.wrap_returned_values,
    statements.swap_statements,
    loops.make_too_often,
    loops.make_too_rarely,
    operators.change_operations,
    calls.remove_calls,
    calls.double_activations,
    calls.mistake_arguments,
    calls.sum_losses,
    literals.change_attributes,
    literals.change_constants,
    literals.change_names,
    literals.change_items,
    operators.change_conditions,
    loops.change_rounds,
)


@noun
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
        """Return its name for people: `task/function:line kind`."""
        return f"{self.task}/{self.function}:{self.line} {self.kind}"

    def diff(self) -> str:
        """Return the change as a diff of its lines."""
        old, new = ([line for line in text.split("\n") if line] for text in (self.was, self.now))
        return "\n".join([*(f"- {line}" for line in old), *(f"+ {line}" for line in new)])


def list_mutants(task: str, text: str, regions: list[tuple[int, int]]) -> list[Mutant]:
    """Return all mutants of a file whose change lies in one of the regions.

    A region is its first and its last line.  Two changes that give the same program are one
    mutant.  Raise SyntaxError when `text` is not Python.
    """
    source = ParsedText.read(text)
    seen = {ast.dump(source.tree)}
    all_mutants: list[Mutant] = []
    for scope in _find_scopes(source, source.tree, ""):
        for change in _list_changes(scope):
            if not _lies_inside(change, regions):
                continue
            changed_text = source.with_edits(change[1])
            program = _dump_program(changed_text)
            if program is not None and program not in seen:
                seen.add(program)
                all_mutants.append(_build_mutant(task, scope, change, changed_text))
    return all_mutants


def _find_scopes(source: ParsedText, node: ast.AST, prefix: str) -> Iterator[Scope]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _find_scopes(source, child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.FunctionDef):
            yield read_scope(source, child, prefix)


def _list_changes(scope: Scope) -> Iterator[Change]:
    for node in scope.nodes():
        for mutation in MUTATIONS:
            yield from mutation(scope, node)


def _lies_inside(change: Change, regions: list[tuple[int, int]]) -> bool:
    lines = [edit.start[0] for edit in change[1]]
    return any(first <= min(lines) and max(lines) <= last for first, last in regions)


def _dump_program(text: str) -> str | None:
    """Return a text's syntax tree as text; None when it is not Python."""
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def _build_mutant(task: str, scope: Scope, change: Change, changed: str) -> Mutant:
    kind, edits = change
    was, now = _lines_that_changed(scope.source.text, changed)
    line = min(edit.start[0] for edit in edits)
    return Mutant(
        task=task, function=scope.name, kind=kind, line=line, was=was, now=now, text=changed
    )


def _lines_that_changed(old: str, new: str) -> tuple[str, str]:
    """Return the lines of each that are not the other's, from the first to the last."""
    before, after = old.split("\n"), new.split("\n")
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    same = 0
    while same < shorter - first and before[-1 - same] == after[-1 - same]:
        same += 1
    was, now = (lines[first : len(lines) - same] for lines in (before, after))
    return "\n".join(map(str.strip, was)), "\n".join(map(str.strip, now))
