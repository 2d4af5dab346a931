"""Solutions as students get them once nobody can earn points with them any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from grader.errors import ReleaseRefused
from grader.files.markers import SOLUTION, marked_regions
from grader.model import Assignment, Extension
from grader.policy import deadline_with_grace, moment_words
from grader.runs.recording import reference_submission

from .packing import write_zip


def release_solutions(assignment: Assignment, out: Path) -> Path:
    """Write `out/<id>-solutions.zip`, and return its path.

    The reference files without the markers in them; no check, no hidden setting, no wrong answer.

    Raises CalledWrongly without solutions, BadFile for a broken marker, CannotWrite.
    """
    path = out / f"{assignment.id}-solutions.zip"
    files = {
        file.name: _without_markers(Path(file.name), file.content)
        for file in reference_submission(assignment).files
    }
    write_zip(path, f"{assignment.id}-solutions", files)
    return path


def need_past_deadline(
    assignment: Assignment, extensions: Iterable[Extension], now: datetime
) -> None:
    """See that no work that comes now can earn points.  Raises ReleaseRefused.

    The last deadline counts, that of an extension too, and the days in which late work earns some.
    """
    ends = [deadline_with_grace(assignment.policy, each) for each in (None, *extensions)]
    deadlines = [each for each in ends if each is not None]
    if not deadlines:
        return
    last_deadline = max(deadlines) + timedelta(days=assignment.policy.cutoff_days or 0)
    if now < last_deadline:
        raise ReleaseRefused(
            f"work on {assignment.id} may still earn points until {moment_words(last_deadline)};"
            " release its"
            " solutions after that, or now with --early"
        )


def _without_markers(path: Path, content: bytes) -> bytes:
    """Return a reference file without the lines that mark what students write."""
    lines = content.decode("utf-8", "replace").split("\n")
    marks = {
        number
        for region in marked_regions(path, "\n".join(lines), allowed=SOLUTION)
        for number in (region.first, region.last)
    }
    other_lines = [text for number, text in enumerate(lines, 1) if number not in marks]
    return "\n".join(other_lines).encode("utf-8", "replace")
