"""Reading the Python that staff wrote."""

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.errors import BadFile


def parse_python(path: Path, text: str) -> ast.Module:
    """Return the tree of the Python file at `path`.  Raises BadFile."""
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise BadFile(
            path, f"it is not valid Python: {error.msg}; correct it", line=error.lineno
        ) from None
    except ValueError as error:
        raise BadFile(path, f"it is not valid Python: {error}; correct it") from None


def first_line_of(node: ast.stmt) -> int:
    """Return the line on which a statement begins, with its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def imported_modules(code: ast.AST) -> Iterator[str]:
    """Yield the modules that code imports; `from a import b` may mean `a.b`."""
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
