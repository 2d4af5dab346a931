"""From a path, or from what a recogniser found, to a Submission."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from grader.errors import CalledWrongly
from grader.language import tr
from grader.model import Blame, Ceilings, Submission
from grader.nouns import replace

from .archives import BROKEN, read_archive
from .kinds import is_archive, is_read, without_ending
from .limits import PIECE, Piece, Reading, UnreadableArchive
from .listing import Item, list_item


def read_submission(path: Path, ceilings: Ceilings | None = None) -> Submission:
    """Return the submission at a path.

    What cannot be read gives a Submission with a `problem`, which is held.

    Raises CalledWrongly when there is nothing at the path.
    """
    return read_item(find_item(path), ceilings)


def find_item(path: Path) -> Item:
    """Return what somebody named, to be read as a submission.

    Raises CalledWrongly when there is no file or folder at the path.
    """
    if not path.is_file() and not path.is_dir():
        kind = tr("no file or folder") if path.exists() else tr("nothing")
        raise CalledWrongly(
            tr(
                "there is {what} at {path}; give a folder, an archive, a notebook or a .py file",
                what=kind,
                path=path,
            )
        )
    return list_item(path)


def read_folder(folder: Path, name: str, ceilings: Ceilings | None = None) -> Submission:
    """Return the submission in a student's own folder.

    What lies beside the work (checks, virtual environments, archives) is left out.
    """
    pieces = [piece for piece in list_item(folder).pieces if not is_archive(piece.name)]
    return read_pieces(name, pieces, ceilings)


def read_item(item: Item, ceilings: Ceilings | None = None) -> Submission:
    """Return the submission that an item of a class is, by the item's own name."""
    if item.problem is not None:
        return Submission(name=item.own_name, files=(), problem=item.problem, blame=Blame.COURSE)
    submission = read_pieces(item.own_name, item.pieces, ceilings, top=item.archive_name)
    return replace(submission, notes=(*item.notes, *submission.notes))


def read_pieces(
    name: str, pieces: Sequence[Piece], ceilings: Ceilings | None = None, *, top: str | None = None
) -> Submission:
    """Return the submission of that name with those files.

    An archive among them is read as a folder of its name; `top` names the archive that is the whole
    submission.  What cannot be read is its `problem`.
    """
    reading = Reading(ceilings or Ceilings())
    problem, blame = _read_all(name, pieces, reading, top)
    problem = problem or reading.problem()
    if problem is None:
        notes = reading.closing_notes()
        return Submission(name=name, files=reading.list_submitted(), notes=tuple(notes))
    return Submission(
        name=name,
        files=(),
        notes=tuple(reading.notes),
        problem=problem,
        blame=blame,
        unread=_unread_digest(pieces, reading.ceilings),
    )


def _read_all(
    name: str, pieces: Sequence[Piece], reading: Reading, top: str | None
) -> tuple[str | None, Blame]:
    """Read pieces; return what is wrong with one of them, if anything is, and who can mend it."""
    current_name = name
    try:
        reading.count_entries(name, len(pieces))
        for piece in pieces:
            current_name = piece.name
            _read_piece(piece, reading, top)
    except UnreadableArchive as error:
        return str(error), Blame.STUDENT
    except OSError as error:
        sentence = tr(
            "{name} cannot be read ({error}); fetch it again",
            name=current_name,
            error=error.strerror,
        )
        return sentence, Blame.COURSE
    except BROKEN as error:  # of the class's own zip
        sentence = tr(
            "{name} cannot be unpacked ({error}); download the zip again",
            name=current_name,
            error=error,
        )
        return sentence, Blame.COURSE
    return None, Blame.STUDENT


def _read_piece(piece: Piece, reading: Reading, top: str | None) -> None:
    if is_archive(piece.name):
        prefix = "" if piece.name == top else f"{without_ending(piece.name)}/"
        read_archive(piece, reading, prefix)
        return
    if not is_read(piece.name):
        reading.pass_over(piece.name)
        return
    kept_name, size = reading.choose_name(piece.name), piece.size()
    if reading.has_room(kept_name, size):
        with piece.open() as stream:
            reading.take(kept_name, stream)


def _unread_digest(pieces: Sequence[Piece], ceilings: Ceilings) -> str:
    """Return the digest of what could not be read: names, and bytes as far as they can be had."""
    digest = hashlib.sha256()
    bytes_left = ceilings.archive_mib << 20
    for piece in pieces[: ceilings.files]:
        digest.update(f"{piece.name}\n".encode("utf-8", "replace"))
        try:
            with piece.open() as stream:
                while bytes_left > 0 and (content := stream.read(min(PIECE, bytes_left))):
                    digest.update(content)
                    bytes_left -= len(content)
        except (*BROKEN, UnreadableArchive):
            continue
    return f"sha256:{digest.hexdigest()}"
