"""Recognising stubs that nobody has written yet."""

import ast
import hashlib

from .names import Definition, names_in
from .text import Source


def digest_of(text: str) -> str:
    """Return the digest of a file as it is handed out; blank lines around it do not count."""
    content = text.strip("\n") + "\n"
    return f"sha256:{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()}"


def is_unfilled(statements: list[ast.stmt], names: tuple[str, ...]) -> bool:
    """Return whether every one of `names` is still a stub.

    Its function, or a method of its class, gives nothing and ends with NotImplementedError.
    """
    return bool(names) and set(names) <= unfilled_names(statements)


def unfilled_names(statements: list[ast.stmt]) -> set[str]:
    """Return the functions and classes whose last definition is still a stub."""
    definitions = {node.name: node for node in statements if isinstance(node, Definition)}
    return {name for name, node in definitions.items() if _ends_unwritten(node)}


def written_names(source: Source) -> set[str]:
    """Return the names that a source defines with more than a stub."""
    return names_in(source) - unfilled_names(source.statements)


def _ends_unwritten(node: ast.stmt) -> bool:
    match node:
        case ast.ClassDef(body=body):
            return any(_ends_unwritten(each) for each in body if isinstance(each, ast.FunctionDef))
        case ast.FunctionDef(body=[*_, last]) | ast.AsyncFunctionDef(body=[*_, last]):
            gives = (ast.Return, ast.Yield, ast.YieldFrom)
            answers = any(isinstance(part, gives) for part in ast.walk(node))
            return _says_unwritten(last) and not answers
    return False


def _says_unwritten(statement: ast.stmt) -> bool:
    """Return whether a statement raises NotImplementedError, called or not."""
    match statement:
        case ast.Raise(
            exc=ast.Name(id="NotImplementedError")
            | ast.Call(func=ast.Name(id="NotImplementedError"))
        ):
            return True
    return False
