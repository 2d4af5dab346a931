"""Writing files: their names, whole or not at all, and the sentence when they cannot be written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import CannotWrite

ELSEWHERE = "name another place with -o"


@contextmanager
def writing(place: Path, otherwise: str = ELSEWHERE) -> Iterator[None]:
    """Turn what the system says of a place that cannot be written into one sentence.

    `otherwise` says what to do about it.  Raises CannotWrite.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite(place, error.strerror or str(error), otherwise) from error


def write_whole(path: Path, content: bytes, *, otherwise: str = ELSEWHERE) -> None:
    """Write a file whole or not at all: through a temporary one beside it.

    Raises CannotWrite.
    """
    beside = path.with_name(f".{path.name}.part")
    with writing(path, otherwise):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def file_name(name: str) -> str:
    """Return a file's name of our own making for a submission.

    Letters, digits, dots and dashes of any script.

    A name that had to be changed gets the start of its digest, so that two never meet.
    """
    safe = re.sub(r"[^\w.-]+", "_", name).strip("._")[:80]
    if safe == name:
        return name
    return (
        f"{safe or 'submission'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    )
