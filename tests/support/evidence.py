"""Evidence of a check that failed, as families of mistakes get it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.diagnosis.case import case_of
from grader.diagnosis.deciding import diagnose_checks
from grader.diagnosis.evidence import AnsweredCall, Compared, Evidence
from grader.diagnosis.families.contract import Family
from grader.model import Difference, Outcome

CURVE = 3.0 / np.arange(1.0, 7.0)


def evidence(
    got: Any, want: Any, *, args: tuple[Any, ...] = (), kind: str = "values", name: str = "y"
) -> Evidence:
    compared = Compared(
        at=1,
        got=got,
        want=want,
        names=(name,),
        difference=Difference(kind=kind, where="y", expected="", got=""),
        relative=1e-5,
    )
    asked = AnsweredCall(said="call f", name="f", args=args, kwargs={}, answer=got)
    return Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared, asked=(asked,))


def member(of: Evidence) -> str | None:
    """The diagnosis of a check that is the only one to fail."""
    diagnosis = diagnose_checks({"a::x": of}, (), ()).get("a::x")
    return diagnosis.name if diagnosis else None


def recognised(families: Iterable[Family], got: Any, want: Any, *args: Any) -> list[str]:
    """Return what each of some families says of a comparison, as `family/member`."""
    case = case_of(evidence(got, want, args=args))
    assert case is not None
    with np.errstate(all="ignore"):
        members = [(family.name, family.recognise(case)) for family in families]
    return [f"{family}/{name}" for family, name in members if name is not None]


def told(got: Any, want: Any, *args: Any) -> str | None:
    """Return the diagnosis of a comparison in the only check that fails, called with `args`."""
    return member(evidence(got, want, args=args))
