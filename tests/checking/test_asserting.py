"""Checks of lower trust: a teacher's own asserts, in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.courses import SETTINGS, write_course

from grader.config import load_assignment
from grader.errors import BadCheck, RecordingRefused
from grader.examiner.client import Examiner
from grader.feedback.terminal import result_text
from grader.model import Assignment, Result, Submission, SubmittedFile
from grader.runs.recording import record

ASSERTED = SETTINGS.replace('defines = ["f"]', 'defines = ["f"]\n    asserted = true')
CHECKS = '''
from grader.checking import asserts


@check(points=1, title="Compared")
def test_compared(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))


@asserts(points=1, title="Asserted")
def test_asserted():
    text = """
one
"""
    assert len(text) == 5
    for x in (1.0, 2.5):
        assert f(x) == 2.0 * x, "f doubles"
'''


def judged(examiner: Examiner, text: str) -> Result:
    return examiner.judge(
        Submission(name="s", files=(SubmittedFile(name="a.py", content=text.encode()),))
    )


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    made = write_course(tmp_path_factory.mktemp("course"), settings=ASSERTED, checks={"a": CHECKS})
    record(made)
    return made


@pytest.fixture(scope="module")
def examiner(assignment: Assignment) -> Iterator[Examiner]:
    with Examiner(assignment) as started:
        yield started


def test_it_passes_and_fails_by_the_asserts_and_says_which(examiner: Examiner) -> None:
    right = judged(examiner, "def f(x):\n    return x + x\n")
    assert [(check.outcome, check.asserted) for check in right.checks] == [
        ("PASSED", False),
        ("PASSED", True),
    ]
    assert "1 check marked (asserted)" in result_text(right)
    wrong = judged(examiner, "def f(x):\n    return 2.0 if x == 1.0 else 7.0\n")
    assert [check.outcome for check in wrong.checks] == ["FAILED", "FAILED"]
    assert (
        wrong.checks[1].message
        == 'an assert does not hold: assert f(x) == 2.0 * x, "f doubles"\nf doubles'
    )
    assert "Asserted  (asserted)" in result_text(wrong, verbose=True)


def test_what_student_code_raises_is_the_student_s(examiner: Examiner) -> None:
    raised = judged(examiner, "def f(x):\n    assert x > 5\n")
    assert [check.outcome for check in raised.checks] == ["RAISED", "RAISED"]
    assert (
        raised.checks[1].message.startswith("it() ended with AssertionError")
        or "AssertionError" in raised.checks[1].message
    )


def test_a_cheat_reaches_no_other_check(examiner: Examiner) -> None:
    """Code that sees the asserts run tears its whole process down to its liking.

    The compared check keeps its result.
    """
    cheat = """
import builtins, sys

calls = 0


def f(x):
    global calls
    calls += 1
    for name, module in list(sys.modules.items()):
        if name.startswith("grader.sandbox"):
            module.__dict__.clear()
    builtins.len = None
    return 2.0 * x if calls > 1 else float(calls)
"""
    result = judged(examiner, cheat)
    first = {check.id: check.outcome for check in result.checks}["a::compared"]
    assert first != "PASSED" and result.earned == 0


def test_each_has_a_process_of_its_own(examiner: Examiner) -> None:
    counting = (
        "n = []\n\n\ndef f(x):\n    n.append(x)\n    return 2.0 * x if len(n) <= 2 else 0.0\n"
    )
    assert [check.outcome for check in judged(examiner, counting).checks] == ["PASSED", "PASSED"]


def test_a_task_that_does_not_say_so_has_none(tmp_path: Path) -> None:
    made = write_course(tmp_path, checks={"a": CHECKS})
    with pytest.raises(BadCheck, match="write `asserted = true` at the task a"):
        record(made)


def test_asserts_that_a_blind_student_passes_are_refused(tmp_path: Path) -> None:
    weak = CHECKS.replace('assert f(x) == 2.0 * x, "f doubles"', "assert f(x) is not None")
    with pytest.raises(
        RecordingRefused, match=r"whose functions answer zero passes it.* and earns 1 points"
    ):
        record(write_course(tmp_path, settings=ASSERTED, checks={"a": weak}))


def test_students_run_it_too(assignment: Assignment) -> None:
    with Examiner(load_assignment(assignment.folder)) as students:
        assert judged(students, "def f(x):\n    return x + x\n").earned == 2


RETURNING = """
from grader.checking import asserts


@asserts(points=2, title="Returned", decimals=2)
def test_returned():
    return {"f(1)": f(1), "f(0.5)": f(0.5), "[f]": [f(2)], "type(f(1))": type(f(1)), "f": f}
"""
RETURNS = SETTINGS.replace('defines = ["f"]', 'defines = ["f"]\n    asserted = true')


@pytest.fixture(scope="module")
def returning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    folder = tmp_path_factory.mktemp("returning")
    made = write_course(folder, settings=RETURNS, checks={"a": RETURNING})
    record(made)
    with Examiner(made) as started:
        yield started


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("return x * 2.0", None),
        ("return 2.0 * x + (0.001 if x == 0.5 else 0)", None),  # two places count
        ("return x + x", "the type of f(1)"),
        ("return x if x == 0.5 else 2.0 * x", "f(0.5)"),
        ("return 5.0 if x == 2 else 2.0 * x", "[f]"),
    ],
)
def test_what_it_returns_is_compared_with_the_reference_s(
    returning: Examiner, body: str, where: str | None
) -> None:
    (check,) = judged(returning, f"def f(x):\n    {body}\n").checks
    assert check.outcome == ("PASSED" if where is None else "FAILED"), check.message
    assert where is None or (check.difference is not None and where in check.difference.where)


def test_a_blind_answer_that_is_returned_is_refused(tmp_path: Path) -> None:
    blind = (
        RETURNING.replace("f(1)", "f(0.0)").replace("f(0.5)", "f(0.0)").replace("f(2)", "f(0.0)")
    )
    made = write_course(tmp_path, settings=RETURNS, checks={"a": blind.replace(', "f": f', "")})
    with pytest.raises(RecordingRefused, match="a blind student"):
        record(made)
