"""A proof as text: one line per row, then what is wrong, then the verdict."""

from __future__ import annotations

import pytest

from grader.feedback.styles import use_style
from grader.nouns import replace
from grader.proof.ground.rows import ProofRow, Report
from grader.proof.showing import row_line, text_below_table

ROW = ProofRow(proof="flakes", of="srn", passed=True, said="0 false failures", seconds=1.25)
BAD = replace(ROW, passed=False, problems=("one\ntwo", "three"), notes=("a near miss",))


def marked(text: str, style: str) -> str:
    return f"<{style}>{text}</>"


def report(*rows: ProofRow, whole: bool = True) -> Report:
    return Report(assignment="rnn", digest="sha256:0", whole=whole, rows=rows)


def test_a_row_is_one_line_of_columns() -> None:
    assert row_line(ROW) == (
        "ok     flakes        srn                              1.2 s  0 false failures"
    )


def test_a_failure_stands_out_and_what_was_kept_does_not() -> None:
    with use_style(marked):
        line = row_line(replace(BAD, kept=3))
    assert line.startswith("<bad>FAILED</> ") and line.endswith("<faint>  (3 kept)</>")


def test_columns_stay_one_below_the_other() -> None:
    lines = [
        row_line(replace(ROW, of=of, passed=good))
        for of, good in (("a", True), ("a longer name", False))
    ]
    assert {line.index("1.2 s") for line in lines} == {lines[0].index("1.2 s")}


def test_problems_come_first_then_notes_then_the_verdict() -> None:
    assert text_below_table(report(ROW, BAD)).splitlines() == [
        "x one",
        "      two",
        "x three",
        "note  a near miss",
        "rnn: 1 of 2 proofs failed in 2 s",
    ]


@pytest.mark.parametrize(
    ("whole", "lines"),
    [
        (True, ["rnn: proved in 1 s"]),
        (
            False,
            [
                "rnn: proved in 1 s",
                "this was a part of the proof: `grade release` wants it whole, with 2 seeds or"
                " more",
            ],
        ),
    ],
)
def test_a_part_of_a_proof_says_that_it_is_one(whole: bool, lines: list[str]) -> None:
    assert text_below_table(report(ROW, whole=whole)).splitlines() == lines


def test_a_part_that_failed_has_other_things_to_say() -> None:
    assert "this was a part" not in text_below_table(report(BAD, whole=False))
