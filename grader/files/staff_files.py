"""Reading files that staff wrote: one that cannot be used is said in one sentence."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from grader.errors import BadFile


def read_text(path: Path) -> str:
    """Return the text of a file.  Raises BadFile."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile(
            path, "there is no such file, but assignment.toml needs it; write it"
        ) from None
    except (UnicodeDecodeError, OSError) as error:
        raise BadFile(
            path, f"it cannot be read as UTF-8 text ({error}); save it as UTF-8"
        ) from None


def read_plain(path: Path) -> bytes:
    """Return a text file's content, whatever line ends a checkout gave it."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def files_digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return one digest of the names and contents of files, in the order they come in."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
