"""Files that are written out: their names, and whole or not at all."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: through a temporary one beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)


def file_name(name: str) -> str:
    """A file's name of our own making for a submission.

    Letters, digits, dots and dashes of any script.

    A name that had to be changed gets the start of its digest, so that two never meet.
    """
    safe = re.sub(r"[^\w.-]+", "_", name).strip("._")[:80]
    if safe == name:
        return name
    return (
        f"{safe or 'submission'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    )
