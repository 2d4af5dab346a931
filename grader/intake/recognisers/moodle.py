"""Moodle, "Download all submissions":

`Full name_N_assignsubmission_file[_]/…` or the same before each file's name.

N is the worksheet's Identifier.  Moodle 4.1 and later write no underscore at the end of a folder's
name; with groups `Group-` stands before the name.  mod/assign/locallib.php and
mod/assign/feedback/file/importziplib.php. https://github.com/moodle/moodle
"""

import re
from collections import defaultdict

from msgspec import field

from grader.intake.limits import Piece, to_callable
from grader.intake.listing import ClassSource, Item
from grader.language import tr
from grader.model import Roster
from grader.nouns import mutable, replace

from .contract import Attempt, Recognised, describe_submitter

# What Moodle wrote stands first, so the first match decides: a student's own file may be called so.
_NAME = re.compile(
    r"(?P<who>.*?)_(?P<number>\d+)_assign(?:submission|feedback)_(?P<how>file|onlinetext)_?(?P<file>.*)"
)


@mutable
class ParticipantsWork:
    """One participant's work."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str | None = None


def recognise(source: ClassSource, roster: Roster | None = None) -> Recognised | None:
    """Return the attempts in a Moodle download, in folders or flat."""
    by_owner: dict[tuple[str, str], ParticipantsWork] = defaultdict(ParticipantsWork)
    unknown_items = []
    for item in source.items:
        match = _NAME.fullmatch(item.name)
        if match is None:
            unknown_items.append(item)
        else:
            _add(by_owner[match["who"], match["number"]], item, match)
    if not by_owner:
        return None
    return Recognised(
        kind="Moodle download",
        attempts=tuple(
            Attempt(
                name=f"{who}_{number}",
                pieces=to_callable(tuple(work.pieces)),
                submitters=(describe_submitter(who, moodle_id=number),),
                notes=tuple(work.notes),
                problem=work.problem,
            )
            for (who, number), work in by_owner.items()
        ),
        unknown=tuple(unknown_items),
    )


def _add(work: ParticipantsWork, item: Item, match: re.Match[str]) -> None:
    work.problem = work.problem or item.problem
    if match["how"] == "onlinetext":
        work.notes.append(
            tr("text in Moodle's own box was handed in too and is not read: {name}", name=item.name)
        )
    elif item.folder:
        work.pieces.extend(item.pieces)
    else:
        work.pieces.append(replace(item.pieces[0], name=match["file"]))
