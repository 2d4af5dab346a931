"""A proof as text of 80 columns and more.

One line per row, then what is wrong, then what to look at.
"""

from collections.abc import Callable, Iterator

from grader.proof.ground.rows import ProofRow, Report

Style = Callable[[str, str], str]


def row_line(row: ProofRow, style: Style) -> str:
    """Return one row of the table."""
    mark = style("ok    ", "good") if row.passed else style("FAILED", "bad")
    kept = style(f"  ({row.kept} kept)", "faint") if row.kept else ""
    return f"{mark} {row.proof:<13} {row.of:<29} {row.seconds:6.1f} s  {row.said}{kept}"


def below_table(report: Report, style: Style) -> str:
    """Return what stands below the table: problems, notes, and the verdict."""
    return "\n".join([*_remarks(report, style), *_verdict(report, style)])


def _remarks(report: Report, style: Style) -> Iterator[str]:
    for row in report.rows:
        for problem in row.problems:
            first, *more = problem.split("\n")
            yield f"{style('x', 'bad')} {first}"
            yield from (f"      {line}" for line in more)
    for row in report.rows:
        yield from (f"{style('note', 'faint')}  {note}" for note in row.notes)


def _verdict(report: Report, style: Style) -> Iterator[str]:
    failed = sum(not row.passed for row in report.rows)
    seconds = sum(row.seconds for row in report.rows)
    verdict = "proved" if report.passed else f"{failed} of {len(report.rows)} proofs failed"
    colour = "good" if report.passed else "bad"
    yield style(f"{report.assignment}: {verdict} in {seconds:.0f} s", colour)
    if report.passed and not report.whole:
        yield "this was a part of the proof: `grade release` wants it whole, with 2 seeds or more"
