"""The check file of a task: the teacher's own asserts, as functions."""

from decimal import Decimal

from grader.files.json_text import quoted
from grader.points import written

from .autotests import ANSWERS, DECIMALS, hashed_helper
from .cell_tests import function
from .cells import Test, identifier


def check_file(task: str, place: str, tests: list[Test], own: set[str]) -> str:
    """Return the check file; `own` are the notebook's names.

    A test with hidden asserts is seen in part for no points, and decides whole and hidden.
    """
    taken: set[str] = set()
    parts, hidden = [], []
    for test in tests:
        name, text = identifier(test.name, taken), test.code.source.text
        if not test.hides:
            parts.append(_check(f"test_{name}", test.name, test.points, test.hint, text, own))
            continue
        if test.visible.strip():
            title = f"{test.name}, as far as it is shown"
            shown = test.visible
            parts.append(_check(f"test_{name}", title, Decimal(0), test.hint, shown, own))
        title = f"{test.name}, with hidden tests"
        check = f"test_{identifier(f'{name}_whole', taken)}"
        hidden.append(_check(check, title, test.points, test.hint, text, own))
    head = (
        f'"""Checks of {task}, the asserts of {place} and below: they run in the student process,'
        ' at lower trust."""'
    )
    top = [f"{head}\n\nfrom grader.checking import asserts"]
    if any("hashed(" in part for part in (*parts, *hidden)):
        top = [f"{head}\n\nfrom hashlib import sha256\n\nfrom grader.checking import asserts"]
        top.append(hashed_helper(f"{place}, {task}"))
    region = [
        "### BEGIN HIDDEN TESTS",
        *(["\n\n\n".join(hidden)] if hidden else []),
        "### END HIDDEN TESTS",
    ]
    return "\n\n\n".join([*top, *parts, "\n".join(region)]) + "\n"


def _check(
    name: str, title: str, points: Decimal, hint: str | None, code: str, own: set[str]
) -> str:
    given = [f"points={written(points)}", f"title={quoted(title)}"]
    given += [f"hint={quoted(hint)}"] if hint else []
    given += [f"decimals={DECIMALS}"] if code.rstrip().endswith(f"return {ANSWERS}") else []
    return f"@asserts({', '.join(given)})\n{function(name, code, own)}".rstrip("\n")
