"""From how the checks of a task ended to the diagnoses of those that failed."""

from __future__ import annotations

import numpy as np
from support.arrays import NOISE, SERIES, TABLE, WIDE
from support.evidence import CURVE, evidence, member

from grader.diagnosis.deciding import diagnose_checks
from grader.diagnosis.evidence import Evidence
from grader.diagnosis.imprints import imprint
from grader.diagnosis.mistakes import Mistake
from grader.model import DiagnosisKind, Outcome


def test_one_check_of_several_is_not_enough() -> None:
    other = evidence(TABLE + NOISE, TABLE)
    turned = evidence(TABLE.T, TABLE)
    assert diagnose_checks({"a::x": turned, "a::y": other}, (), ()) == {}
    both = diagnose_checks({"a::x": turned, "a::y": other, "a::z": turned}, (), ())
    assert {check: it.name for check, it in both.items()} == {
        "a::x": "axes/transposed",
        "a::z": "axes/transposed",
    }


def test_two_sizes_that_agree_are_no_chance() -> None:
    small = {"a::x": evidence(TABLE[:4] / 4, TABLE[:4]), "a::y": evidence(TABLE / 5, TABLE)}
    assert {it.name for it in diagnose_checks(small, (), ()).values()} == {"factor/mean"}
    same = {"a::x": evidence(TABLE[1:] / 4, TABLE[1:]), "a::y": evidence(TABLE[:4] / 4, TABLE[:4])}
    assert {it.name for it in diagnose_checks(same, (), ()).values()} == {"factor/factor"}


def test_a_first_loss_is_no_cause_where_something_before_it_fails() -> None:
    loss = evidence(list(CURVE + 0.3), list(CURVE), name="losses")
    forward = evidence(TABLE + NOISE, TABLE)
    assert diagnose_checks({"a::x": forward, "a::y": loss}, (), ()) == {}
    sign = {"a::w": evidence(-WIDE, WIDE), "a::x": evidence(-TABLE, TABLE)}
    known = diagnose_checks({**sign, "a::y": loss}, (), ())
    names = {check: it.name for check, it in known.items()}
    assert names == dict.fromkeys(sign, "factor/sign") | {"a::y": "training/first"}


def test_a_check_that_compared_nothing_has_no_diagnosis_of_a_family() -> None:
    raised = Evidence(check="a::x", outcome=Outcome.RAISED, raised="ValueError: 3 is not 4")
    assert diagnose_checks({"a::x": raised}, (), ()) == {}
    assert diagnose_checks({}, (), ()) == {}


def test_a_stored_mistake_goes_before_every_family() -> None:
    failed = evidence(-TABLE, TABLE)
    mistake = Mistake("minus", "A minus too many", "Look at it.", {"a::x": imprint(failed)})
    diagnosis = diagnose_checks({"a::x": failed}, (), (mistake,))["a::x"]
    assert (diagnosis.name, diagnosis.kind) == ("minus", DiagnosisKind.MISCONCEPTION)
    assert diagnose_checks({"a::x": failed}, (), ())["a::x"].name == "factor/sign"


def test_a_stored_mistake_that_a_passed_check_speaks_against_is_not_named() -> None:
    failed = evidence(-TABLE, TABLE)
    imprints = {"a::x": imprint(failed), "a::y": imprint(failed)}
    mistake = Mistake("minus", "A minus too many", "Look at it.", imprints)
    assert diagnose_checks({"a::x": failed}, ("a::y",), (mistake,))["a::x"].name == "factor/sign"


def test_the_kind_of_a_diagnosis_says_how_it_was_recognised() -> None:
    kinds = {
        "training/later": (list(CURVE + 0.05 * (np.arange(6) > 2)), list(CURVE), "losses"),
        "factor/sign": (-TABLE, TABLE, "y"),
    }
    for name, (got, want, label) in kinds.items():
        failed = evidence(got, want, name=label)
        diagnosis = diagnose_checks({"a::x": failed}, (), ())["a::x"]
        kind = DiagnosisKind.TRAINING if "training" in name else DiagnosisKind.FAMILY
        assert (diagnosis.name, diagnosis.kind) == (name, kind)


def test_few_whole_numbers_may_be_alike_by_chance() -> None:
    assert member(evidence(np.array([2.0, 4.0, 6.0]), np.array([-2.0, -4.0, -6.0]))) is None
    assert member(evidence(-SERIES[:3], SERIES[:3])) == "factor/sign"
