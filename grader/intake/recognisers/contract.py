"""Contract of the recognisers.

It knows one way in which a class's submissions come, by names alone, and reads none of them.
"""

from collections.abc import Callable
from datetime import datetime

from grader.intake.limits import Piece
from grader.intake.listing import ClassSource, Item
from grader.model import Blame, Roster, Student
from grader.nouns import noun


@noun
class Attempt:
    """One attempt of somebody, not read yet.

    `name` is the source's own name for who handed it in, `submitters` what it says of each of them
    (their `id` is empty where the source has none), `received` when it came, where the source
    knows.  `version` tells it from others of that name.  `problem` is a sentence when it cannot be
    read at all, and `blame` says who can mend that.  `top` is the archive that it all is; `file` is
    the one file that it is, where that is no archive.
    """

    name: str
    pieces: Callable[[], tuple[Piece, ...]]
    submitters: tuple[Student, ...] = ()
    received: datetime | None = None
    version: str = ""
    notes: tuple[str, ...] = ()
    problem: str | None = None
    blame: Blame = Blame.STUDENT
    top: str | None = None
    file: str | None = None


@noun
class Recognised:
    """Attempts that a recogniser found in a source, and what it did not know.

    Its kind in words, the attempts, and the items that it does not know.
    """

    kind: str
    attempts: tuple[Attempt, ...]
    unknown: tuple[Item, ...]


# None when the source is not of the recogniser's kind.  The roster, where there is one, only says
# which of several ways to read a name is meant.
Recogniser = Callable[[ClassSource, Roster | None], Recognised | None]


def describe_submitter(name: str, **known: str) -> Student:
    """Return what a source says of a submitter."""
    return Student(id="", name=name, **known)
