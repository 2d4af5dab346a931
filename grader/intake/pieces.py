"""What lies in a folder or a zip of a whole class, listed before anything of it is read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from grader.errors import CalledWrongly
from grader.intake.archives import BROKEN, safe_name, zip_name
from grader.intake.limits import ARCHIVES, SUFFIXES, Piece, name_text

SKIPPED_FOLDERS = frozenset(
    ("checks", "repro", "site-packages", "node_modules", "__pycache__", "__MACOSX")
)
MAX_MEMBERS = 200_000  # of a class's zip: several hundred students with a few hundred files each


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing at the top of a class's folder or zip.

    A file, or a folder with all that is below it.

    `path` is where it lies, None inside a zip.  `pieces` of a folder are named within it.
    """

    name: str
    folder: bool
    path: Path | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A class's folder or zip: its entries in order of their names."""

    path: Path
    entries: tuple[Entry, ...]


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """A class's folder, or the zip that an LMS gave, open for as long as its pieces are read.

    Nothing is unpacked.

    Raises CalledWrongly when it is neither, or cannot be read.
    """
    if path.is_dir():
        yield Source(
            path=path,
            entries=tuple(folder_entry(each) for each in sorted(path.iterdir()) if _shown(each)),
        )
        return
    if not zipfile.is_zipfile(path):
        raise CalledWrongly(
            f"{path} is not a folder of submissions, nor a zip of them; give one of these"
        )
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise CalledWrongly(
            f"{path} cannot be read as a zip ({error}); download it again"
        ) from error
    with archive:
        yield Source(path=path, entries=_zip_entries(path, archive))


def folder_entry(path: Path) -> Entry:
    """A file or folder on disk as an entry.  Links below it are not followed."""
    name = name_text(os.fsencode(path.absolute().name))  # a link keeps its own name
    if not path.is_dir():
        return Entry(name=name, folder=False, path=path, pieces=(_piece(name, path),))
    below = tuple(
        _piece(name_text(os.fsencode(each.relative_to(path).as_posix())), each)
        for each in _files(path)
    )
    return Entry(name=name, folder=True, path=path, pieces=below)


def below(entry: Entry) -> tuple[Entry, ...]:
    """The entries of a folder, as those of a source."""
    if entry.path is not None:
        return tuple(folder_entry(each) for each in sorted(entry.path.iterdir()) if _shown(each))
    return _entries(entry.pieces, frozenset())


def is_archive(name: str) -> bool:
    """Whether a file of that name is taken for an archive."""
    return name.lower().endswith(ARCHIVES)


def without_ending(name: str) -> str:
    """A file's name without the ending that says what it is."""
    for suffix in (*sorted(ARCHIVES, key=len, reverse=True), *SUFFIXES):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _shown(path: Path) -> bool:
    return not path.name.startswith(".") and path.name != "__MACOSX"


def _piece(name: str, path: Path) -> Piece:
    def opened() -> IO[bytes]:
        return path.open("rb")

    return Piece(name=name, size=lambda: path.stat().st_size, open=opened)


def _files(folder: Path) -> Iterator[Path]:
    """Plain files of a folder, in order; links are not followed."""
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED_FOLDERS
            and not name.startswith(".")
            and not (here / name / "pyvenv.cfg").exists()
        )
        for name in sorted(files):
            path = here / name
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                yield path


def _zip_entries(path: Path, archive: zipfile.ZipFile) -> tuple[Entry, ...]:
    """The entries of a class's zip.

    What leads out of it, and what is no plain file, is no piece of it.
    """
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise CalledWrongly(
            f"{path} has {len(members):,} entries, more than {MAX_MEMBERS:,}; is it the right file?"
        )
    pieces: list[Piece] = []
    folders: set[str] = set()
    for member in members:
        name = safe_name(zip_name(member))
        if name is None or any(
            part.startswith(".") or part in SKIPPED_FOLDERS for part in name.split("/")
        ):
            continue
        if member.is_dir():
            folders.add(name.partition("/")[0])
        elif (member.external_attr >> 16 & 0o170000) in (0, 0o100000):
            pieces.append(
                Piece(name=name, size=_constant(member.file_size), open=_opener(archive, member))
            )
    return _entries(pieces, folders)


def _entries(pieces: Iterable[Piece], folders: Set[str]) -> tuple[Entry, ...]:
    """Pieces by the first part of their names; `folders` may be empty ones."""
    tops: dict[str, list[Piece]] = {folder: [] for folder in folders}
    inside = set(folders)
    for piece in pieces:
        top, further, rest = piece.name.partition("/")
        tops.setdefault(top, []).append(replace(piece, name=rest or top))
        if further:
            inside.add(top)
    return tuple(
        Entry(
            name=top,
            folder=top in inside,
            path=None,
            pieces=tuple(sorted(below, key=lambda piece: piece.name)),
        )
        for top, below in sorted(tops.items())
    )


def _constant(size: int) -> Callable[[], int]:
    return lambda: size


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError("packed in a way that unpacks all at once")
        return archive.open(member)

    return opened
