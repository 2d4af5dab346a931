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
from .cell_tests import bound_names, indent
from .cells import Code, Import, Test, statement_text, statements_of

_BUILTINS = frozenset(dir(builtins))

# A statement, and the text that it stands in.
Placed = tuple[str, ast.stmt]


def bring_helpers(notebook: Import) -> None:
    """Put before each test what it uses of earlier tests and of cells that are no answers."""
    known_names = notebook_names(notebook) | _BUILTINS
    earlier_tests: list[Test] = []
    for question in notebook.questions:
        tests = question.tests
        question.tests = [
            _with_helpers(test, [*earlier_tests, *tests[:at]], known_names, notebook)
            for at, test in enumerate(tests)
        ]
        earlier_tests += tests


def _with_helpers(
    test: Test, earlier_tests: list[Test], known_names: set[str], notebook: Import
) -> Test:
    text = _with_earlier_statements(
        test.code.source.text, [each.code.source.text for each in earlier_tests], known_names
    )
    visible = _with_earlier_statements(
        test.visible, [each.visible for each in earlier_tests], known_names
    )
    text, visible = (
        _with_surroundings(each, test.code.number, notebook) for each in (text, visible)
    )
    return replace(test, code=test.code.with_text(text), visible=visible)


def _with_surroundings(text: str, number: int, notebook: Import) -> str:
    """Return a text below the imports it uses, and below data and functions around that it needs.

    These are made only where the student's own file or notebook has not made them.
    """
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return text
    defined = bound_names([node for node in body if isinstance(node, Definition)])
    statements_above = [
        (code.source.text, node)
        for code in notebook.around
        if code.number < number
        for node in code.statements
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    answered_names = bound_names(statements_of(notebook.answers))
    needed_statements, wanted_names = _find_needed(
        statements_above, _names_used_in(body) - _BUILTINS - defined, _BUILTINS, answered_names
    )
    imports = _find_imports([*notebook.around, *notebook.answers], wanted_names)
    return "\n".join([*imports, *map(_make_conditional, needed_statements), text])


def _find_needed(
    statements: list[Placed],
    wanted_names: Set[str],
    known_names: Set[str],
    answered_names: Set[str] = frozenset(),
) -> tuple[list[Placed], Set[str]]:
    """Return the statements that bind what is wanted, the last of each name, and what they want.

    What is `known_names` is never wanted; what an answer binds is left to the answer.
    """
    needed_statements: list[Placed] = []
    for text, node in reversed(statements):
        names = bound_names([node])
        if names & (wanted_names - answered_names):
            needed_statements.insert(0, (text, node))
            wanted_names = (wanted_names - names) | (_names_used_in([node]) - names - known_names)
    return needed_statements, wanted_names


def _make_conditional(placed: Placed) -> str:
    """Return a statement that does nothing where what it binds is there."""
    text, node = placed
    names = ", ".join(map(repr, sorted(bound_names([node]))))
    return f"if not {{{names}}} <= {{*globals()}}:\n{indent(statement_text(text, node))}"


def _find_imports(cells: list[Code], wanted_names: Set[str]) -> list[str]:
    """Return imports of the notebook that bind names which are wanted, each once."""
    lines: dict[str, None] = {}
    for node in statements_of(cells):
        if isinstance(node, ast.Import | ast.ImportFrom):
            aliases = [alias for alias in node.names if _bound_name(alias) in wanted_names]
            if aliases and getattr(node, "module", "") != "__future__":
                lines[ast.unparse(_partial_import(node, aliases))] = None
    return [*lines]


def _bound_name(alias: ast.alias) -> str:
    return (alias.asname or alias.name).partition(".")[0]


def _partial_import(
    node: ast.Import | ast.ImportFrom, names: list[ast.alias]
) -> ast.Import | ast.ImportFrom:
    """Return an import of some of its names."""
    if isinstance(node, ast.Import):
        return ast.Import(names=names)
    return ast.ImportFrom(module=node.module, names=names, level=node.level)


def _with_earlier_statements(text: str, earlier_texts: list[str], known_names: set[str]) -> str:
    """Return a text below the statements of earlier texts that it needs, the latest of each."""
    try:
        body = ast.parse(text).body
        statements = [(each, node) for each in earlier_texts for node in ast.parse(each).body]
    except SyntaxError:  # told where the test is made a function
        return text
    needed_statements, _ = _find_needed(
        statements, _names_used_in(body) - bound_names(body) - known_names, known_names
    )
    return "\n".join([*(statement_text(*each) for each in needed_statements), text])


def _names_used_in(statements: list[ast.stmt]) -> set[str]:
    return {name for statement in statements for name in used_names(statement)}
