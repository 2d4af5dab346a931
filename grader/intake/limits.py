"""Ceilings of what is read, and which files matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.model import SubmittedFile

SUFFIXES = (".py", ".ipynb", ".md", ".txt")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """How much of a submission is read.  What lies above is left out with a note, or refused."""

    file_mib: int = 16
    total_mib: int = 48
    files: int = 2_000
    entries: int = 20_000
    archive_mib: int = 64
    name_length: int = 1_000


@dataclass(slots=True)
class Reading:
    """The files of one submission as they are found, within the ceilings."""

    ceilings: Ceilings
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    total: int = 0

    def wants(self, name: str) -> bool:
        """Whether a file of that name can matter: Python, notebooks, text, outside of caches and hidden folders."""
        parts = PurePosixPath(name).parts
        if any(part.startswith(".") or part in ("__MACOSX", "__pycache__", "node_modules") for part in parts):
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
            self.note(f"{name} was left out: {size >> 20} MiB are more than {self.ceilings.file_mib} MiB")
            return False
        if self.total + size > self.ceilings.total_mib << 20 or len(self.files) >= self.ceilings.files:
            self.note(f"{name} and what follows was left out: the submission has more than can be read")
            return False
        return True

    def add(self, name: str, content: bytes) -> None:
        """Keeps a file that there was room for."""
        self.files[name] = content
        self.total += len(content)

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < 20:
            self.notes.append(text)

    def submitted(self) -> tuple[SubmittedFile, ...]:
        return tuple(SubmittedFile(name=name, content=content) for name, content in sorted(self.files.items()))
