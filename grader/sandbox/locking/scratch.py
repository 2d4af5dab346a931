"""Private folder of a student process: where it may write, and what it has written there.

The submission's own files and the files of the course lie in it too.  It is made before the process
is, and goes when the process has ended.  Nothing here trusts what lies in it: names may be as long
and folders as deep as the system lets them be.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

MAX_MIB = 64
MAX_ENTRIES = 1_000
TOO_MUCH = -1


def make_folder(parent: Path) -> Path:
    """Make a folder below `parent`, with a name that cannot be guessed, and return it."""
    folder = parent / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    return folder


def written_bytes(folder: Path) -> int:
    """Return how many bytes lie in a folder; TOO_MUCH when that is more than is allowed.

    Files and folders are counted too, because empty ones fill a disk as well.
    """
    size = entries = 0
    try:
        for entry in _entries(folder):
            entries += 1
            size += entry.stat(follow_symlinks=False).st_size if entry.is_file() else 0
            if entries > MAX_ENTRIES or size > MAX_MIB << 20:
                return TOO_MUCH
    except FileNotFoundError:  # it was removed meanwhile
        return size
    except OSError:  # a path longer than the system reads: nothing honest
        return TOO_MUCH
    return size


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield all that lies in a folder, at every depth, without following links."""
    pending = [os.fspath(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)


def remove_folder(folder: Path) -> None:
    """Remove a folder whose process has ended, however deep what lies in it.

    Folders are first brought to the top, one by one: no path gets long and nothing recurses.
    """
    with contextlib.suppress(OSError):
        brought = 0
        while names := os.listdir(folder):
            for name in names:
                path = folder / name
                if path.is_symlink() or not path.is_dir():
                    path.unlink()
                    continue
                for below in os.listdir(path):
                    brought += 1
                    (path / below).rename(folder / f"{brought:x}-{secrets.token_hex(4)}")
                path.rmdir()
        folder.rmdir()
