"""Looking through syntax trees for nodes of one kind, and for names."""

import ast
from collections.abc import Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)


def nodes_of(tree: ast.AST, kind: type[Node]) -> Iterator[Node]:
    """Yield the nodes of a kind in a tree, the tree itself among them; outer ones come first."""
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def names_in(tree: ast.AST, use: type[ast.expr_context] = ast.expr_context) -> set[str]:
    """Return the names in a tree: all, or those that are read (`ast.Load`) or bound there."""
    return {node.id for node in nodes_of(tree, ast.Name) if isinstance(node.ctx, use)}


def is_member_of(node: ast.AST, owner: str) -> bool:
    """Return whether a node is an attribute of that name: `owner.…`."""
    match node:
        case ast.Attribute(value=ast.Name(id=name)):
            return name == owner
    return False


def called_name(node: ast.AST) -> str:
    """Return the last part of the name of what a node calls; "" where that is nothing."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
    return ""


def positional_names(arguments: ast.arguments) -> tuple[str, ...]:
    """Return the names of the parameters that can be given by place."""
    return tuple(each.arg for each in (*arguments.posonlyargs, *arguments.args))
