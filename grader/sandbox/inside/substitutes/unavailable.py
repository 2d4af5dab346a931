"""Imports at the top of a file of what cannot be imported: they cost nothing until it is used."""

import ast
from collections.abc import Callable, Iterable
from typing import Any

from grader.language import tr

from .standins import is_special

Absence = Callable[[str], str | None]


class Missing:
    """A name whose import failed; any use of it raises."""

    def __init__(self, name: str, sentence: str) -> None:
        self._name = name
        self._sentence = sentence

    def __getattr__(self, name: str) -> Any:
        if is_special(name):
            raise AttributeError(name)  # what Python and libraries look for is no use
        return self._use()

    def __repr__(self) -> str:
        return tr("<{name}: not available here>", name=self._name)

    def _use(self, *args: object, **kwargs: object) -> Any:
        raise ModuleNotFoundError(self._sentence, name=self._name)

    __call__ = __getitem__ = __setitem__ = __iter__ = __len__ = __contains__ = __bool__ = _use
    __enter__ = __exit__ = __mro_entries__ = __instancecheck__ = __array__ = __float__ = _use
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = __rmatmul__ = _use
    __truediv__ = __rtruediv__ = __pow__ = __neg__ = __lt__ = __le__ = __gt__ = __ge__ = _use


def take_out_missing(
    statements: Iterable[ast.stmt], absence: Absence
) -> tuple[list[ast.stmt], dict[str, Missing]]:
    """Return the statements that can run, and stand-ins for the names that the others would bind.

    Only imports that stand alone at the top are taken out.  One inside of `try` raises, because its
    author wrote down what is to happen then.
    """
    runnable: list[ast.stmt] = []
    missing: dict[str, Missing] = {}
    for statement in statements:
        bound: dict[str, Missing] = {}
        remainder: ast.stmt | None = statement
        if isinstance(statement, ast.Import):
            bound, remainder = _split_import(statement, absence)
        elif isinstance(statement, ast.ImportFrom):
            bound, remainder = _split_from_import(statement, absence)
        missing.update(bound)
        runnable += [remainder] if remainder is not None else []
    return runnable, missing


Left = tuple[dict[str, Missing], ast.stmt | None]  # names that are missing, and what is left to run


def _split_import(statement: ast.Import, absence: Absence) -> Left:
    """Take the missing ones out of `import a, b.c as d`."""
    absent = {alias.name: absence(alias.name) for alias in statement.names}
    missing = {
        alias.asname or alias.name.partition(".")[0]: Missing(alias.name, sentence)
        for alias in statement.names
        if (sentence := absent[alias.name]) is not None
    }
    remainder = [alias for alias in statement.names if absent[alias.name] is None]
    return missing, ast.copy_location(ast.Import(remainder), statement) if remainder else None


def _split_from_import(statement: ast.ImportFrom, absence: Absence) -> Left:
    """Take out `from a import b, c` where a is missing."""
    module = statement.module or ""
    sentence = absence(module) if module and not statement.level else None
    if sentence is None:
        return {}, statement
    names = [alias.asname or alias.name for alias in statement.names]
    return {name: Missing(module, sentence) for name in names}, None
