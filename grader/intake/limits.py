"""What of a submission is read: which files matter, and how much of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from grader.model import Ceilings, SubmittedFile

SUFFIXES = (".py", ".ipynb", ".md", ".txt")
PIECE = 1 << 16
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file that is there and has not been read.

    Its path with `/`, how large it says it is, and how to read it.
    """

    name: str
    size: Callable[[], int]
    open: Callable[[], IO[bytes]]


def name_text(raw: bytes) -> str:
    """A file's name from its bytes:

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
    """The files of one submission as they are found, within the ceilings."""

    ceilings: Ceilings
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    total: int = 0

    def wants(self, name: str) -> bool:
        """Whether a file of that name can matter:

        Python, notebooks, text, outside of caches and hidden folders.
        """
        parts = PurePosixPath(name).parts
        if any(
            part.startswith(".") or part in ("__MACOSX", "__pycache__", "node_modules")
            for part in parts
        ):
            return False
        return name.lower().endswith(SUFFIXES)

    def room_for(self, name: str, size: int) -> bool:
        """Whether a file of that size is still read; a note says when it is not."""
        if len(name) > self.ceilings.name_length:
            self.note(f"a file with a name of {len(name):,} characters was left out: {name[:60]}…")
            return False
        if name in self.files:
            self.note(f"{name} is there twice; the first one counts")
            return False
        if size > self.ceilings.file_mib << 20:
            self.note(
                f"{name} was left out: {size >> 20} MiB are more than {self.ceilings.file_mib} MiB"
            )
            return False
        if (
            self.total + size > self.ceilings.total_mib << 20
            or len(self.files) >= self.ceilings.files
        ):
            self.note(
                f"{name} and what follows was left out: the submission has more than can be read"
            )
            return False
        return True

    def add(self, name: str, content: bytes) -> None:
        """Keeps a file that there was room for."""
        self.files[name] = content
        self.total += len(content)

    def take(self, name: str, stream: IO[bytes]) -> None:
        """Reads a file whatever size it claims, up to the ceiling."""
        ceiling = self.ceilings.file_mib << 20
        pieces, size = [], 0
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > ceiling:
                self.note(
                    f"{name} was left out: it unpacks to more than {self.ceilings.file_mib} MiB"
                )
                return
            pieces.append(piece)
        if self.room_for(name, size):
            self.add(name, b"".join(pieces))

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < 20:
            self.notes.append(text)

    def submitted(self) -> tuple[SubmittedFile, ...]:
        return tuple(
            SubmittedFile(name=name, content=content)
            for name, content in sorted(self.files.items())
        )
