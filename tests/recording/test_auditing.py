"""Checks that run where no class runs them: with other inputs, and two submissions at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.courses import write_course
from support.processes import submission
from support.suites import in_suite

from grader.errors import CalledWrongly
from grader.model import Assignment, Outcome
from grader.recording.auditing import audit, compare_submissions
from grader.sandbox.starting.launchers import Launcher

CHECKS = """
@check(points=1, title="Twice")
def test_twice(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x), names="y", atol=0.5)

@check(points=1, title="The largest")
def test_largest(student, reference, rng, compare):
    x = rng.values(5)
    scores = reference.f(x)
    compare.decided(student.largest(x), reference.largest(x), scores)
"""
REFERENCE = """
import numpy as np
def f(x):
    return 2.0 * x
def largest(x):
    return int(np.argmax(x))
"""
NEAR = REFERENCE.replace("2.0 * x", "2.0 * x + 0.25")
UP_TO_HERE = REFERENCE.replace("2.0 * x", "np.where(x < -0.8, 1e6, 2.0 * x)")
RAISES = REFERENCE.replace("return 2.0 * x", "return [].pop()")
RIGHT = submission("reference", a_py=REFERENCE)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    settings = """
        id = "demo"
        seed = 5

        [[tasks]]
        id = "a"
        points = 2
        defines = ["f", "largest"]
        server = "numpy"
    """
    return write_course(
        tmp_path_factory.mktemp("audited"),
        settings=settings,
        solutions={"a": REFERENCE},
        checks={"a": CHECKS},
    )


def test_variants_are_judged_with_the_inputs_of_a_seed_and_measured(
    assignment: Assignment, launchers: Callable[[str, str], Launcher]
) -> None:
    variants = submission("near", a_py=NEAR), submission("raises", a_py=RAISES)
    refused, runs = in_suite(
        assignment,
        launchers,
        lambda suite, servers: audit(suite, servers, RIGHT, variants, "a", 12),
    )
    assert refused == [] and [run.variant for run in runs] == ["near", "raises"]
    outcomes = [{check.id: check.outcome for check in run.result.checks} for run in runs]
    assert outcomes[0]["a::twice"] is Outcome.PASSED
    assert outcomes[1]["a::twice"] is Outcome.RAISED
    assert runs[0].measures["a::twice"][0].error == pytest.approx(0.5, rel=0.01)
    assert runs[1].measures["a::twice"] == (), "nothing was compared"


def test_a_seed_under_which_the_reference_itself_is_undecided_is_refused(
    assignment: Assignment, launchers: Callable[[str, str], Launcher], tmp_path: Path
) -> None:
    text = CHECKS.replace("scores = reference.f(x)", "scores = reference.f(0 * x)")
    closer = write_course(
        tmp_path,
        settings=(assignment.folder / "assignment.toml").read_text(encoding="utf-8"),
        solutions={"a": REFERENCE},
        checks={"a": text},
    )
    refused, runs = in_suite(
        closer, launchers, lambda suite, servers: audit(suite, servers, RIGHT, (RIGHT,), "a", 1)
    )
    assert [(each.check, each.proof.value) for each in refused] == [("a::largest", "margin")]
    assert runs == []


COMPARED = [
    (REFERENCE, 4, ""),
    (NEAR, 4, ""),
    (UP_TO_HERE, 1, "y[1]: expected"),
    (RAISES, 0, "IndexError: pop from empty list"),
]


@pytest.mark.parametrize(("text", "alike", "what"), COMPARED)
def test_two_submissions_are_alike_up_to_the_first_inputs_that_tell_them_apart(
    assignment: Assignment,
    launchers: Callable[[str, str], Launcher],
    text: str,
    alike: int,
    what: str,
) -> None:
    number, apart = in_suite(
        assignment,
        launchers,
        lambda suite, servers: compare_submissions(
            suite, servers, submission(a_py=text), RIGHT, "a::twice", range(4)
        ),
    )
    assert number == alike and what in apart and bool(apart) is bool(what)


def test_a_check_that_is_not_there_is_named(
    assignment: Assignment, launchers: Callable[[str, str], Launcher]
) -> None:
    with pytest.raises(CalledWrongly, match="a::thrice"):
        in_suite(
            assignment,
            launchers,
            lambda suite, servers: compare_submissions(
                suite, servers, RIGHT, RIGHT, "a::thrice", range(1)
            ),
        )
