"""Limits of what is kept of a submission: how much, under which name, with which notes."""

from collections.abc import Callable
from typing import IO, TypeVar

from msgspec import field

from grader.errors import GraderError
from grader.language import join_items, tr
from grader.model import Ceilings, SubmittedFile
from grader.nouns import mutable, noun

from .kinds import WORK, is_data, is_notebook, meant_name, unreadable_kind

PIECE = 1 << 16
MOST_NOTES = 20
UNPACKED_TIMES = 4  # of what is kept, as much is unpacked

Known = TypeVar("Known")
Opener = Callable[[], IO[bytes]]


class UnreadableArchive(GraderError):
    """Work that cannot be read; its submission is held with this sentence."""


@noun
class Piece:
    """A file that is there and has not been read.

    Its path with `/`, how large it says it is, and how to read it.
    """

    name: str
    size: Callable[[], int]
    open: Opener


def to_callable(value: Known) -> Callable[[], Known]:
    """Return a function that gives what is known already."""
    return lambda: value


def decode_name(name_bytes: bytes) -> str:
    """Return a file's name from its bytes.

    UTF-8, else what Chinese Windows writes, else with marks for what is neither.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return name_bytes.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name_bytes.decode("utf-8", "replace")


@mutable
class Reading:
    """Files of one submission as they are found, within the ceilings.

    `unpacked` is how much all its archives together may still unpack.
    """

    ceilings: Ceilings
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    total: int = 0
    entries: int = 0
    unpacked: int = 0
    data: int = 0
    unreadable: list[str] = field(default_factory=list)
    unread_work: dict[str, str] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unpacked = UNPACKED_TIMES * self.ceilings.total_mib << 20

    def count_entries(self, name: str, entries: int = 1) -> None:
        """Count entries of a folder or an archive.  Raises UnreadableArchive above the ceiling."""
        self.entries += entries
        if self.entries > self.ceilings.entries:
            raise UnreadableArchive(
                tr(
                    "{name} has more than {number:,} entries; ask for the source files only",
                    name=name,
                    number=self.ceilings.entries,
                )
            )

    def choose_name(self, name: str) -> str:
        """Return the name under which a file is kept, with a note when that is another."""
        short_name = meant_name(name)
        if short_name == name or short_name in self.files:
            return name
        self.note(tr("{name} was read as {meant}", name=name, meant=short_name))
        return short_name

    def has_room(self, name: str, size: int) -> bool:
        """Return whether a file of that size is still read; a note says when it is not."""
        most = self.ceilings.file_mib
        if len(name) > self.ceilings.name_length:
            self.note(
                tr(
                    "a file with a name of {length:,} characters was left out: {name}…",
                    length=len(name),
                    name=name[:60],
                )
            )
        elif name in self.files:
            self.note(tr("{name} is there twice; the first one counts", name=name))
        elif size > most << 20:
            self.leave_out(
                name, tr("{mib} MiB are more than {most} MiB", mib=size >> 20, most=most)
            )
        elif self._is_full(name, size):
            self.note(
                tr(
                    "{name} and what follows was left out: the submission has more than can be"
                    " read",
                    name=name,
                )
            )
            self._remember_work(
                name, tr("more than {mib} MiB came before it", mib=self.ceilings.total_mib)
            )
        else:
            return True
        return False

    def _is_full(self, name: str, size: int) -> bool:
        """Return whether a file is too much; data may take half of the room, never all of it."""
        most, files = self.ceilings.total_mib << 20, self.ceilings.files
        if is_data(name) and self.data + size > most // 2:
            return True
        return self.total + size > most or len(self.files) >= files

    def take(self, name: str, stream: IO[bytes]) -> None:
        """Read a file whatever size it claims, up to the ceiling."""
        ceiling = self.ceilings.file_mib << 20
        pieces, size = [], 0
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > ceiling:
                self.leave_out(
                    name, tr("it unpacks to more than {mib} MiB", mib=self.ceilings.file_mib)
                )
                return
            pieces.append(piece)
        content = b"".join(pieces)
        name = self._name_by_content(name, content)
        if self.has_room(name, size):
            self.files[name] = content
            self.total += size
            self.data += size if is_data(name) else 0

    def _name_by_content(self, name: str, content: bytes) -> str:
        """Return the name of a file; a notebook that is called `NAME.py` has a notebook's."""
        if not name.lower().endswith(".py") or not is_notebook(content):
            return name
        notebook_name = f"{name[:-3]}.ipynb"
        self.note(tr("{name} was read as {meant}", name=name, meant=notebook_name))
        return notebook_name

    def leave_out(self, name: str, reason: str) -> None:
        """Note that a file is not read, and why."""
        self.note(tr("{name} was left out: {why}", name=name, why=reason))
        self._remember_work(name, tr("it has more than {mib} MiB", mib=self.ceilings.file_mib))

    def _remember_work(self, name: str, reason: str) -> None:
        if meant_name(name).lower().endswith(WORK):
            self.unread_work[name] = reason

    def pass_over(self, name: str) -> None:
        """Remember a file that is not read, in case it is all that was handed in."""
        if unreadable_kind(name):
            self.unreadable.append(name)
        elif len(self.not_read) < MOST_NOTES:
            self.not_read.append(name)

    def note(self, text: str) -> None:
        """Add a note, once, and not without end."""
        if text not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(text)

    def problem(self) -> str | None:
        """Return why the submission is held though nothing of it is broken; None when it is not.

        It is, when what could not be read may be the work: nobody is to read "not submitted" then.
        """
        for name, reason in self.unread_work.items():
            if meant_name(name).lower().endswith(".ipynb"):  # it may hold every task
                return tr(
                    "{name} is not read: {why}; clear its outputs and hand it in again",
                    name=name,
                    why=reason,
                )
            if not self._has_work():
                return tr(
                    "{name} is not read: {why}; hand in the source alone", name=name, why=reason
                )
        if self.unreadable and not self._has_work():
            name = self.unreadable[0]
            kind = unreadable_kind(name)
            return tr("{name} is {kind}, which cannot be read; hand in a zip", name=name, kind=kind)
        return None

    def closing_notes(self) -> list[str]:
        """Return all notes, with what else lies there where no work was read."""
        notes = list(self.notes)
        for name in self.unreadable:
            notes.append(
                tr(
                    "{name} was left out: {kind} cannot be read",
                    name=name,
                    kind=unreadable_kind(name),
                )
            )
        other_names = [*self.not_read, *(name for name in self.files if not name.endswith(".md"))]
        if other_names and not self._has_work():
            notes.append(_found_only_words(other_names))
        return notes

    def _has_work(self) -> bool:
        return any(name.lower().endswith(WORK) for name in self.files)

    def list_submitted(self) -> tuple[SubmittedFile, ...]:
        """Return the files that were read, by name."""
        return tuple(
            SubmittedFile(name=name, content=content)
            for name, content in sorted(self.files.items())
        )


def _found_only_words(names: list[str]) -> str:
    """Return what was found where no work is; only the first of many."""
    shown = join_items(names[:5])
    if len(names) > 5:
        return tr("found only {names} and {more} more", names=shown, more=len(names) - 5)
    return tr("found only {names}", names=shown)
