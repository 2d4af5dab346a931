"""Student process' own folder, seen from inside: the submission's files, the course's, scratch.

Student code finds its files by the names that its author used, in the current folder.  They are for
reading; beside them it may write.  What a check wrote is removed when the check has ended, so that
one check never finds another's files.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import field

from grader.nouns import mutable
from grader.sources.tasks import TaskCode, TaskSpec

from .copies import Files

READ_ONLY = 0o444
NOT_LAID_OUT = (".ipynb",)  # cells are run, no code reads a notebook


@mutable
class Folder:
    """Files in the current folder, by their paths, and what they were like at first."""

    path: Path
    read_only: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def lay_out(self, files: Files) -> None:
        """Write files for student code to read.  The first of a name counts."""
        for name, content in files:
            parts = PurePosixPath(name).parts
            if ".." in parts or name.startswith("/") or name.endswith(NOT_LAID_OUT):
                continue
            path = self.path.joinpath(*parts)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, content)
            except (OSError, ValueError):  # a name that is no file name here, or there already
                continue
            self.read_only[str(path)] = _state(str(path))
        self.keep()

    def keep(self) -> None:
        """Keep what is there now, also when the check ends."""
        self._kept = self._list_paths()

    def tidy(self) -> None:
        """Remove what was written since then."""
        for path in sorted(self._list_paths() - self._kept, reverse=True):
            try:
                Path(path).rmdir() if Path(path).is_dir() else Path(path).unlink()
            except OSError:
                continue

    def has_changed(self) -> bool:
        """Return whether a file that is only for reading is another now."""
        return any(_state(path) != state for path, state in self.read_only.items())

    def _list_paths(self) -> set[str]:
        return {
            f"{folder}/{name}"
            for folder, folders, files in os.walk(self.path)
            for name in (*folders, *files)
        }


def place_files(
    files: Files, course_files: Files, codes: Sequence[TaskCode], specs: Mapping[str, TaskSpec]
) -> list[tuple[str, bytes]]:
    """Return the files with the names that student code knows them by; the course's come first.

    Work is handed in below a folder or two, and run in the folder of its task.
    """
    tops = list(dict.fromkeys(_top_folder(code, specs[code.task]) for code in codes if code.name))
    placed = [*course_files]
    for top in tops:
        within = f"{top}/" if top else ""
        placed += [
            (name[len(within) :], content) for name, content in files if name.startswith(within)
        ]
    return [*placed, *files]


def _top_folder(code: TaskCode, spec: TaskSpec) -> str:
    """Return the folder of a submission in which a task's file has the name that it should have."""
    if code.name.endswith(f"/{spec.file}"):
        return code.name[: -len(spec.file) - 1]
    return "" if code.name == spec.file else code.name.rpartition("/")[0]


def _write(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
    with os.fdopen(fd, "wb") as file:
        file.write(content)


def _state(path: str) -> tuple[int, int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116 - after every check, where a Path is dear
    except OSError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)
