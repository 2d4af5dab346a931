"""Honest work that fails by luck is found, and seeds without inputs are told with their reason."""

from __future__ import annotations

from pathlib import Path

from support.courses import write
from support.proofs import HIDDEN, VISIBLE, course, problems, proved, rows

from grader.checking.rng import Rng


def test_a_tolerance_that_honest_work_does_not_meet_is_a_false_failure(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    honest = (
        "import numpy as np\ndef f(x, start=0.0):\n    return float(np.float32(start + 2 * sum(x) +"
        " 1e-7))\n"
    )
    write(assignment.solutions / "honest" / "a" / "narrow.py", honest)
    report = proved(assignment, "flakes", seeds=1)
    assert not report.passed and "narrow: a::sum: the sum" in problems(report)


def test_a_variant_that_is_wrong_for_some_inputs_only_is_a_false_failure(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    lucky = "def f(x, start=0.0):\n    return start + 2 * sum(x) * (1 if x[0] < 0.5 else 1.5)\n"
    write(assignment.solutions / "honest" / "a" / "lucky.py", lucky)
    row = rows(proved(assignment, "flakes", seeds=8))["flakes a"]
    assert not row.passed and "in 48 runs (3 variants, 8 seeds, 1 and 2 threads)" in row.said
    assert all("lucky" in problem for problem in row.problems)


def test_seeds_under_which_the_reference_raises_are_told_with_what_it_raises(
    tmp_path: Path,
) -> None:
    rare = VISIBLE.replace(
        "x = rng.values(4)", "x = rng.values(4)\n    if float(x[0]) != FIRST:\n        x = None"
    )
    assignment = course(tmp_path, checks=rare.replace("FIRST", str(first_draw())))
    said = problems(proved(assignment, "flakes", seeds=1))
    assert "seeds give no inputs" in said and "TypeError" in said and "scores" not in said


def first_draw() -> float:
    """The first number that the check draws under the course's own seed."""
    return float(Rng(5, "a::sum").values(4)[0])


def test_one_hidden_check_that_changed_leaves_the_luck_of_the_other(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    first = rows(proved(assignment, "flakes"))["flakes a"]
    again = rows(proved(assignment, "flakes"))["flakes a"]
    more = rows(proved(assignment, "flakes", seeds=3))["flakes a"]
    assert (first.kept, again.kept, more.kept) == (0, 4, 4)
    assert HIDDEN and first.said == again.said
