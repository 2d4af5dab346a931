"""Listing a folder or a zip of a whole class, before anything of it is read."""

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from msgspec import field

from grader.errors import CalledWrongly
from grader.language import tr
from grader.nouns import mutable, noun, replace

from .archives import (
    BROKEN,
    ENTRY,
    is_bounded_member,
    is_plain_member,
    safe_name,
    zip_name,
)
from .kinds import (
    BESIDE_WORK,
    KEPT_BY_JUPYTER,
    MACHINE_MADE,
    holds_work,
    is_hidden,
    is_hidden_work,
    is_work,
    without_ending,
)
from .limits import Opener, Piece, decode_name, to_callable

MAX_MEMBERS = 2_000_000  # of a class's zip: several hundred students, one of them with far too many
COUNTED_AT_ONCE = 1 << 20
TOLD = 5  # names of what is passed over in one folder


@noun
class Item:
    """One thing at the top of a class's folder or zip.

    A file, or a folder with all that is below it.

    `path` is where it lies, None inside a zip.  `pieces` of a folder are named within it.
    `problem` is a sentence for one that is not looked into.  `left` are the names of links, pipes
    and devices within a folder, which are not read.
    """

    name: str
    folder: bool
    path: Path | None
    pieces: tuple[Piece, ...]
    problem: str | None = None
    left: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what is to be said of what is not read."""
        if not self.left:
            return ()
        names, more = tr(", ").join(self.left[:TOLD]), len(self.left) - TOLD
        if more > 0:
            names = tr("{names} and {number} more", names=names, number=more)
        return (
            tr("passed over, as links, pipes and devices are never read: {names}", names=names),
        )

    @property
    def own_name(self) -> str:
        """Its name as a submission's: without the ending of a file."""
        return self.name if self.folder else without_ending(self.name)

    @property
    def archive_name(self) -> str | None:
        """Return the name of the archive that the whole of it may be; None for a folder."""
        return None if self.folder else self.name

    @property
    def may_be_work(self) -> bool:
        """Return whether it can be work, by its name; a hidden folder has to hold some."""
        if self.folder and self.name.startswith("."):
            return holds_work(piece.name for piece in self.pieces)
        return self.folder or self.problem is not None or is_work(self.name)


@noun
class ClassSource:
    """A class's folder or zip: its items in order of their names.

    `passed_over` are things that nobody can hand in, each with a word on why.
    """

    path: Path
    items: tuple[Item, ...]
    passed_over: tuple[str, ...] = ()


@contextmanager
def open_source(path: Path) -> Iterator[ClassSource]:
    """Give a class's folder, or the zip that an LMS gave, open while its pieces are read.

    Nothing is unpacked.

    Raises CalledWrongly when it is neither, or cannot be read.
    """
    if path.is_dir():
        yield _folder_source(path)
        return
    if not zipfile.is_zipfile(path):
        raise CalledWrongly(
            f"{path} is not a folder of submissions, nor a zip of them; give one of these"
        )
    try:
        _check_members(path)
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise CalledWrongly(
            f"{path} cannot be read as a zip ({error}); download it again"
        ) from error
    with archive:
        yield _zip_source(path, archive)


def list_item(path: Path) -> Item:
    """Return a file or folder on disk as an item.  Links below it are not followed."""
    name = decode_name(os.fsencode(path.absolute().name))  # a link keeps its own name
    if not path.is_dir():
        return Item(name=name, folder=False, path=path, pieces=(_piece(name, path),))
    pieces, unread_names = [], []
    for entry in _walk_files(path):
        inner = decode_name(os.fsencode(entry.relative_to(path).as_posix()))
        if entry.is_file() and not entry.is_symlink():
            pieces.append(_piece(inner, entry))
        else:
            unread_names.append(inner)
    return Item(name=name, folder=True, path=path, pieces=tuple(pieces), left=tuple(unread_names))


def to_source(item: Item) -> ClassSource:
    """Return what lies in a folder, as a source."""
    if item.path is not None:
        return _folder_source(item.path)
    return ClassSource(path=Path(item.name), items=_group_pieces(item.pieces, frozenset()))


def _folder_source(folder: Path) -> ClassSource:
    items, passed_over = [], []
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        name = decode_name(os.fsencode(path.name))
        if not _is_shown(name):
            continue
        if stat.S_ISLNK(mode):
            items.append(_link_item(name))
        elif stat.S_ISDIR(mode) or stat.S_ISREG(mode):
            items.append(list_item(path))
        else:
            passed_over.append(f"{name} (a pipe or a device, not a file)")
    return ClassSource(path=folder, items=tuple(items), passed_over=tuple(passed_over))


def _link_item(name: str) -> Item:
    """Return a link among submissions: where it leads may be anybody's work, so it is held."""
    problem = tr("{name} is a link, which is never followed; put the work itself there", name=name)
    return Item(name=name, folder=True, path=None, pieces=(), problem=problem)


