"""An answer that a check cannot take apart is the student's failure; a slip of the check is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Assignment, Blame, CheckResult, Outcome
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = 8
    defines = ["f"]
    server = "numpy"
"""
SOLUTION = """
    import numpy as np

    def f(x):
        return np.array([x, 2 * x]), {"sum": 3 * x}
"""
CHECKS = """
def parts(side, x):
    array, sums = side.f(x)
    return array, sums["sum"]

@check(points=1, title="Taken apart")
def test_unpacked(student, reference, rng, compare):
    (got, _), (want, _) = student.f(3.0), reference.f(3.0)
    compare.equal(got, want)

@check(points=1, title="By index")
def test_indexed(student, reference, rng, compare):
    compare.equal(student.f(3.0)[1]["sum"], reference.f(3.0)[1]["sum"])

@check(points=1, title="Computed with")
def test_computed(student, reference, rng, compare):
    got, want = student.f(4.0)[0], reference.f(4.0)[0]
    twice = got * 2.0
    compare.equal(twice @ np.ones(2), (want * 2.0) @ np.ones(2))

@check(points=1, title="An attribute")
def test_attribute(student, reference, rng, compare):
    answer = student.f(5.0)
    compare.exact(answer[0].shape, reference.f(5.0)[0].shape)
    compare.equal(answer[0].sum(), reference.f(5.0)[0].sum())

@check(points=1, title="Gone through")
def test_iterated(student, reference, rng, compare):
    seen = []
    for item in student.f(6.0):
        seen.append(item)
    compare.equal(seen[0], reference.f(6.0)[0])

@check(points=1, title="In a helper")
def test_helper(student, reference, rng, compare):
    compare.equal(parts(student, 7.0), parts(reference, 7.0))

@check(points=1, title="A slip")
def test_slip(student, reference, rng, compare):
    got = student.f(8.0)
    if not isinstance(got, tuple):
        rng.valuse(3)
    compare.equal(got[0], reference.f(8.0)[0])

@check(points=1, title="A word to its author")
def test_raises(student, reference, rng, compare):
    got = student.f(9.0)
    if not isinstance(got, tuple):
        raise ValueError("cannot be")
    compare.equal(got[0], reference.f(9.0)[0])
"""
HELD = ("slip", "raises")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    assignment = write_course(
        tmp_path_factory.mktemp("unfit"),
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": CHECKS},
    )
    record(assignment)
    return assignment


@pytest.fixture(scope="module")
def judge(demo: Assignment) -> Iterator[Examiner]:
    with Examiner(demo) as one:
        yield one


def judged(judge: Examiner, body: str) -> dict[str, CheckResult]:
    text = f"import numpy as np\ndef f(x):\n    return {body}\n"
    checks = judge.judge(submission(a_py=text)).checks
    return {check.id.partition("::")[2]: check for check in checks}


@pytest.mark.parametrize(
    "body",
    cases(
        {
            "nothing": "None",
            "one number": "x",
            "one array": "np.array([x, 2 * x, 3 * x])",
            "a string": "'x'",
            "a function": "f",
            "nothing in it": "np.empty(0)",
        }
    ),
)
def test_an_answer_of_another_structure_is_a_failure_of_the_student_s(
    judge: Examiner, body: str
) -> None:
    for name, check in judged(judge, body).items():
        if name in HELD:
            assert (check.outcome, check.blame) == (Outcome.GRADER_FAULT, Blame.COURSE), name
        else:
            assert check.earned == 0 and check.blame is Blame.STUDENT, (name, check.message)
            assert check.outcome in (Outcome.FAILED, Outcome.RAISED), name


def test_what_was_expected_and_what_came_is_said(judge: Examiner) -> None:
    check = judged(judge, "None")["unpacked"]
    assert check.message.splitlines()[0] == (
        "the answer of f(): expected a tuple of 2 items, got None"
    )
    assert "TypeError" in check.message and check.place is not None
    assert check.difference is not None and check.difference.kind == "structure"


def test_right_work_passes_all_of_them(judge: Examiner) -> None:
    right = judged(judge, "(np.array([x, 2 * x]), {'sum': 3 * x})")
    assert {check.outcome for check in right.values()} == {Outcome.PASSED}
