"""The page of a student's own check: written beside the work, and shown in a browser."""

import os
import sys
import tempfile
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from grader.config.course_texts import load_translator
from grader.errors import CannotWrite
from grader.feedback.page import Pages
from grader.files.templates import shipped_templates_folder
from grader.files.writing import write_whole
from grader.language import tr
from grader.model import Result
from grader.runs.work import Work

from .telling import tell

OURS = b'name="generator" content="tensorgrade"'


def open_page(work: Work, result: Result, step: str) -> None:
    """Write the page of a result with the next step, open it in a browser, and say where it is.

    Raises CannotWrite where neither the work's neighbourhood nor a temporary folder takes it.
    """
    title = work.assignment.title or work.assignment.id
    text = Pages([shipped_templates_folder()]).page(
        result, load_translator(work.assignment)(title), next_step=step
    )
    path = _write_page(work.assignment.folder, text)
    if has_browser(os.environ, sys.platform) and webbrowser.open(path.as_uri()):
        tell(tr("the page is {path}", path=path))
    else:
        tell(
            tr("no browser could be started here; the page is {path}: open it in yours", path=path)
        )


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a window may open: elsewhere Python would take one of the terminal's own."""
    graphical = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return platform in ("win32", "darwin") or any(environment.get(name) for name in graphical)


def _write_page(folder: Path, content: str) -> Path:
    """Write a page beside a folder, never into it, else into a temporary folder.

    Beside it, since some browsers may not read a person's cache or temporary folders.  Raises
    CannotWrite.
    """
    beside = folder.parent / f"{folder.name}-check.html"
    if _may_replace(beside):
        try:
            write_whole(beside, content)
        except CannotWrite:
            pass
        else:
            return beside
    path = Path(tempfile.mkdtemp(prefix="tensorgrade-")) / beside.name
    write_whole(path, content, otherwise=tr("make room on the disk"))
    return path


def _may_replace(path: Path) -> bool:
    """Return whether nothing is there, or a page of ours."""
    try:
        with path.open("rb") as file:
            return OURS in file.read(2000)
    except FileNotFoundError:
        return True
    except OSError:
        return False
