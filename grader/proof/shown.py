"""A proof as text of 80 columns and more: one line a row, then what is wrong, then what to look at."""

from __future__ import annotations

from collections.abc import Callable

from grader.proof.rows import Report, Row

Style = Callable[[str, str], str]


def row_line(row: Row, style: Style) -> str:
    """One row of the table."""
    mark = style("ok    ", "good") if row.passed else style("FAILED", "bad")
    kept = style(f"  ({row.kept} kept)", "faint") if row.kept else ""
    return f"{mark} {row.proof:<13} {row.of:<29} {row.seconds:6.1f} s  {row.said}{kept}"


def rest(report: Report, style: Style) -> str:
    """What stands below the table."""
    lines = []
    for row in report.rows:
        for problem in row.problems:
            first, *more = problem.split("\n")
            lines += [f"{style('x', 'bad')} {first}", *(f"      {line}" for line in more)]
    for row in report.rows:
        lines += [f"{style('note', 'faint')}  {note}" for note in row.notes]
    failed = sum(not row.passed for row in report.rows)
    seconds = sum(row.seconds for row in report.rows)
    verdict = "proved" if report.passed else f"{failed} of {len(report.rows)} proofs failed"
    lines.append(
        style(
            f"{report.assignment}: {verdict} in {seconds:.0f} s", "good" if report.passed else "bad"
        )
    )
    if report.passed and not report.whole:
        lines.append(
            "this was a part of the proof: `grade release` wants it whole, with 2 seeds or more"
        )
    return "\n".join(lines)
