"""One kind of mutation alone, made in a text; one way of writing a file otherwise."""

from __future__ import annotations

import ast
from typing import Any

from grader.mutants.rewritten import Way
from grader.mutants.scope import Mutation, Scope, read_scope
from grader.mutants.splicing import ParsedText
from grader.mutants.written import Written, parse_running

HEAD = "import numpy as np\n\n\n"
TORCH = "import torch\nfrom torch import nn\n\n\n"


def scope_of(text: str, head: str = HEAD) -> Scope:
    """What is known of the first function of a text, its imports before it."""
    source = ParsedText.read(head + text)
    functions = (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef))
    return read_scope(source, next(functions), "")


def made(mutation: Mutation, text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """All that a mutation makes of a text's first function: kinds, and the texts below the head."""
    scope = scope_of(text, head)
    changes = [change for node in scope.nodes() for change in mutation(scope, node)]
    return [
        (kind, scope.source.with_edits(edits).removeprefix(head).rstrip("\n"))
        for kind, edits in changes
    ]


def made_of(mutation: Mutation, expression: str, head: str = HEAD) -> set[tuple[str, str]]:
    """The same of `return …` in a function of x and y, by what is returned then."""
    before = "def f(x, y):\n    return "
    changed = made(mutation, before + expression, head)
    return {(kind, text.removeprefix(before)) for kind, text in changed}


def written(
    text: str,
    *defines: str,
    torch: bool = False,
    told: str = "",
    regions: tuple[tuple[int, int], ...] = (),
) -> Written:
    """A reference file that asks for those names."""
    return Written(
        text=text,
        tree=parse_running(text),
        defines=defines,
        regions=regions,
        told=told,
        torch=torch,
    )


def rewritten(way: Way, text: str, *defines: str, **more: Any) -> tuple[str, str] | None:
    """What a way of writing says and makes of a file; None where it does not apply."""
    ways = list(way(written(text, *defines, **more)))
    assert len(ways) <= 1
    return ways[0] if ways else None
