"""Plain folders, zips and files that no LMS made.

A folder, an archive, a notebook or a file for each submission, by its own name.
"""

from grader.intake.kinds import is_archive
from grader.intake.limits import to_callable
from grader.intake.listing import ClassSource, Item
from grader.model import Blame

from .contract import Attempt, Recognised


def recognise(source: ClassSource) -> Recognised:
    """Return one attempt an item."""
    return Recognised(
        kind="one entry per submission",
        attempts=tuple(to_attempt(item) for item in source.items if item.may_be_work),
        unknown=tuple(item for item in source.items if not item.may_be_work),
    )


def to_attempt(item: Item) -> Attempt:
    """Return the attempt that an item is."""
    return Attempt(
        name=item.own_name,
        pieces=to_callable(item.pieces),
        top=item.archive_name,
        file=None if item.folder or is_archive(item.name) else item.name,
        notes=item.notes,
        problem=item.problem,
        blame=Blame.COURSE if item.problem else Blame.STUDENT,
    )
