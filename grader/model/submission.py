"""Submissions: files, and what is known of them before anything runs."""

import hashlib
from enum import StrEnum

from grader.nouns import noun

from .outcomes import Blame


class Form(StrEnum):
    """Forms in which a task is handed in."""

    FILE = "file"
    NOTEBOOK = "notebook"
    WRITTEN = "written"
    NONE = "none"


@noun
class Ceilings:
    """Ceilings of what is read of a submission.  The rest is left out with a note, or refused."""

    file_mib: int = 16
    total_mib: int = 48
    files: int = 2_000
    entries: int = 20_000
    archive_mib: int = 64
    name_length: int = 1_000


@noun
class SubmittedFile:
    """One file of a submission: its path inside it, with `/`, and its bytes as they came."""

    name: str
    content: bytes


@noun
class Submission:
    """One attempt at an assignment, read but not yet judged.

    `problem` is a sentence when the submission could not be read at all; it is then held, `blame`
    says who can mend that, and `unread` is the digest of the bytes as they came.  `received` is an
    ISO 8601 time where the source knows it.
    """

    name: str
    files: tuple[SubmittedFile, ...]
    student: str | None = None
    received: str | None = None
    notes: tuple[str, ...] = ()
    problem: str | None = None
    blame: Blame = Blame.STUDENT
    unread: str = ""

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of names and contents.

        Equal for equal work, whoever handed it in.
        """
        if self.unread:
            return self.unread
        digest = hashlib.sha256()
        for file in sorted(self.files, key=lambda file: file.name):
            digest.update(f"{len(file.name.encode())} {len(file.content)}\n".encode())
            digest.update(file.name.encode())
            digest.update(file.content)
        return f"sha256:{digest.hexdigest()}"
