"""Places that are left as they are, because nothing could tell their change."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest
from support.cases import cases
from support.mutated import scope_of

from grader.mutants.untold import carries, ids_not_mutated, inferred_sizes


def function(body: str) -> ast.FunctionDef:
    (node,) = ast.parse(f"def f(x, y, n):\n{dedent(body)}".replace("\n", "\n    ")).body
    assert isinstance(node, ast.FunctionDef)
    return node


def constants_left_alone(body: str) -> set[object]:
    node = function(body)
    left = ids_not_mutated(node)
    inside = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {each.value for each in inside if id(each) in left}


@pytest.mark.parametrize(
    ("body", "left"),
    cases(
        {
            "a docstring": ("'words'\nreturn 1", {"words"}),
            "an f-string": ("return f'a {2}'", {"a ", 2}),
            "an annotation": ("z: 'int' = 1", {"int"}),
            "an error's text": ("raise ValueError('too ' + 'long')", {"too ", "long"}),
            "an error without a text": ("raise ValueError", set()),
            "a failed assert": ("assert x > 1, 'small'", {"small"}),
            "an assert without a text": ("assert x > 1", set()),
            "a warning": ("warnings.warn('odd', stacklevel=2)", {"odd"}),
            "a failed check": ("pytest.fail('odd')", {"odd"}),
            "any other text": ("return 'a'", set()),
        }
    ),
)
def test_what_nobody_could_tell_is_left_alone(body: str, left: set[object]) -> None:
    assert constants_left_alone(body) == left


@pytest.mark.parametrize(
    ("body", "alone"),
    cases(
        {
            "a loop that leaves something": ("for i in (x, y):\n    n = i", False),
            "a loop that leaves nothing": ("for i in (x, y):\n    print(i)", True),
            "a sum": ("return sum(i for i in (x, y))", True),
            "a mean of a list": ("return np.mean([i for i in (x, y)])", True),
            "a list": ("return list(i for i in (x, y))", False),
        }
    ),
)
def test_an_order_that_does_not_matter_is_left_alone(body: str, alone: bool) -> None:
    node = function(body)
    left = ids_not_mutated(node)
    (loop,) = (each for each in ast.walk(node) if isinstance(each, ast.For | ast.comprehension))
    assert (id(loop.iter if isinstance(loop, ast.For) else loop) in left) is alone


@pytest.mark.parametrize(
    ("body", "does"),
    cases(
        {
            "a name that is bound": ("x = i", True),
            "a name that is added to": ("x += i", True),
            "an item that is set": ("x[i] = 1", True),
            "a list that grows": ("x.append(i)", True),
            "a set that grows": ("x.add(i)", True),
            "an inner loop that does": ("for j in y:\n    x = j", True),
            "only counters": ("for j in y:\n    print(i, j)", False),
            "an item that is read": ("print(x[i])", False),
            "nothing": ("pass", False),
        }
    ),
)
def test_a_round_leaves_something_to_the_next(body: str, does: bool) -> None:
    inner = body.replace("\n", "\n    ")
    loop = function(f"for i in n:\n    {inner}").body[0]
    assert isinstance(loop, ast.For) and carries(loop) is does


@pytest.mark.parametrize(
    ("expression", "sizes"),
    [
        ("x.reshape(-1)", [1]),
        ("x.reshape(-1, 2)", [1]),
        ("np.reshape(x, (n, -1))", [1]),
        ("reshape(x, -1)", [1]),
        ("x.reshape(2, 3)", []),
        ("x.sum(-1)", []),
        ("x[-1]", []),
    ],
)
def test_a_size_that_asks_for_what_is_left(expression: str, sizes: list[int]) -> None:
    node = function(f"return {expression}")
    known = inferred_sizes(node)
    inside = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    assert [each.value for each in inside if id(each) in known] == sizes


def test_a_scope_does_not_offer_what_is_left_alone() -> None:
    scope = scope_of("def f(x):\n    'words'\n    return 'a'")
    texts = [node.value for node in scope.nodes() if isinstance(node, ast.Constant)]
    assert texts == ["a"]
