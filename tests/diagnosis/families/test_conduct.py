"""What a function does beside answering: to its arguments, to the graph, from call to call."""

from __future__ import annotations

from typing import Any

import numpy as np
from support.arrays import SERIES, TABLE
from support.evidence import evidence, member

from grader.diagnosis.deciding import diagnose_checks
from grader.diagnosis.evidence import AnsweredCall, Evidence
from grader.model import DiagnosisKind, Outcome


def answered(*calls: tuple[str, Any, Any]) -> Evidence:
    """Return evidence of calls: a function's name, its argument and its answer."""
    asked = [
        AnsweredCall(said=f"call {name}", name=name, args=(argument,), kwargs={}, answer=answer)
        for name, argument, answer in calls
    ]
    compared = evidence(TABLE, TABLE + 1).compared
    return Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared, asked=tuple(asked))


def test_what_a_function_does_beside_answering() -> None:
    assert member(evidence([TABLE], [TABLE + 1], kind="changed")) == "argument/changed"
    assert member(evidence(None, [{}], kind="gradient")) == "graph/detached"
    assert member(evidence([{}], [{}], kind="gradient")) == "graph/parameter"
    changed, shifted = evidence([TABLE], [TABLE + 1], kind="changed"), evidence(-TABLE, TABLE)
    of_both = diagnose_checks({"a::x": changed, "a::y": shifted, "a::z": shifted}, (), ())
    kinds = [of_both[check].kind for check in ("a::x", "a::y")]
    assert kinds == [DiagnosisKind.CONDUCT, DiagnosisKind.FAMILY]


def test_two_calls_alike_are_answered_alike() -> None:
    again = answered(("f", SERIES, TABLE), ("f", SERIES, TABLE * 1.5))
    assert member(again) == "repeated/otherwise"


def test_other_functions_other_arguments_and_last_digits_are_no_other_answer() -> None:
    assert member(answered(("f", SERIES, TABLE), ("g", SERIES, TABLE * 1.5))) is None
    assert member(answered(("f", SERIES, TABLE), ("f", SERIES + 1, TABLE * 1.5))) is None
    assert member(answered(("f", SERIES, TABLE), ("f", SERIES, TABLE * (1 + 1e-9)))) is None


def test_an_object_that_is_called_may_answer_otherwise() -> None:
    """It has a state of its own: a generator, a layer that draws."""
    assert member(answered(("", SERIES, TABLE), ("", SERIES, np.zeros(3)))) is None
