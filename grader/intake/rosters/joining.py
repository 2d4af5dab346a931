"""Joining files that lie side by side in a class's folder and are one student's submission.

`2023001_srn.py` and `2023001_notes.md` are two files of one attempt; `2023001_srn.py` and
`2023001_srn_v2.py` are two attempts.
"""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from grader.intake.limits import Piece
from grader.intake.recognisers.contract import Attempt
from grader.language import join_items, tr
from grader.nouns import replace
from grader.sources.matching.file_names import find_named_id, plain_name

from .choosing import OwnedAttempt


def join_files(attempts: Sequence[OwnedAttempt], tasks: Collection[str]) -> list[OwnedAttempt]:
    """Return attempts as one where each is a file for another task, or of another kind.

    Nothing is joined where the source or somebody says when one of them came.
    """
    parts = {_submission_part(each.attempt, tasks) for each in attempts} - {None}
    if len(attempts) < 2 or len(parts) < len(attempts):
        return list(attempts)
    return [_join_attempts(attempts)]


def _join_attempts(attempts: Sequence[OwnedAttempt]) -> OwnedAttempt:
    """Return attempts as one with all their files, named like the first that can be read."""
    first = min(attempts, key=lambda each: each.attempt.problem is not None)

    def all_pieces() -> tuple[Piece, ...]:
        return tuple(piece for each in attempts for piece in each.attempt.pieces())

    names = join_items([each.attempt.file or "" for each in attempts])
    note = tr("read as one submission, as they lie side by side: {names}", names=names)
    notes = dict.fromkeys(note for each in attempts for note in each.attempt.notes)
    joined_attempt = replace(first.attempt, pieces=all_pieces, top=None, notes=(note, *notes))
    return replace(first, attempt=joined_attempt)


def _submission_part(attempt: Attempt, tasks: Collection[str]) -> str | None:
    """Return which part of a submission an attempt is: the task in its file's name, or its kind.

    None for more than a file, and where it is known when it came.
    """
    if attempt.file is None or attempt.received is not None:
        return None
    task = find_named_id(plain_name(attempt.file), [*tasks])
    return task or PurePosixPath(attempt.file).suffix.lower()
