"""What a question asks for: the names its answers bind and its tests look at."""

import ast

from grader.sources.names import Definition, used_names

from .cell_tests import bound_names
from .cells import Code, Import, Test, statements_of

_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


def find_asked_names(answers: list[Code], tests: list[Test]) -> tuple[str, ...]:
    """Return what the tests look at of what the answers define or assign.

    All that they define, or else assign, where the tests name none of it.  A cell that only assigns
    names which no test looks at is asked for them, constants excepted: something has to be the
    student's to write.
    """
    functions, assigned = definitions(answers), variables(answers)
    tested_names = _tested_names(tests)
    asked = [name for name in [*functions, *assigned] if name in tested_names]
    if not asked:
        return tuple(functions or assigned)
    assigned_names = [_assigned_variables(code) for code in answers]
    more_names = [name for names in assigned_names if not {*names} & {*asked} for name in names]
    return tuple(dict.fromkeys([*asked, *more_names]))


def _assigned_variables(code: Code) -> list[str]:
    """Return the variables, no constants, of a cell that defines nothing."""
    names = [] if definitions([code]) else variables([code])
    return [name for name in names if not name.isupper()]


def definitions(answers: list[Code]) -> list[str]:
    """Return the functions and classes that answers define."""
    nodes = statements_of(answers)
    return list(dict.fromkeys(node.name for node in nodes if isinstance(node, Definition)))


def variables(answers: list[Code]) -> list[str]:
    """Return the variables that answers assign, sorted."""
    nodes = statements_of(answers)
    return sorted(bound_names([node for node in nodes if isinstance(node, _ASSIGNMENTS)]))


def notebook_names(notebook: Import) -> set[str]:
    """Return the names that code and answers of the notebook bind."""
    return bound_names(statements_of([*notebook.around, *notebook.answers]))


def _tested_names(tests: list[Test]) -> set[str]:
    """Return the names that tests use, also as a text: `env["x"]`."""
    statements = statements_of(test.code for test in tests)
    texts = {
        node.value
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts.union(*map(used_names, statements))
