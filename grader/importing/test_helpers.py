"""Test cells with what they use of the cells above them.

In a notebook a test may call a function that an earlier test cell defines, or use its import.  It
may use imports and data of other cells, which a student's notebook has too; but of a notebook only
what the task's own cells need is loaded.
"""

import ast
import builtins
from collections.abc import Set

from grader.nouns import replace
from grader.sources.names import Definition, used_names

from .asked import notebook_names
from .cell_tests import bound_names, indented
from .cells import Code, Import, Test, statement_text, statements_of

_BUILTINS = frozenset(dir(builtins))

# A statement, and the text that it stands in.
Placed = tuple[str, ast.stmt]


def bring_helpers(found: Import) -> None:
    """Put before each test what it uses of earlier tests and of cells that are no answers."""
    known = notebook_names(found) | _BUILTINS
    earlier: list[Test] = []
    for question in found.questions:
        tests = question.tests
        question.tests = [
            _with_helpers(test, [*earlier, *tests[:at]], known, found)
            for at, test in enumerate(tests)
        ]
        earlier += tests


def _with_helpers(test: Test, earlier: list[Test], known: set[str], found: Import) -> Test:
    text = _helped(test.code.source.text, [each.code.source.text for each in earlier], known)
    visible = _helped(test.visible, [each.visible for each in earlier], known)
    text, visible = (_surrounded(each, test.code.number, found) for each in (text, visible))
    return replace(test, code=test.code.with_text(text), visible=visible)


def _surrounded(text: str, number: int, found: Import) -> str:
    """Return a text below the imports it uses, and below data and functions around that it needs.

    These are made only where the student's own file or notebook has not made them.
    """
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return text
    defined = bound_names([node for node in body if isinstance(node, Definition)])
    above = [
        (code.source.text, node)
        for code in found.around
        if code.number < number
        for node in code.statements
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    answered = bound_names(statements_of(found.answers))
    needed, wanted = _needed(above, _uses(body) - _BUILTINS - defined, _BUILTINS, answered)
    imports = _imports([*found.around, *found.answers], wanted)
    return "\n".join([*imports, *map(_unless_there, needed), text])


def _needed(
    statements: list[Placed],
    wanted: Set[str],
    known: Set[str],
    answered: Set[str] = frozenset(),
) -> tuple[list[Placed], Set[str]]:
    """Return the statements that bind what is wanted, the last of each name, and what they want.

    What is `known` is never wanted; what an answer binds is left to the answer.
    """
    needed: list[Placed] = []
    for text, node in reversed(statements):
        names = bound_names([node])
        if names & (wanted - answered):
            needed.insert(0, (text, node))
            wanted = (wanted - names) | (_uses([node]) - names - known)
    return needed, wanted


def _unless_there(placed: Placed) -> str:
    """Return a statement that does nothing where what it binds is there."""
    text, node = placed
    listed = ", ".join(map(repr, sorted(bound_names([node]))))
    return f"if not {{{listed}}} <= {{*globals()}}:\n{indented(statement_text(text, node))}"


def _imports(cells: list[Code], wanted: Set[str]) -> list[str]:
    """Return imports of the notebook that bind names which are wanted, each once."""
    lines: dict[str, None] = {}
    for node in statements_of(cells):
        if isinstance(node, ast.Import | ast.ImportFrom):
            used = [alias for alias in node.names if _bound_by(alias) in wanted]
            if used and getattr(node, "module", "") != "__future__":
                lines[ast.unparse(_part(node, used))] = None
    return [*lines]


def _bound_by(alias: ast.alias) -> str:
    return (alias.asname or alias.name).partition(".")[0]


def _part(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.Import | ast.ImportFrom:
    """Return an import of some of its names."""
    if isinstance(node, ast.Import):
        return ast.Import(names=names)
    return ast.ImportFrom(module=node.module, names=names, level=node.level)


def _helped(text: str, earlier: list[str], known: set[str]) -> str:
    """Return a text below the statements of earlier texts that it needs, the latest of each."""
    try:
        body = ast.parse(text).body
        statements = [(each, node) for each in earlier for node in ast.parse(each).body]
    except SyntaxError:  # told where the test is made a function
        return text
    needed, _ = _needed(statements, _uses(body) - bound_names(body) - known, known)
    return "\n".join([*(statement_text(*each) for each in needed), text])


def _uses(statements: list[ast.stmt]) -> set[str]:
    return {name for statement in statements for name in used_names(statement)}
