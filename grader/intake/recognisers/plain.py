"""What no LMS made.

A folder, an archive, a notebook or a file for each submission, by its own name.
"""

from __future__ import annotations

from grader.intake.pieces import Source
from grader.intake.reading import entry_name, is_submission
from grader.intake.recognisers.contract import Found, Recognised, held


def recognise(source: Source) -> Recognised | None:
    """One attempt an entry."""
    return Recognised(
        kind="one entry a submission",
        found=tuple(
            Found(
                name=entry_name(entry),
                pieces=held(entry.pieces),
                top=None if entry.folder else entry.name,
            )
            for entry in source.entries
            if is_submission(entry)
        ),
        rest=tuple(entry for entry in source.entries if not is_submission(entry)),
    )
