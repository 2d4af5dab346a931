"""Noticing that an assignment was edited, at little cost."""

from contextlib import suppress
from pathlib import Path

from grader.model import Course

# Written by commands, never by a teacher.
NOT_EDITED = frozenset({"__pycache__", "transcripts", "mistakes", "proof.json"})


def take_snapshot(course: Course, assignment_id: str) -> dict[Path, tuple[int, int]]:
    """Return when each file that a teacher edits was written, and how long it is."""
    folders = (course.solutions / assignment_id, course.assignments / assignment_id / "checks")
    files: dict[Path, tuple[int, int]] = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        with suppress(OSError):  # an editor may be putting it in place
            file_stat = path.stat()
            if path.is_file() and not NOT_EDITED & set(path.parts):
                files[path] = (file_stat.st_mtime_ns, file_stat.st_size)
    return files
