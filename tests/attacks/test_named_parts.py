"""An attack on a part of ours attacks one that is there; one on a name that is gone is none."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

SUBMISSIONS = Path(__file__).with_name("submissions")


def attacked_parts(text: str) -> set[tuple[str, str]]:
    """The modules of ours that a submission has a name for, each with what it takes from them."""
    tree = ast.parse(text)
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {each.asname: each.name for each in node.names if each.asname}
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            of, key = node.value.value, node.value.slice
            if ast.unparse(of) == "sys.modules" and isinstance(key, ast.Constant):
                modules |= {ast.unparse(target): str(key.value) for target in node.targets}
    return {
        (modules[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and modules.get(node.value.id, "").startswith("grader.")
    }


PARTS = sorted(
    (path.relative_to(SUBMISSIONS).as_posix(), *part)
    for path in SUBMISSIONS.rglob("*.py")
    if b"grader." in (content := path.read_bytes()) and len(content) < 100_000
    for part in attacked_parts(content.decode("utf-8", "replace"))
)


@pytest.mark.parametrize(("submission", "module", "name"), PARTS)
def test_what_is_attacked_is_there(submission: str, module: str, name: str) -> None:
    assert hasattr(importlib.import_module(module), name), f"{submission} attacks nothing"


def test_there_are_such_attacks() -> None:
    assert len({submission for submission, _, _ in PARTS}) >= 5
