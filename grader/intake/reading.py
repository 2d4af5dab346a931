"""From a path to a Submission, and from a folder of them to all of a class."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from grader.errors import CalledWrongly
from grader.intake.archives import UnreadableArchive, name_text, read_archive
from grader.intake.limits import ARCHIVES, SUFFIXES, Ceilings, Reading
from grader.model import Submission

SKIPPED_FOLDERS = frozenset(("checks", "repro", "site-packages", "node_modules", "__pycache__", "__MACOSX"))


def read_class(folder: Path, ceilings: Ceilings | None = None) -> list[Submission]:
    """One submission for each entry of a folder: a folder, an archive, a notebook or a file.

    What cannot be a submission is passed over.  Raises CalledWrongly when there is nothing to read.
    """
    if not folder.is_dir():
        raise CalledWrongly(f"{folder} is not a folder of submissions; give the folder that has one entry a submission")
    entries = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and _is_submission(path))
    if not entries:
        raise CalledWrongly(f"{folder} has no submissions in it: no folders, archives, notebooks or .py files")
    return [read_submission(path, ceilings) for path in entries]


def read_submission(path: Path, ceilings: Ceilings | None = None) -> Submission:
    """The submission at a path.  What cannot be read gives a Submission with a `problem`, which is held.

    Raises CalledWrongly when there is nothing at the path.
    """
    if not path.exists():
        raise CalledWrongly(f"there is nothing at {path}; give a folder, an archive, a notebook or a .py file")
    reading = Reading(ceilings or Ceilings())
    name = _name(path)
    try:
        if path.is_dir():
            _add_folder(path, reading)
        elif _is_archive(path):
            read_archive(path, reading)
        elif reading.room_for(path.name, path.stat().st_size):
            reading.add(path.name, path.read_bytes())
    except UnreadableArchive as error:
        return Submission(name=name, files=(), notes=tuple(reading.notes), problem=str(error))
    except OSError as error:
        return Submission(name=name, files=(), problem=f"{path.name} cannot be read ({error.strerror}); fetch it again")
    return Submission(name=name, files=reading.submitted(), notes=tuple(reading.notes))


def read_folder(folder: Path, name: str) -> Submission:
    """A student's own folder, with what lies beside the work (checks, virtual environments) left out."""
    reading = Reading(Ceilings())
    _add_folder(folder, reading, archives=False)
    return Submission(name=name, files=reading.submitted(), notes=tuple(reading.notes))


def _add_folder(folder: Path, reading: Reading, *, archives: bool = True) -> None:
    for path in _files(folder):
        name = name_text(os.fsencode(path.relative_to(folder).as_posix()))
        if archives and _is_archive(path):
            read_archive(path, reading, prefix=f"{_without_ending(name)}/")
        elif reading.wants(name) and reading.room_for(name, path.stat().st_size):
            reading.add(name, path.read_bytes())


def _files(folder: Path) -> Iterator[Path]:
    """Plain files of a folder, in order; links are not followed."""
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED_FOLDERS and not name.startswith(".") and not (here / name / "pyvenv.cfg").exists()
        )
        for name in sorted(files):
            path = here / name
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                yield path


def _is_submission(path: Path) -> bool:
    return path.is_dir() or _is_archive(path) or path.name.lower().endswith((".py", ".ipynb"))


def _is_archive(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(ARCHIVES)


def _name(path: Path) -> str:
    """A submission's name: the entry's, without the ending of a file."""
    whole = name_text(os.fsencode(path.absolute().name))  # a link keeps its own name
    return whole if path.is_dir() else _without_ending(whole)


def _without_ending(whole: str) -> str:
    for suffix in (*sorted(ARCHIVES, key=len, reverse=True), *SUFFIXES):
        if whole.lower().endswith(suffix):
            return whole[: -len(suffix)]
    return whole
