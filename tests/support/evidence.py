"""Evidence of a check that failed, as families of mistakes get it."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.diagnosis.deciding import diagnoses
from grader.diagnosis.evidence import AnsweredCall, Compared, Evidence
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
    diagnosis = diagnoses({"a::x": of}, (), ()).get("a::x")
    return diagnosis.name if diagnosis else None
