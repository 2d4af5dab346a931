"""Course's own files beside a student's work: always the course's copy counts."""

from collections.abc import Sequence
from typing import Any

from grader.language import tr

Files = Sequence[tuple[str, bytes]]


def join_pieces(files: tuple[Any, ...]) -> list[tuple[str, bytes]]:
    """Return files whose contents came in pieces."""
    return [(name, b"".join(pieces)) for name, pieces in files]


def without_copies(files: Files, course_files: Files) -> list[tuple[str, bytes]]:
    """Return the files of a submission but its copies of what the course gave."""
    return [
        (name, content) for name, content in files if _find_original(name, course_files) is None
    ]


def note_changed_copies(files: Files, course_files: Files) -> tuple[str, ...]:
    """Return a note for each copy that is not as the course gave it."""
    originals = dict(course_files)
    copies = ((name, content, _find_original(name, course_files)) for name, content in files)
    return tuple(
        tr(
            "{name} is not as the course gave it; the course's {original} was used",
            name=name,
            original=original,
        )
        for name, content, original in copies
        if original is not None and content != originals[original]
    )


def _find_original(name: str, course_files: Files) -> str | None:
    """Return the course's name of a file that a submission may have below a folder or two."""
    names = (original for original, _ in course_files)
    return next((each for each in names if name == each or name.endswith(f"/{each}")), None)
