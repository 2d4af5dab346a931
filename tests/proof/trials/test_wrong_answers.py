"""Stored wrong answers that do not fail as they say are named."""

from __future__ import annotations

from pathlib import Path

from support.courses import write
from support.proofs import WRONG, course, problems, proved


def test_a_wrong_answer_that_passes_its_check_is_named(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    write(assignment.solutions / "wrong" / "a" / "once.py", WRONG.replace("sum(x)", "2 * sum(x)"))
    write(assignment.solutions / "wrong" / "a" / "other.py", WRONG.replace("a::sum", "a::product"))
    said = problems(proved(assignment, "wrong"))
    assert "once.py: a::sum ended PASSED; no check tells it from the reference" in said
    assert "other.py: it says that it fails a::product, which is no check" in said
