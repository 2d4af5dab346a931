"""What failures of one mistake share."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.results import check, task

from grader.feedback.causes import failure, share_wrong, signature
from grader.model import Blame, CheckResult, Diagnosis, DiagnosisKind, Difference, Outcome

NAMED = Diagnosis(name="late", title="One late", explanation="It comes one step late.")


def failing(name: str = "a::x", **more: Any) -> CheckResult:
    given = {"outcome": Outcome.FAILED, "blame": Blame.STUDENT, "diagnosis": None, **more}
    return check(name, **given)


def parted(got: str = "2.0000", **more: Any) -> Difference:
    known = {"kind": "values", "where": "y[2]", "expected": "1", "differing": 5, "size": 10}
    return Difference(**{**known, "got": got, **more})


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    cases(
        {
            "the last digits, which two ways to compute have otherwise": (
                failing(difference=parted("0.12341")),
                failing(difference=parted("0.12344")),
                True,
            ),
            "another number at the first wrong place": (
                failing(difference=parted("2.0000")),
                failing(difference=parted("-1.0000")),
                False,
            ),
            "another shape": (
                failing(difference=parted("shape (3, 2)", kind="shape", differing=None)),
                failing(difference=parted("shape (2, 3)", kind="shape", differing=None)),
                False,
            ),
            "one mistake in two tasks": (
                failing("a::x", diagnosis=NAMED),
                failing("b::x", diagnosis=NAMED),
                False,
            ),
            "a family with the name of a stored mistake": (
                failing(diagnosis=NAMED),
                failing(
                    diagnosis=Diagnosis(
                        name="late", title="", explanation="", kind=DiagnosisKind.FAMILY
                    )
                ),
                False,
            ),
            "one mistake with another title": (
                failing(diagnosis=NAMED),
                failing(diagnosis=Diagnosis(name="late", title="晚了一步", explanation="")),
                True,
            ),
        }
    ),
)
def test_a_signature_is_what_two_failures_share(
    one: CheckResult, other: CheckResult, are_alike: bool
) -> None:
    assert (signature(one) == signature(other)) is are_alike


def test_a_signature_is_the_same_in_every_run() -> None:
    """Comments are kept with it, so it must not change from one tensorgrade to the next."""
    assert signature(failing(diagnosis=NAMED)) == "9f0b53d5"
    assert signature(failing(difference=parted())) == "3238544b"
    assert signature(failing(difference=None, message="ValueError: 3 is not 4\n…")) == "4f4887ac"


def test_the_failure_of_a_task_is_what_its_student_has_to_mend() -> None:
    mine = failing(diagnosis=NAMED)
    assert failure(task("a", failing("a::y"), mine)) == mine
    assert failure(task("a", check("a::x"))) is None
    assert failure(task("a", failing(blame=Blame.COURSE))) is None
    assert failure(task("a", mine, unchanged=True)) is None


def test_what_was_not_counted_has_no_share() -> None:
    assert share_wrong(parted()) == 0.5
    assert share_wrong(parted(differing=None)) is None and share_wrong(parted(size=0)) is None
