"""A row holds where nothing is wrong, and a report where every row does."""

from __future__ import annotations

import pytest

from grader.proof.ground.rows import ProofRow, Report, proof_row

ROW = proof_row("lint", "assignment", "all is there")
BAD = proof_row("mutants", "a", "9 of 10 killed", ["a/f:3 term dropped: strengthen a check"])


def test_a_row_holds_where_there_is_no_problem() -> None:
    assert ROW.passed and ROW.problems == ()
    assert not BAD.passed and BAD.problems == ("a/f:3 term dropped: strengthen a check",)


def test_what_is_to_be_looked_at_leaves_a_row_as_it_is() -> None:
    row = proof_row("flakes", "a", "0 false failures", (), notes=["a::x is close"], kept=3)
    assert (row.passed, row.notes, row.kept) == (True, ("a::x is close",), 3)


def test_problems_may_come_one_by_one_and_are_kept() -> None:
    row = proof_row("leaks", "the release", "2 leaks", (text for text in ("one", "two")))
    assert row.problems == ("one", "two") and not row.passed


@pytest.mark.parametrize(
    ("rows", "passed"),
    [((), True), ((ROW,), True), ((ROW, BAD), False)],
    ids=["none", "good", "bad"],
)
def test_a_report_holds_where_every_row_does(rows: tuple[ProofRow, ...], passed: bool) -> None:
    assert Report(assignment="rnn", digest="", whole=True, rows=rows).passed is passed
