"""The work that a student's command is about."""

from pathlib import Path

from grader.runs.work import Work, find_work

from .speech import speak_for


def open_work(path: Path | None) -> Work:
    """Return the work in a folder, or where one is, and speak its language from here on.

    Raises CalledWrongly and BadFile.
    """
    work = find_work(path or Path.cwd())
    speak_for(work.assignment)
    return work
