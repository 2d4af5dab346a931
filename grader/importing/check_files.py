"""The check file of a task: the teacher's own asserts, as functions."""

from decimal import Decimal

from grader.files.json_text import quote
from grader.points import points_text

from .autotests import ANSWERS, DECIMALS, hashed_helper
from .cell_tests import as_function
from .cells import Test, choose_identifier


def check_file(task: str, place: str, tests: list[Test], notebook_names: set[str]) -> str:
    """Return the check file; `notebook_names` are the notebook's names.

    A test with hidden asserts is seen in part for no points, and decides whole and hidden.
    """
    taken_names: set[str] = set()
    parts, hidden = [], []
    for test in tests:
        name, text = choose_identifier(test.name, taken_names), test.code.source.text
        if not test.hides:
            parts.append(
                _check_function(
                    f"test_{name}", test.name, test.points, test.hint, text, notebook_names
                )
            )
            continue
        if test.visible.strip():
            title = f"{test.name}, as far as it is shown"
            visible_text = test.visible
            parts.append(
                _check_function(
                    f"test_{name}", title, Decimal(0), test.hint, visible_text, notebook_names
                )
            )
        title = f"{test.name}, with hidden tests"
        check = f"test_{choose_identifier(f'{name}_whole', taken_names)}"
        hidden.append(_check_function(check, title, test.points, test.hint, text, notebook_names))
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


def _check_function(
    name: str, title: str, points: Decimal, hint: str | None, code: str, notebook_names: set[str]
) -> str:
    arguments = [f"points={points_text(points)}", f"title={quote(title)}"]
    arguments += [f"hint={quote(hint)}"] if hint else []
    arguments += [f"decimals={DECIMALS}"] if code.rstrip().endswith(f"return {ANSWERS}") else []
    return f"@asserts({', '.join(arguments)})\n{as_function(name, code, notebook_names)}".rstrip(
        "\n"
    )
