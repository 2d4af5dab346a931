"""Packages that a course allows and a machine lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cases import cases
from support.courses import SETTINGS, write_course
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Blame, Outcome
from grader.runs.recording import record

PACKAGES = 'packages = ["not_there_at_all", "nowhere_to_be_found"]\n'


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    """An examiner of a course that allows packages which nobody has."""
    checks = """
@check(points=2, title="Drawn")
def test_drawn(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x), names="y")
"""
    folder = tmp_path_factory.mktemp("lacking")
    assignment = write_course(folder, settings=PACKAGES + SETTINGS, checks={"a": checks})
    record(assignment)
    with Examiner(assignment) as examiner:
        yield examiner


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "at the top": "import not_there_at_all\n\ndef f(x): return not_there_at_all.f(x)\n",
            "a part": "from not_there_at_all.of import g\n\ndef f(x): return g(x)\n",
            "inside": "def f(x):\n    import nowhere_to_be_found\n    return 2.0 * x\n",
            "a try that gives up": (
                "try:\n    import not_there_at_all as n\nexcept ImportError as error:\n    raise\n"
            ),
        }
    ),
)
def test_the_grade_is_held_and_says_what_to_install(lacking: Examiner, text: str) -> None:
    (check,) = lacking.judge(submission(a_py=text)).checks
    assert (check.outcome, check.blame, check.earned) == (
        Outcome.GRADER_FAULT,
        Blame.GRADER,
        None,
    )
    assert "this machine lacks it; pip install no" in check.message


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("import not_there_at_all\n\ndef f(x): return 2.0 * x\n", Outcome.PASSED),
        (
            "try:\n    import not_there_at_all\nexcept ImportError:\n    pass\n"
            "def f(x): return 2.0 * x\n",
            Outcome.PASSED,
        ),
        ("import not_allowed\n\ndef f(x): return not_allowed.f(x)\n", Outcome.RAISED),
        ("def f(x): raise ValueError('not_there_at_all')\n", Outcome.RAISED),
    ],
)
def test_anything_else_is_the_students(lacking: Examiner, text: str, outcome: Outcome) -> None:
    (check,) = lacking.judge(submission(a_py=text)).checks
    assert check.outcome is outcome and "this machine" not in check.message
