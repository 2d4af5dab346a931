"""What a question asks for: the names its answers bind and its tests look at."""

from __future__ import annotations

import ast

from grader.importing.cell_tests import bound_names
from grader.importing.cells import Code, Import, Test
from grader.sources.names import used_names

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


def asked_names(answers: list[Code], tests: list[Test]) -> tuple[str, ...]:
    """Return what the tests look at of what the answers define or assign.

    All that they define, or else assign, where the tests name none of it.  A cell that only assigns
    names which no test looks at is asked for them, constants excepted: something has to be the
    student's to write.
    """
    functions, assigned = definitions(answers), variables(answers)
    looked_at = _looked_at(tests)
    asked = [name for name in [*functions, *assigned] if name in looked_at]
    if not asked:
        return tuple(functions or assigned)
    for code in answers:
        own = variables([code])
        if own and not definitions([code]) and not {*own} & {*asked}:
            asked += [name for name in own if name not in asked and not name.isupper()]
    return tuple(asked)


def definitions(answers: list[Code]) -> list[str]:
    """Return the functions and classes that answers define."""
    statements = (node for code in answers for node in code.source.statements)
    return list(dict.fromkeys(node.name for node in statements if isinstance(node, DEFINITIONS)))


def variables(answers: list[Code]) -> list[str]:
    """Return the variables that answers assign, sorted."""
    statements = [node for code in answers for node in code.source.statements]
    return sorted(bound_names([node for node in statements if isinstance(node, _ASSIGNMENTS)]))


def notebook_names(found: Import) -> set[str]:
    """Return the names that code and answers of the notebook bind."""
    answers = [code for question in found.questions for code in question.answers]
    return {name for code in (*found.around, *answers) for name in bound_names(code.statements)}


def _looked_at(tests: list[Test]) -> set[str]:
    """Return the names that tests use, also as a text: `env["x"]`."""
    statements = [node for test in tests for node in test.code.source.statements]
    texts = {
        node.value
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts.union(*map(used_names, statements))
