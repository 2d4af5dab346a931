"""Limits of what is kept of a submission: how much, under which name, with which notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from grader.errors import GraderError
from grader.intake.kinds import WORK, is_data, meant_name, unreadable_archive
from grader.model import Ceilings, SubmittedFile

PIECE = 1 << 16
MOST_NOTES = 20
UNPACKED_TIMES = 4  # of what is kept, as much is unpacked


class UnreadableArchive(GraderError):
    """Work that cannot be read; its submission is held with this sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file that is there and has not been read.

    Its path with `/`, how large it says it is, and how to read it.
    """

    name: str
    size: Callable[[], int]
    open: Callable[[], IO[bytes]]


def name_text(raw: bytes) -> str:
    """Return a file's name from its bytes.

    UTF-8, else what Chinese Windows writes, else with marks for what is neither.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


@dataclass(slots=True)
class Reading:
    """Files of one submission as they are found, within the ceilings.

    `unpacked` is how much all its archives together may still unpack.
    """

    ceilings: Ceilings
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    total: int = 0
    entries: int = 0
    unpacked: int = field(init=False)
    data: int = 0
    unreadable: list[str] = field(default_factory=list)
    unread_work: dict[str, str] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unpacked = UNPACKED_TIMES * self.ceilings.total_mib << 20

    def count_entry(self, name: str) -> None:
        """Count an entry of an archive.  Raises UnreadableArchive above the ceiling."""
        self.count_entries(name, 1)

    def count_entries(self, name: str, entries: int) -> None:
        """Count entries of a folder or an archive.  Raises UnreadableArchive above the ceiling."""
        self.entries += entries
        if self.entries > self.ceilings.entries:
            raise UnreadableArchive(
                f"{name} has more than {self.ceilings.entries:,} entries; ask for the source files"
                " only"
            )

    def kept_name(self, name: str) -> str:
        """Return the name under which a file is kept, with a note when that is another."""
        meant = meant_name(name)
        if meant == name or meant in self.files:
            return name
        self.note(f"{name} was read as {meant}")
        return meant

    def room_for(self, name: str, size: int) -> bool:
        """Return whether a file of that size is still read; a note says when it is not."""
        most = self.ceilings.file_mib
        if len(name) > self.ceilings.name_length:
            self.note(f"a file with a name of {len(name):,} characters was left out: {name[:60]}…")
        elif name in self.files:
            self.note(f"{name} is there twice; the first one counts")
        elif size > most << 20:
            self.leave_out(name, f"{size >> 20} MiB are more than {most} MiB")
        elif self._is_full(name, size):
            self.note(
                f"{name} and what follows was left out: the submission has more than can be read"
            )
            self._remember_work(name, f"more than {self.ceilings.total_mib} MiB came before it")
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
                self.leave_out(name, f"it unpacks to more than {self.ceilings.file_mib} MiB")
                return
            pieces.append(piece)
        if self.room_for(name, size):
            self.files[name] = b"".join(pieces)
            self.total += size
            self.data += size if is_data(name) else 0

    def leave_out(self, name: str, why: str) -> None:
        """Note that a file is not read, and why."""
        self.note(f"{name} was left out: {why}")
        self._remember_work(name, f"it has more than {self.ceilings.file_mib} MiB")

    def _remember_work(self, name: str, why: str) -> None:
        if meant_name(name).lower().endswith(WORK):
            self.unread_work[name] = why

    def pass_over(self, name: str) -> None:
        """Remember a file that is not read, in case it is all that was handed in."""
        if unreadable_archive(name):
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
        for name, why in self.unread_work.items():
            if meant_name(name).lower().endswith(".ipynb"):  # it may hold every task
                return f"{name} is not read: {why}; clear its outputs and hand it in again"
            if not self._has_work():
                return f"{name} is not read: {why}; hand in the source alone"
        if self.unreadable and not self._has_work():
            name = self.unreadable[0]
            return f"{name} is {unreadable_archive(name)}, which cannot be read; hand in a zip"
        return None

    def closing_notes(self) -> list[str]:
        """Return all notes, with what else lies there where no work was read."""
        notes = list(self.notes)
        for name in self.unreadable:
            notes.append(f"{name} was left out: {unreadable_archive(name)} cannot be read")
        others = [*self.not_read, *(name for name in self.files if not name.endswith(".md"))]
        if others and not self._has_work():
            more = f" and {len(others) - 5} more" if len(others) > 5 else ""
            notes.append(f"found only {', '.join(others[:5])}{more}")
        return notes

    def _has_work(self) -> bool:
        return any(name.lower().endswith(WORK) for name in self.files)

    def submitted(self) -> tuple[SubmittedFile, ...]:
        """Return the files that were read, by name."""
        return tuple(
            SubmittedFile(name=name, content=content)
            for name, content in sorted(self.files.items())
        )
