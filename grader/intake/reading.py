"""From a path, or from what a recogniser found, to a Submission."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.errors import CalledWrongly
from grader.intake.archives import BROKEN, UnreadableArchive, read_archive
from grader.intake.limits import Piece, Reading
from grader.intake.pieces import Entry, folder_entry, is_archive, without_ending
from grader.model import Ceilings, Submission


def read_submission(path: Path, ceilings: Ceilings | None = None) -> Submission:
    """The submission at a path.

    What cannot be read gives a Submission with a `problem`, which is held.

    Raises CalledWrongly when there is nothing at the path.
    """
    if not path.exists():
        raise CalledWrongly(
            f"there is nothing at {path}; give a folder, an archive, a notebook or a .py file"
        )
    return read_entry(folder_entry(path), ceilings)


def read_folder(folder: Path, name: str, ceilings: Ceilings | None = None) -> Submission:
    """A student's own folder, with what lies beside the work (checks, virtual environments,
    archives) left out.
    """
    pieces = [piece for piece in folder_entry(folder).pieces if not is_archive(piece.name)]
    return read_pieces(name, pieces, ceilings)


def read_entry(entry: Entry, ceilings: Ceilings | None = None) -> Submission:
    """The submission that an entry is, by the entry's own name."""
    return read_pieces(
        entry_name(entry), entry.pieces, ceilings, top=None if entry.folder else entry.name
    )


def entry_name(entry: Entry) -> str:
    """An entry's name as a submission's: without the ending of a file."""
    return entry.name if entry.folder else without_ending(entry.name)


def is_submission(entry: Entry) -> bool:
    """Whether an entry can be somebody's work."""
    return entry.folder or is_archive(entry.name) or entry.name.lower().endswith((".py", ".ipynb"))


def read_pieces(
    name: str, pieces: Iterable[Piece], ceilings: Ceilings | None = None, *, top: str | None = None
) -> Submission:
    """The submission of that name with those files.

    An archive among them is read as a folder of its name.

    `top` names the archive that is the whole submission.  What cannot be read is its `problem`.
    """
    reading = Reading(ceilings or Ceilings())
    at = name
    try:
        for piece in pieces:
            at = piece.name
            if is_archive(piece.name):
                read_archive(
                    piece, reading, "" if piece.name == top else f"{without_ending(piece.name)}/"
                )
            elif reading.wants(piece.name) and reading.room_for(piece.name, piece.size()):
                with piece.open() as stream:
                    reading.take(piece.name, stream)
    except UnreadableArchive as error:
        return Submission(name=name, files=(), notes=tuple(reading.notes), problem=str(error))
    except OSError as error:
        return Submission(
            name=name, files=(), problem=f"{at} cannot be read ({error.strerror}); fetch it again"
        )
    except BROKEN as error:  # of the class's own zip
        return Submission(
            name=name,
            files=(),
            problem=f"{at} cannot be unpacked ({error}); download the zip again",
        )
    return Submission(name=name, files=reading.submitted(), notes=tuple(reading.notes))
