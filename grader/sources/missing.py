"""Why a name that a task asks for is not there, as one would say it to the student beside you."""

import ast
import difflib
from collections.abc import Iterable, Iterator

from grader.language import tr

from .names import Definition, defined_names

MAX_LISTED = 4


def explain_missing_names(statements: list[ast.stmt], names: Iterable[str]) -> dict[str, str]:
    """Return a sentence for each of `names` that the statements do not define at module level."""
    defined = defined_names([each for each in statements if not is_main_guard(each)])
    return {
        name: _explain_missing(name, statements, defined)
        for name in names
        if name not in defined and "*" not in defined
    }


def names_not_run(statements: list[ast.stmt]) -> dict[str, int]:
    """Return the names that only `if __name__ == "__main__":` defines, with their lines."""
    guarded: dict[str, int] = {}
    for statement in statements:
        if is_main_guard(statement):
            assert isinstance(statement, ast.If)
            guarded |= defined_names(statement.body)
    outside = defined_names([each for each in statements if not is_main_guard(each)])
    return {name: line for name, line in guarded.items() if name not in outside}


def is_main_guard(statement: ast.stmt) -> bool:
    """Return whether a statement is `if __name__ == "__main__":`."""
    if not isinstance(statement, ast.If):
        return False
    names = {node.id for node in ast.walk(statement.test) if isinstance(node, ast.Name)}
    values = {node.value for node in ast.walk(statement.test) if isinstance(node, ast.Constant)}
    return "__name__" in names and "__main__" in values


def _explain_missing(name: str, statements: list[ast.stmt], defined: dict[str, int]) -> str:
    unrun = names_not_run(statements)
    if name in unrun:
        return tr(
            'line {line} defines it under `if __name__ == "__main__":`, which is not run when your'
            " work is graded; move it above",
            line=unrun[name],
        )
    outer_names = dict(_inner_definitions(statements))
    if name in outer_names:
        return tr("it stands inside {outer}; move it to the left margin", outer=outer_names[name])
    nearest = _find_nearest(name, defined)
    if nearest is not None:
        return tr(
            "did you mean {near} (line {line})? The name must be exactly {name}",
            near=nearest,
            line=defined[nearest],
            name=name,
        )
    functions = [node.name for node in statements if isinstance(node, Definition)]
    if not functions:
        return tr("put your code into the function {name}, as the stub has it", name=name)
    first_names = ", ".join(functions[:MAX_LISTED]) + (", …" if len(functions) > MAX_LISTED else "")
    return tr("it defines {names}; the name must be exactly {name}", names=first_names, name=name)


def _find_nearest(name: str, defined: dict[str, int]) -> str | None:
    """Return the name that is spelt most nearly as `name`, capitals aside."""
    lowered = {each.lower(): each for each in defined}
    matches = difflib.get_close_matches(name.lower(), lowered, 1, 0.75)
    return lowered[matches[0]] if matches else None


def _inner_definitions(statements: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield (name, where) for each function and class inside another."""
    for outer in statements:
        if isinstance(outer, Definition):
            for node in ast.walk(outer):
                if isinstance(node, Definition) and node is not outer:
                    yield node.name, tr("{name} (line {line})", name=outer.name, line=node.lineno)
