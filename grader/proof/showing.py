"""A proof as text of 80 columns and more.

One line per row, then what is wrong, then what to look at.
"""

from collections.abc import Iterator

from grader.feedback.styles import apply_style

from .ground.rows import ProofRow, Report


def row_line(row: ProofRow) -> str:
    """Return one row of the table."""
    mark = apply_style("ok    ", "good") if row.passed else apply_style("FAILED", "bad")
    kept_note = apply_style(f"  ({row.kept} kept)", "faint") if row.kept else ""
    return f"{mark} {row.proof:<13} {row.of:<29} {row.seconds:6.1f} s  {row.said}{kept_note}"


def text_below_table(report: Report) -> str:
    """Return what stands below the table: problems, notes, and the verdict."""
    return "\n".join([*_list_remarks(report), *_word_verdict(report)])


def _list_remarks(report: Report) -> Iterator[str]:
    for row in report.rows:
        for problem in row.problems:
            first, *more = problem.split("\n")
            yield f"{apply_style('x', 'bad')} {first}"
            yield from (f"      {line}" for line in more)
    for row in report.rows:
        yield from (f"{apply_style('note', 'faint')}  {note}" for note in row.notes)


def _word_verdict(report: Report) -> Iterator[str]:
    failed = sum(not row.passed for row in report.rows)
    seconds = sum(row.seconds for row in report.rows)
    verdict = "proved" if report.passed else f"{failed} of {len(report.rows)} proofs failed"
    colour = "good" if report.passed else "bad"
    yield apply_style(f"{report.assignment}: {verdict} in {seconds:.0f} s", colour)
    if report.passed and not report.whole:
        yield "this was a part of the proof: `grade release` wants it whole, with 2 seeds or more"
