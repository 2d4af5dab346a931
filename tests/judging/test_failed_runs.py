"""What a diagnosis is made of, once a check has failed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.scripted import Script, raised

from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.checking.mismatch import Mismatch
from grader.diagnosis.evidence import InnerStep
from grader.judging.failed_runs import Run, evidence_of, rule_evidence
from grader.judging.telling.found import Finding
from grader.model import Blame, Difference, Outcome, Place, Tolerances
from grader.sandbox.survey import RuleUse
from grader.wire.messages import Cause

FAILED = Finding(outcome=Outcome.FAILED, blame=Blame.STUDENT)


def run(error: BaseException | None = None, compare: Comparison | None = None, **more: Any) -> Run:
    return Run(
        **{
            "raised": error,
            "session": None,
            "reference": None,
            "compare": compare or Comparison(Tolerances()),
            "printed": "",
            **more,
        }
    )


@pytest.mark.parametrize(
    ("outcome", "blame", "told"),
    [
        (Outcome.FAILED, Blame.STUDENT, True),
        (Outcome.RAISED, Blame.STUDENT, True),
        (Outcome.TIMED_OUT, Blame.STUDENT, False),
        (Outcome.CRASHED, Blame.STUDENT, False),
        (Outcome.PASSED, None, False),
        (Outcome.FAILED, Blame.COURSE, False),
        (Outcome.GRADER_FAULT, Blame.GRADER, False),
    ],
)
def test_only_what_a_student_s_code_answered_or_raised_tells_something(
    outcome: Outcome, blame: Blame | None, told: bool
) -> None:
    finding = Finding(outcome=outcome, blame=blame)
    assert (evidence_of("a::x", finding, run()) is not None) is told


@pytest.mark.parametrize(
    ("error", "said"),
    cases(
        {
            "an exception": (
                raised("ValueError", "no", cause=Cause.CALL),
                "call ValueError: no",
            ),
            "while loading": (
                raised("ImportError", "x", cause=Cause.LOADING),
                "loading ImportError: x",
            ),
            "a difference in the check's own words": (
                Mismatch(Difference(kind="structure", where="y", expected="1", got="2")),
                "structure y: 2",
            ),
            "anything else": (TypeError("unpack"), "TypeError"),
        }
    ),
)
def test_where_nothing_was_compared_it_is_what_ended_the_check(error: Exception, said: str) -> None:
    evidence = evidence_of("a::x", FAILED, run(error))
    assert evidence is not None and evidence.raised == said and evidence.compared is None


def test_where_something_was_compared_it_is_that() -> None:
    compare = Comparison(Tolerances())
    with pytest.raises(Mismatch):
        compare.equal(np.ones(2), np.zeros(2), names="y")
    evidence = evidence_of("a::x", FAILED, run(TypeError(), compare))
    assert evidence is not None and evidence.raised == ""
    assert evidence.compared is not None and evidence.compared.names == ("y",)


def test_calls_are_told_with_their_answers() -> None:
    side = Side(Script(7))
    side.f(1)
    evidence = evidence_of("a::x", FAILED, run(session=side._session))
    assert evidence is not None
    assert [(call.name, call.args, call.answer) for call in evidence.asked] == [("f", (1,), 7)]


def test_inner_steps_have_the_names_that_the_check_gives_the_leaves() -> None:
    student, reference = Side(Script())._session, Side(Script())._session
    student.inner_steps = (
        InnerStep(leaf="mine", value=np.ones(1)),
        InnerStep(leaf="other", value=np.ones(1)),
    )
    student.leaf_names = {"mine": "low"}
    reference.inner_steps = (InnerStep(leaf="low", value=np.ones(1)),)
    evidence = evidence_of("a::x", FAILED, run(session=student, reference=reference))
    assert evidence is not None
    assert [step.leaf for step in evidence.inside] == ["low", "other"]
    assert [step.leaf for step in evidence.inside_wanted] == ["low"]


def test_a_broken_rule_is_told_by_what_was_used() -> None:
    use = RuleUse(say="NumPy only.", used="scipy", place=Place(file="a.py", line=1))
    evidence = rule_evidence("a::x", use)
    assert (evidence.outcome, evidence.raised) == (Outcome.FAILED, "rule scipy")
