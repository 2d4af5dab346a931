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
            head = _check_head(test.name, test.points, test.hint, text)
            parts.append(head + as_function(f"test_{name}", text, notebook_names))
            continue
        if test.visible.strip():
            title = f"{test.name}, as far as it is shown"
            head = _check_head(title, Decimal(0), test.hint, test.visible)
            parts.append(head + as_function(f"test_{name}", test.visible, notebook_names))
        check = f"test_{choose_identifier(f'{name}_whole', taken_names)}"
        head = _check_head(f"{test.name}, with hidden tests", test.points, test.hint, text)
        hidden.append(head + as_function(check, text, notebook_names))
    docstring = (
        f'"""Checks of {task}, the asserts of {place} and below: they run in the student process,'
        ' at lower trust."""'
    )
    top = [f"{docstring}\n\nfrom grader.checking import asserts"]
    if any("hashed(" in part for part in (*parts, *hidden)):
        top = [f"{docstring}\n\nfrom hashlib import sha256\n\nfrom grader.checking import asserts"]
        top.append(hashed_helper(f"{place}, {task}"))
    region = ("### BEGIN HIDDEN TESTS", "\n\n".join(hidden).rstrip("\n"), "### END HIDDEN TESTS")
    blocks = [*top, *(part.rstrip("\n") for part in parts), "\n".join(filter(None, region))]
    return "\n\n\n".join(blocks) + "\n"


def _check_head(title: str, points: Decimal, hint: str | None, code: str) -> str:
    """Return the line above a check that says what it is called and counts."""
    arguments = [f"points={points_text(points)}", f"title={quote(title)}"]
    arguments += [f"hint={quote(hint)}"] if hint else []
    arguments += [f"decimals={DECIMALS}"] if code.rstrip().endswith(f"return {ANSWERS}") else []
    return f"@asserts({', '.join(arguments)})\n"
