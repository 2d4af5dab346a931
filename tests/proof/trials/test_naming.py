"""The proof of diagnoses: known mistakes get their names, and hidden checks contradict none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import write, write_course

from grader.diagnosis.mistakes import Imprint, Mistake
from grader.model import Blame, CheckResult, Course, Diagnosis, DiagnosisKind, Outcome
from grader.proof.trials.naming import explain_contradiction
from grader.proof.verifying import verify
from grader.runs.recording import record, record_mistakes

FAILED, PASSED = Outcome.FAILED, Outcome.PASSED
MISTAKE = Mistake("a/m", "M", "It is M.", {"a::hidden": Imprint(FAILED)})


def check(name: str, outcome: Outcome, told: str = "") -> CheckResult:
    return CheckResult(
        id=f"a::{name}",
        title=name,
        outcome=outcome,
        earned=Decimal(0),
        possible=Decimal(1),
        hidden=name != "visible",
        diagnosis=diagnosis(told) if told else None,
        blame=Blame.STUDENT,
    )


def diagnosis(told: str) -> Diagnosis:
    kinds = {
        "training": DiagnosisKind.TRAINING,
        "inner": DiagnosisKind.INTERMEDIATE,
        "argument": DiagnosisKind.CONDUCT,
        "graph": DiagnosisKind.CONDUCT,
    }
    kind = kinds.get(told.partition("/")[0], DiagnosisKind.FAMILY)
    return Diagnosis(name=told, title=told, explanation=told, kind=kind)


CONTRADICTED = cases(
    {
        "nothing told": ([check("visible", FAILED), check("hidden", FAILED, "a/m")], ""),
        "the same": ([check("visible", FAILED, "a/m"), check("hidden", FAILED, "a/m")], ""),
        "another": ([check("visible", FAILED, "a/m"), check("hidden", FAILED, "a/n")], "a and a/m"),
        "passed": ([check("visible", FAILED, "a/m"), check("hidden", PASSED)], "passes a::hidden"),
        "otherwise": ([check("visible", FAILED, "a/m"), check("hidden", FAILED)], "another way"),
        "a check that the mistake passes": (
            [check("visible", FAILED, "a/m"), check("hidden", FAILED, "a/m"), check("b", PASSED)],
            "",
        ),
        "two families": (
            [check("visible", FAILED, "sign/minus"), check("hidden", FAILED, "digits/rounded")],
            "digits and sign",
        ),
        "a place in a model beside a family": (
            [check("visible", FAILED, "inner/after"), check("hidden", FAILED, "digits/rounded")],
            "",
        ),
        "an argument written into, and what that made of the answer": (
            [
                check("visible", FAILED, "same_rows/last"),
                check("hidden", FAILED, "argument/changed"),
            ],
            "",
        ),
        "a graph that is cut, beside a family": (
            [check("visible", FAILED, "graph/detached"), check("hidden", FAILED, "digits/rounded")],
            "",
        ),
        "two families beside what a function does": (
            [
                check("visible", FAILED, "argument/changed"),
                check("hidden", FAILED, "digits/rounded"),
                check("b", FAILED, "sign/minus"),
            ],
            "digits and sign",
        ),
        "a curve beside a family": (
            [check("visible", FAILED, "training/first"), check("hidden", FAILED, "digits/rounded")],
            "",
        ),
    }
)


@pytest.mark.parametrize(("checks", "said"), CONTRADICTED)
def test_hidden_checks_contradict_what_is_told(checks: list[CheckResult], said: str) -> None:
    why = explain_contradiction(checks, {"a/m": MISTAKE})
    assert (said in why) if said else not why


CHECKS = """
@check(points=1, title="Some")
def test_some(student, reference, rng, compare):
    x = rng.values(5)
    compare.equal(student.f(x), reference.f(x), names="y")

@check(points=1, title="More")
def test_more(student, reference, rng, compare):
    x = rng.values(7)
    compare.equal(student.f(x), reference.f(x), names="y")
"""
HALVED = """
# title: Halved
# explanation: It is half.
# fails: a::some
def f(x):
    return 0.5 * x
"""


def test_a_row_says_how_known_work_is_named(tmp_path: Path) -> None:
    assignment = write_course(tmp_path, checks={"a": CHECKS})
    assert assignment.solutions is not None
    course = Course(folder=tmp_path)
    write(assignment.solutions / "wrong" / "a" / "halved.py", HALVED)
    record(assignment)
    only = ("diagnosis",)
    report, _ = verify(course, assignment, workers=1, seeds=2, only=only)
    (row,) = report.rows
    assert not row.passed and "run `grade record demo`" in row.said

    record_mistakes(assignment)
    report, _ = verify(course, assignment, workers=1, seeds=2, only=only)
    (row,) = report.rows
    assert row.passed
    assert row.said.startswith("1 stored: 1 named rightly, 0 wrongly, 0 not; 0 false in")
    report, _ = verify(course, assignment, workers=1, seeds=2, only=("mutants",))
    (killed,) = report.rows
    assert killed.passed and killed.kept > 0  # a check told them apart while they were diagnosed

    text = HALVED.replace("# fails", "# diagnosis: a/other\n# fails")
    write(assignment.solutions / "wrong" / "a" / "halved.py", text)
    report, _ = verify(course, assignment, workers=1, seeds=2, only=only)
    (row,) = report.rows
    assert not row.passed and "is told a/halved instead of a/other" in row.problems[0]