def _is_shown(name: str) -> bool:
    """Return whether something at the top may be a student's: not what a program put there."""
    return name not in MACHINE_MADE and name != "__MACOSX" and not name.startswith("._")


def _piece(name: str, path: Path) -> Piece:
    return Piece(name=name, size=lambda: path.stat().st_size, open=lambda: path.open("rb"))


def _walk_files(folder: Path) -> Iterator[Path]:
    """Yield what is no folder in a folder, in order; links are not followed."""
    for root, folders, files in os.walk(folder):
        folder_path = Path(root)
        folders[:] = sorted(name for name in folders if _may_hold_work(folder_path / name))
        linked = [name for name in folders if (folder_path / name).is_symlink()]
        for name in sorted((*files, *linked)):
            path = folder_path / name
            inner = path.relative_to(folder).as_posix()
            if not is_hidden(inner) or is_hidden_work(inner):
                yield path


def _may_hold_work(folder: Path) -> bool:
    """Return whether a folder is looked into: no cache, nothing of a program's, no environment."""
    name = folder.name
    is_closed = name in BESIDE_WORK or (name.startswith(".") and name != KEPT_BY_JUPYTER)
    return not is_closed and not (folder / "pyvenv.cfg").exists()


def _check_members(path: Path) -> None:
    """Raise CalledWrongly for a zip whose list of members alone would fill the memory."""
    entries, tail = 0, b""
    with path.open("rb") as stream:
        while content := stream.read(COUNTED_AT_ONCE):
            entries += (tail + content).count(ENTRY)
            tail = content[1 - len(ENTRY) :]
    if entries > MAX_MEMBERS:
        raise CalledWrongly(f"{path} has more than {MAX_MEMBERS:,} entries; is it the right file?")


@mutable
class _Listed:
    """What a class's zip lists: pieces, folders, links at its top, and what is never read.

    `left` are links within folders, by the folder at the top; `outside` are names that lead out.
    """

    pieces: list[Piece] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    links: list[Item] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)

    def take(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
        """Add a member that may be somebody's work."""
        top, _, inner = name.partition("/")
        if member.is_dir():
            self.folders.add(top)
        elif is_plain_member(member):
            self.pieces.append(
                Piece(name=name, size=to_callable(member.file_size), open=_opener(archive, member))
            )
        elif inner:
            self.left.setdefault(top, []).append(inner)
        else:
            self.links.append(_link_item(name))

    def items(self) -> Iterator[Item]:
        """Yield the items at the top."""
        for item in _group_pieces(self.pieces, self.folders | self.left.keys()):
            unread_names = self.left.get(item.name)
            yield replace(item, left=tuple(unread_names)) if unread_names else item
        yield from self.links


def _zip_source(path: Path, archive: zipfile.ZipFile) -> ClassSource:
    """Return a class's zip as a source.

    What leads out of it, and what is no plain file, is no piece of it, and is told.
    """
    listed = _Listed()
    for member in archive.infolist():
        name = safe_name(zip_name(member))
        if name is not None and _is_somebodys(name):
            listed.take(archive, member, name)
        elif name is None and member.filename.strip("./\\"):
            listed.outside.append(f"{member.filename} (its name leads out of the zip)")
    outside_names = tuple(listed.outside[:TOLD])
    return ClassSource(path=path, items=tuple(listed.items()), passed_over=outside_names)


def _is_somebodys(name: str) -> bool:
    """Return whether a member of a class's zip may be work: its top may be hidden, no more."""
    top, *inner = name.split("/")
    hidden = any(part.startswith(".") or part in BESIDE_WORK for part in inner)
    is_told = bool(inner) and is_hidden_work("/".join(inner))
    return _is_shown(top) and top not in BESIDE_WORK and (not hidden or is_told)


def _group_pieces(pieces: Iterable[Piece], folders: Set[str]) -> tuple[Item, ...]:
    """Return pieces by the first part of their names; `folders` may be empty ones."""
    tops: dict[str, list[Piece]] = {folder: [] for folder in folders}
    folder_names = set(folders)
    for piece in pieces:
        top, slash, inner = piece.name.partition("/")
        tops.setdefault(top, []).append(replace(piece, name=inner) if inner else piece)
        if slash:
            folder_names.add(top)
    return tuple(
        Item(
            name=top,
            folder=top in folder_names,
            path=None,
            pieces=tuple(sorted(listed, key=lambda piece: piece.name)),
        )
        for top, listed in sorted(tops.items())
    )


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Opener:
    def open_member() -> IO[bytes]:
        if not is_bounded_member(member):
            raise NotImplementedError(tr("packed in a way that unpacks all at once"))
        return archive.open(member)

    return open_member
